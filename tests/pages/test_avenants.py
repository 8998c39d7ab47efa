"""The Avenants page as a visitor meets it: the list, what changes, the forms; reading the contract at an avenant."""

from collections.abc import Iterator
from datetime import date

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lib.domain.droits import Acteur, Role
from lib.domain.nomenclatures import Financeur, NatureEnveloppe
from lib.usecases.avenants import record_avenant
from lib.usecases.contrats import build_contrat_lu, get_code, get_dernier_lot
from lib.usecases.saisies_argent import record_cible, record_enveloppe
from tests.pages.visite import clean, open_ecran, publish, read_html

ADMIN = Acteur(role=Role.ADMINISTRATEUR, nom="essai")
FICHE = {"fiche": "S.1.2", "annee": 2025, "financeur": Financeur.ETAT, "nature": NatureEnveloppe.NOTIFIE}


@pytest.fixture
def administrateur(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(st.context), "cookies", property(lambda _: {"jalons_role": "administrateur"}))


@pytest.fixture
def avenant(magasin: str) -> Iterator[str]:
    """A first avenant, with one amount and one target of its own."""
    code = get_code(None)
    record_avenant(ADMIN, code, 1, "Montants 2025", date(2025, 4, 2), "")
    record_enveloppe(ADMIN, code, montant="210 000", avenant=1, **FICHE)  # type: ignore[arg-type]
    record_cible(ADMIN, code, indicateur="S.1.3-01", annee=2025, valeur="55", avenant=1, motif="avenant 1")
    yield code


def send(page: AppTest, bouton: str) -> AppTest:
    """Press the button of a form."""
    return next(b for b in page.button if b.label == bouton).click().run()


def fill(page: AppTest, libelle: str, valeur: str, formulaire: str) -> None:
    """Fill a field of a form."""
    next(c for c in page.text_input if c.label.startswith(libelle) and c.key.startswith(formulaire)).set_value(valeur)


def test_with_the_initial_contract_alone_there_is_nothing_to_compare(application: AppTest) -> None:
    textes = clean(read_html(open_ecran(application, "avenants.py")))
    assert "Aucun avenant enregistré ; date de signature non saisie : contrat initial." in textes
    assert "rien à comparer" in textes
    assert not application.button, "un lecteur ne saisit rien"
    assert not [radio for radio in application.radio if radio.label == "Lire le contrat"]


def test_an_avenant_tells_what_it_changes(avenant: str, application: AppTest) -> None:
    page = open_ecran(application, "avenants.py")
    textes = clean(read_html(page))
    assert "1 avenant enregistré" in textes and "2 avril 2025" in textes
    assert "L’avenant n° 1 ajoute 1 enveloppe et change 1 cible." in textes
    assert "210 000 €" in textes
    (tableau,) = [t.value for t in page.dataframe]
    lignes = [clean(" | ".join(str(case) for case in ligne)) for ligne in tableau.itertuples(index=False)]
    assert any("S.1.3-01" in ligne and "50 logements | 55 logements | +5 (+10,0 %)" in ligne for ligne in lignes)
    assert "href='/?avenant=0'" in textes


def test_every_screen_is_read_at_the_avenant_of_the_address(avenant: str, application: AppTest) -> None:
    application.query_params["avenant"] = "0"
    application.query_params["code"] = "S.1.3-01"
    application.query_params["trimestre"] = "2025-T4"
    page = open_ecran(application, "indicateur.py")
    assert next(clean(info.value) for info in page.info).startswith("**Vous lisez le contrat initial** :")
    assert "50 logements" in clean(read_html(page)) and "55 logements" not in clean(read_html(page))
    assert "avenant=0" in read_html(page), "les liens gardent la lecture"
    (choix,) = [radio for radio in page.radio if radio.label == "Lire le contrat"]
    choix.set_value("").run()
    assert not page.info and "avenant" not in page.query_params
    assert "55 logements" in clean(read_html(page))


def test_an_avenant_that_does_not_exist_is_todays_reading(avenant: str, application: AppTest) -> None:
    application.query_params["avenant"] = "7"
    page = open_ecran(application, "budget.py")
    assert not page.info and "avenant" not in page.query_params


@pytest.mark.usefixtures("administrateur")
def test_a_signature_date_is_entered_by_hand_and_opens_the_due_date(magasin: str, application: AppTest) -> None:
    page = open_ecran(application, "avenants.py")
    fill(page, "Date de signature", "le 1er juillet", "saisie-signature")
    fill(page, "Motif", "Exemplaire signé", "saisie-signature")
    send(page, "Enregistrer cette date")
    assert any("n’est pas une date" in erreur.value for erreur in page.error)
    fill(page, "Date de signature", "01/07/2024", "saisie-signature")
    send(page, "Enregistrer cette date")
    assert [clean(s.value) for s in page.success] == ["Enregistré (dépôt n° 2) : date de signature, contrat initial."]
    assert "1er juillet 2024" in clean(read_html(page))
    application.query_params["onglet"] = "Versements"
    assert "16/07/2024" in clean(read_html(open_ecran(application, "budget.py")))


@pytest.mark.usefixtures("administrateur")
def test_an_avenant_then_its_amount_are_entered_by_form(magasin: str, application: AppTest) -> None:
    page = open_ecran(application, "avenants.py")
    fill(page, "Objet", "Prolongation", "saisie-avenant")
    send(page, "Enregistrer l’avenant n°\u00a01")
    fill(page, "Montant", "environ 3", "saisie-enveloppe")
    send(page, "Enregistrer ce montant")
    assert any("n’est pas un nombre" in erreur.value for erreur in page.error)
    fill(page, "Montant", "32 000,50 €", "saisie-enveloppe")
    send(page, "Enregistrer ce montant")
    (enveloppe,) = [e for e in build_contrat_lu(get_code(None)).enveloppes if e.avenant == 1]
    assert (enveloppe.montant, enveloppe.nature) == (3200050, NatureEnveloppe.NOTIFIE)


@pytest.mark.usefixtures("administrateur")
@pytest.mark.parametrize(
    ("vue", "formulaire", "bouton", "vide", "plein"),
    [
        ("versements", "saisie-versement", "Enregistrer ce versement", "Aucun versement", "1 versement"),
        ("reports", "saisie-report", "Enregistrer ce report", "Aucun report", "1 report enregistré : 100 €"),
    ],
)
def test_payments_and_carry_overs_are_entered_and_listed(
    magasin: str, application: AppTest, vue: str, formulaire: str, bouton: str, vide: str, plein: str
) -> None:
    application.query_params["vue"] = vue
    page = open_ecran(application, "avenants.py")
    assert vide in clean(read_html(page))
    fill(page, "Montant", "100", formulaire)
    if vue == "versements":
        fill(page, "Date", "15/07/2024", formulaire)
    send(page, bouton)
    assert not page.error and plein in clean(read_html(page))
    assert get_dernier_lot(get_code(None)) == 2


@pytest.mark.usefixtures("administrateur")
def test_the_two_conditions_of_the_reduction_stand_together_on_the_budget(magasin: str, application: AppTest) -> None:
    depense = {"fiche": "S.1.2", "annee": 2024, "trimestre": 4, "financeur": Financeur.ETAT, "montant": 100_000_00}
    publish(depense)
    application.query_params["onglet"] = "Soldes et règles"
    page = open_ecran(application, "budget.py")
    textes = clean(read_html(page))
    assert "2024 : aucun niveau de « sous-consommation manifeste » n’est fixé, ni par le contrat" in textes
    assert "sans justification écrite" not in textes
    fill(page, "Niveau", "70", "saisie-niveau")
    fill(page, "Motif", "choix du comité", "saisie-niveau")
    send(page, "Régler le niveau")
    assert "2024 : 1 action sur 1 sous 70 % (convention Jalons), dont 1 sans justification écrite." in clean(
        read_html(page)
    )
    assert "5 000 × 50 % × 75 % × 1 000 € × 9/12 = 1 406 250 € : c’est le montant écrit." in clean(read_html(page))
    application.query_params["onglet"] = "Prévisionnel et annexe"
    page = open_ecran(application, "budget.py")
    assert len([b for b in page.get("download_button") if "(.xlsx)" in b.label]) == 4
