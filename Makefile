# Commandes du projet. « make » ou « make help » les énumère.
# Machine : Debian, Python 3.11 ou plus récent, make. Équivalents sans make : voir README.md.

SHELL := /bin/sh
PORT ?= 8501
VENV := .venv
PY := $(VENV)/bin/python
APT := DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120
PIP := $(PY) -m pip install --disable-pip-version-check --quiet
# Le premier Python du PATH qui convient (un lanceur pyenv sans version installée échoue et passe la main).
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 /usr/bin/python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

.DEFAULT_GOAL := help
.PHONY: help run demo test mutation bench check fix preparer-tests

help: ## Affiche cette aide
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/requirements.txt ## Installe au besoin, prépare le magasin et sert l'application sur http://127.0.0.1:8501
	@$(PY) -m lib.cli initialiser
	@echo "Jalons : http://127.0.0.1:$(PORT) (Ctrl+C pour arrêter)"
	@$(PY) -m streamlit run app.py --server.port $(PORT)

demo: export DATABASE_URL = sqlite:///data/demo.sqlite
demo: $(VENV)/requirements.txt ## Sert la démonstration : un magasin à part, aux résultats fictifs
	@$(PY) -m lib.cli demo
	@echo "Jalons : http://127.0.0.1:$(PORT) (Ctrl+C pour arrêter)"
	@$(PY) -m streamlit run app.py --server.port $(PORT)

test: preparer-tests ## Installe ce qu'il faut aux tests (navigateur compris) et les exécute tous
	@$(PY) -m pytest -n 2 --dist loadfile

mutation: $(VENV)/requirements-dev.txt ## Change les règles du suivi une à une et vérifie que les tests le voient (long)
	@$(PY) -m tests.mutation

bench: $(VENV)/requirements-dev.txt ## Mesure le dépôt de 1 000 et 10 000 lignes, rapporté à une lecture nue
	@$(PY) -m tests.banc

check: $(VENV)/requirements-dev.txt ## Vérifie la mise en forme, les règles, les types et les couches (moins d'une minute)
	@$(PY) -m ruff format --check
	@$(PY) -m ruff check
	@$(PY) -m mypy
	@$(VENV)/bin/lint-imports

fix: $(VENV)/requirements-dev.txt ## Corrige la mise en forme et ce qui peut l'être
	@$(PY) -m ruff format
	@$(PY) -m ruff check --fix

# Les copies des listes, posées dans l'environnement, disent ce qui y est installé : rien n'est refait sans changement.
$(VENV)/requirements.txt: requirements.txt | $(PY)
	@cmp -s $< $@ || { echo "Installation des bibliothèques (une à deux minutes)…" && $(PIP) -r $<; }
	@cp $< $@

$(VENV)/requirements-dev.txt: requirements-dev.txt $(VENV)/requirements.txt
	@cmp -s $< $@ || { echo "Installation des outils de développement…" && $(PIP) -r $<; }
	@cp $< $@

$(PY):
	@test -n "$(PYTHON)" || { echo "Python 3.11 ou plus récent est introuvable : installez-le (apt install python3 python3-venv)." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		if [ "$$(id -u)" = 0 ]; then $(APT) -qq update && $(APT) -qq install -y python3-venv >/dev/null; \
		else echo "Il manque le module venv de Python : demandez à l'administrateur « apt install python3-venv », puis relancez." >&2; exit 1; fi; }
	@echo "Création de l'environnement $(VENV)…"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

preparer-tests: $(VENV)/requirements-dev.txt
	@manque=""; \
	command -v chromium >/dev/null || manque="$$manque chromium"; \
	test -d /usr/share/fonts/truetype/liberation || test -d /usr/share/fonts/truetype/liberation2 || manque="$$manque fonts-liberation"; \
	command -v soffice >/dev/null || manque="$$manque libreoffice-calc"; \
	if [ -n "$$manque" ]; then \
		if [ "$$(id -u)" = 0 ]; then \
			echo "Installation de$$manque…"; $(APT) -qq update && $(APT) -qq install -y --no-install-recommends $$manque >/dev/null; \
		else echo "Il manque aux tests :$$manque. Demandez à l'administrateur « apt install$$manque », puis relancez." >&2; exit 1; fi; \
	fi
