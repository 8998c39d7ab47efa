"""Everything a reader is given of a store: pages, downloads, open files, documents, receipts, command line.

Each family gives its texts, whole: numbers of charts and tables included, whether a person reads them or not.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass, field, is_dataclass
from html import unescape
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pytest
import streamlit as st
from google.protobuf.message import Message
from streamlit.elements.widgets.button import ButtonMixin

from lib.cli.commandes import run
from lib.domain.changements import get_adresse
from lib.domain.constats import format_intitule
from lib.domain.contrat import Contexte, Fait
from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur, Role
from lib.domain.erreurs import ErreurMetier
from lib.domain.faits import Resultat
from lib.domain.filtres import Tri
from lib.domain.lecture import MAINTENANT, Lecture
from lib.domain.nomenclatures import TypeDepot
from lib.domain.phrases import format_texte
from lib.exports.documents import DOCUMENTS, DOCUMENTS_SANS_ANNEE
from lib.exports.recu import build_recu_html
from lib.ui.territoire import TOUTES
from lib.usecases.contrats import build_contrat_lu, get_code, get_dernier_lot
from lib.usecases.documents import get_document
from lib.usecases.historique import get_historique, list_donnees
from lib.usecases.magasin import save_export
from lib.usecases.recu import get_recu
from tests.application import build_application
from tests.chemins.magasin import CASES, CIBLES, CORRIGES, MESURES, PERIODES, Jumeau
from tests.phrases import ONGLETS_BUDGET, list_adresses_pages, list_protos, open_magasin

Textes = dict[str, list[str]]
"""What is given out, by place: a page and its address, a file and its reading."""

LECTEURS = (Role.LECTEUR, Role.COMMISSAIRE, Role.VALIDEUR_ETAT)
"""Roles of other services than the two that deposit in the twin stores."""

TRIMESTRES = ("2025-T2", "2025-T4")
_SERIES = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32,}")
"""Fingerprints and identifiers drawn at random: they differ between two stores and say nothing of a figure."""


@dataclass(frozen=True)
class Ouverture:
    """One page to open: its file, what its address says, what was chosen there."""

    fichier: str
    adresse: dict[str, str] = field(default_factory=dict)
    choix: dict[str, str] = field(default_factory=dict)

    @property
    def nom(self) -> str:
        """How a message names it."""
        dits = self.adresse | self.choix
        return " ".join([f"pages/{self.fichier}", *(f"{n}={v}" for n, v in dits.items())])


def list_ouvertures(contrat: ContratLu, dernier_lot: int) -> Iterator[Ouverture]:
    """The pages on which a hidden figure could be: whole lists, each indicator deposited, each measure, each lot."""
    for fichier, trimestre in product(
        ("synthese.py", "fiches_action.py", "mon_trimestre.py", "depot.py"), ("2024-T4", *TRIMESTRES, "2026-T1")
    ):
        yield Ouverture(fichier, {"trimestre": trimestre})
    for fiche in ("I.V3", "I.V2.1", "S.1.2", "S.1.3"):
        yield Ouverture("fiches_action.py", {"fiche": fiche, "trimestre": TRIMESTRES[1]})
    for onglet in ONGLETS_BUDGET:
        yield Ouverture("budget.py", {"trimestre": TRIMESTRES[1], "onglet": onglet})
    for lieu, vue in product(("DEP", "94028", "94001", "ZONE", "AG-94106"), ("Cartes", "Tableau")):
        nom = format_texte(contrat.territoire_par_code[lieu].nom)
        yield Ouverture("indicateurs.py", {"trimestre": TRIMESTRES[1], "vue": vue, "territoire": nom})
    yield Ouverture("indicateurs.py", {"trimestre": "2026-T1", "territoire": "Créteil"})
    for tri in Tri:
        yield Ouverture("indicateurs.py", {"trimestre": TRIMESTRES[0], "territoire": "Créteil", "tri": tri.libelle})
    yield from _list_indicateurs()
    yield from _list_territoires(contrat)
    for numero in range(2, dernier_lot + 1):
        yield Ouverture("depots.py", {"lot": str(numero)})
    for adresse in ("resultats/V3-07/2025/2/94028/", "contexte/94028/foyers_rsa/31/12/2025"):
        yield Ouverture("depots.py", {"valeur": adresse})
    for fichier in ("depots.py", "feuille_de_route.py", "echeances.py", "avenants.py", "methode.py", "reprise.py"):
        yield Ouverture(fichier)
    for nature in ("Résultats", "Contexte"):
        yield Ouverture("depots.py", choix={"nature": nature})


def _list_indicateurs() -> Iterator[Ouverture]:
    for rang, code in enumerate([*CASES, "N-S-04"]):
        yield Ouverture("indicateur.py", {"code": code, "trimestre": TRIMESTRES[rang % 2]})
    for code in CORRIGES:
        yield Ouverture("indicateur.py", {"code": code, "trimestre": "2025-T4"})
    for (code, *_), trimestre in product(CIBLES, ("2024-T4", *TRIMESTRES)):
        yield Ouverture("indicateur.py", {"code": code, "trimestre": trimestre})


def _list_territoires(contrat: ContratLu) -> Iterator[Ouverture]:
    """Each measure, of the whole territory or of a commune, at the last periods and at one that was corrected."""
    libelles = {fait.mesure: fait.libelle for fait in contrat.contexte}
    for mesure, periode in product(MESURES[:2], PERIODES):
        adresse = {"mesure": format_texte(libelles[mesure]), "commune": ("Créteil", TOUTES)[mesure == MESURES[0]]}
        yield Ouverture("territoire.py", adresse, {f"periode-{libelles[mesure]}": periode})
    for rang, code in enumerate(CASES):
        nom = f"{code} · {format_intitule(contrat.get_indicateur(code))}"
        adresse = {"mesure": format_texte(nom), "commune": ("Créteil", TOUTES)[rang % 2]}
        if code.startswith(("V3", "V2.1-EIO-01", "N-V3-03", "S.3.3-03")):
            yield Ouverture("territoire.py", adresse, {f"periode-{nom}": ("T2 2025", "T4 2025")[rang % 3 > 0]})


def list_pages(role: Role, retenues: Callable[[Ouverture], bool] = lambda _: True) -> Textes:
    """Open pages as a role does; gives what each one holds and what it offers to download."""
    pages, textes = list_adresses_pages(), Textes()
    code = get_code(None)
    ouvertures = filter(retenues, list_ouvertures(build_contrat_lu(code), get_dernier_lot(code)))
    with pytest.MonkeyPatch.context() as environnement, capture_telechargements() as fichiers:
        environnement.setattr(type(st.context), "cookies", property(lambda _: {"jalons_role": role.value}))
        for ouverture in ouvertures:
            fichiers.clear()
            application = build_application()
            application._page_hash = pages[ouverture.fichier]
            for nom, valeur in ouverture.adresse.items():
                application.query_params[nom] = valeur
            for nom, valeur in ouverture.choix.items():
                application.session_state[nom] = valeur
            application.run()
            assert not application.exception, (ouverture, application.exception)
            textes[ouverture.nom] = [t for proto in list_protos(application._tree) for t in list_contenus(proto)]
            for nom, contenu in fichiers:
                textes[f"{ouverture.nom} → {nom}"] = list_textes_fichier(nom, contenu)
    return textes


@contextmanager
def capture_telechargements() -> Iterator[list[tuple[str, bytes]]]:
    """Keep what each download button would give, by file name; those that refuse give nothing."""
    recus: list[tuple[str, bytes]] = []
    dessiner = ButtonMixin._download_button

    def _download_button(
        self: Any, label: str, data: Any, file_name: str | None = None, *suite: Any, **noms: Any
    ) -> Any:
        with suppress(ErreurMetier):
            contenu = data() if callable(data) else data
            recus.append((file_name or label, contenu.encode() if isinstance(contenu, str) else bytes(contenu)))
        return dessiner(self, label, data, file_name, *suite, **noms)

    with pytest.MonkeyPatch.context() as environnement:
        environnement.setattr(ButtonMixin, "_download_button", _download_button)
        yield recus


def list_contenus(message: Message) -> Iterator[str]:
    """Give every value of a message, those of its tables and charts included, as text."""
    for champ, valeur in message.ListFields():
        est_suite = not isinstance(valeur, str | bytes | Message) and hasattr(valeur, "__iter__")
        valeurs = list(valeur.values()) if hasattr(valeur, "values") else list(valeur) if est_suite else [valeur]
        for element in valeurs:
            if isinstance(element, Message):
                yield from list_contenus(element)
            elif isinstance(element, bytes):
                yield from _list_octets(element)
            elif isinstance(element, str):
                yield from split_balises(element)
            elif not isinstance(element, bool) and champ.enum_type is None:
                yield str(element)


def _list_octets(octets: bytes) -> Iterator[str]:
    """Read a table as charts and grids are given it."""
    try:
        table = pa.ipc.open_stream(octets).read_all()
    except pa.ArrowInvalid:
        yield from split_balises(octets.decode("utf-8", "replace"))
        return
    for ligne in table.to_pylist():
        yield " | ".join(f"{nom}: {valeur}" for nom, valeur in ligne.items())


def split_balises(texte: str) -> Iterator[str]:
    """Cut a text at its tags and lines, so that a message quotes a short piece; drop what is drawn at random."""
    for morceau in re.split(r"[<>\n]|(?<=\}),", _SERIES.sub("", unescape(texte))):
        if morceau.strip():
            yield morceau


def list_textes_fichier(nom: str, contenu: bytes) -> list[str]:
    """Give the texts of a file, those of a workbook or an archive included; not the time at which it was made."""
    if not contenu.startswith(b"PK"):
        lignes = contenu.decode("utf-8-sig", "replace").splitlines()
        return [t for ligne in lignes if not ligne.startswith("DTSTAMP") for t in split_balises(ligne)]
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        membres = [membre for membre in archive.namelist() if not membre.startswith(("docProps", "meta.xml"))]
        return [t for membre in membres for t in list_textes_fichier(f"{nom}/{membre}", archive.read(membre))]


def list_lectures(code: str) -> dict[str, Lecture]:
    """Every reading that can be asked for: today's, the initial contract's, and those stopped at each lot."""
    anciennes = {f"jusqu’au lot {n}": Lecture(jusqu_a=n) for n in range(3, get_dernier_lot(code))}
    return {"": MAINTENANT, "contrat initial": Lecture(avenant=0)} | anciennes


def list_exports() -> Textes:
    """The open files of every reading."""
    textes, code = Textes(), get_code(None)
    for quand, lecture in list_lectures(code).items():
        with TemporaryDirectory() as dossier:
            for fichier in save_export(Path(dossier), code, lecture):
                textes[f"export {fichier.name} {quand}"] = list_textes_fichier(fichier.name, fichier.read_bytes())
    return textes


def list_documents() -> Textes:
    """The workbooks of the annex, of each year, today and as they were before the last deposits."""
    textes, code = Textes(), get_code(None)
    lectures = {"": MAINTENANT, "jusqu’au lot 5": Lecture(jusqu_a=5)}
    for nom in DOCUMENTS:
        for annee in [2025] if nom in DOCUMENTS_SANS_ANNEE else build_contrat_lu(code).compute_annees():
            for quand, lecture in lectures.items():
                fichier, contenu = get_document(Acteur(Role.LECTEUR), code, nom, annee, lecture)
                textes[f"document {fichier} {quand}"] = list_textes_fichier(fichier, contenu)
    return textes


def list_recus(roles: Sequence[Role]) -> Textes:
    """The receipt of each lot, as a file and as the page reads it."""
    textes, code = Textes(), get_code(None)
    for role in roles:
        for numero in range(2, get_dernier_lot(code) + 1):
            recu = get_recu(Acteur(role), code, numero)
            textes[f"reçu du lot {numero}, {role.value}"] = [
                *list_textes_fichier("recu.html", build_recu_html(recu)),
                *list_valeurs(recu),
            ]
    return textes


def list_historiques(jumeau: Jumeau, roles: Sequence[Role]) -> Textes:
    """The history of values deposited, asked for by their addresses, and the list of those offered."""
    textes, code = Textes(), get_code(None)
    for role in roles:
        acteur, codes = Acteur(role), HISTORIQUES if role is Role.LECTEUR else ()
        for adresse in dict.fromkeys(get_adresse(fait) for fait in jumeau.deposes if is_echantillon(fait, codes)):
            with suppress(ErreurMetier):
                historique = get_historique(acteur, code, adresse)
                textes[f"historique {adresse}, {role.value}"] = list(list_valeurs(historique))
        offertes = [texte for type_depot in TypeDepot for texte in list_valeurs(list_donnees(acteur, code, type_depot))]
        textes[f"données offertes, {role.value}"] = offertes
    return textes


HISTORIQUES = ("foyers_rsa", "V3-07", "V3-08", "FR-07")
"""What was corrected, undone, erased: each history takes a reading of the whole store."""


def is_echantillon(fait: Fait, codes: Sequence[str]) -> bool:
    """Whether the history of a value is asked for: results of the quarter corrected, context figures."""
    if isinstance(fait, Resultat):
        return fait.indicateur in codes and (fait.annee, fait.trimestre) == (2025, 2)
    return isinstance(fait, Contexte) and fait.mesure in codes


def list_valeurs(objet: Any) -> Iterator[str]:
    """Give every value of what a use case answers, as text."""
    if is_dataclass(objet):
        yield from list_valeurs(list(vars(objet).values()))
    elif isinstance(objet, list | tuple | set | frozenset):
        for element in objet:
            yield from list_valeurs(element)
    elif objet is not None:
        yield from split_balises(str(objet))


def list_commandes() -> Textes:
    """What each command that reads the store writes, but for `suivi` and `exporter`, asked for apart."""
    textes = Textes({"verifier": _run("verifier")})
    with TemporaryDirectory() as dossier:
        for nom in DOCUMENTS:
            vers = ["--vers", dossier, "--annee", "2025", "--jusqu-a", "6"]
            textes[f"document {nom}"] = [t.replace(dossier, "") for t in _run("document", nom, *vers)]
        for fichier in sorted(Path(dossier).iterdir()):
            textes[f"document {fichier.name}"] = list_textes_fichier(fichier.name, fichier.read_bytes())
    return textes


def list_suivis() -> Textes:
    """What `suivi` writes of the quarters, as a table and as JSON, today and stopped at an older lot."""
    textes = Textes()
    for trimestre in TRIMESTRES:
        for suite in ([], ["--json"], ["--json", "--jusqu-a", "5"]):
            commande = ["suivi", "--trimestre", trimestre, *suite]
            textes[" ".join(commande)] = _run(*commande)
    return textes


def _run(*arguments: str) -> list[str]:
    sortie = io.StringIO()
    with redirect_stdout(sortie):
        assert run(list(arguments)) == 0, arguments
    return list(split_balises(sortie.getvalue()))


def is_donnee_a_tous(ouverture: Ouverture) -> bool:
    """Whether the administrator sees on a page what everyone sees.

    Not so of Dépôts, where the files and values of each lot are open to this role (can_voir_piece), nor of the
    templates of Dépôt and Mon trimestre, which hold the known values of those who fill them.
    """
    return ouverture.fichier in ("synthese.py", "indicateurs.py", "indicateur.py", "territoire.py", "budget.py")


def is_reservee(ouverture: Ouverture) -> bool:
    """Whether a page gives more to some roles than to others: lots (a deposit, its correction), what one uploads."""
    if ouverture.fichier == "depots.py":
        return ouverture.adresse.get("lot") in (None, "3", "6")
    return ouverture.fichier in ("depot.py", "mon_trimestre.py", "reprise.py")


FAMILLES: dict[str, Callable[[Jumeau], Textes]] = {
    "pages, lecteur": lambda _: list_pages(Role.LECTEUR),
    "pages, commissaire": lambda _: list_pages(Role.COMMISSAIRE, is_reservee),
    "pages, valideur État": lambda _: list_pages(Role.VALIDEUR_ETAT, is_reservee),
    "pages, administrateur": lambda _: list_pages(
        Role.ADMINISTRATEUR, lambda o: is_donnee_a_tous(o) and ("commune" in o.adresse or "vue" in o.adresse)
    ),
    "données ouvertes": lambda _: list_exports(),
    "documents": lambda _: list_documents(),
    "reçus": lambda _: list_recus(LECTEURS),
    "historiques": lambda jumeau: list_historiques(jumeau, LECTEURS),
    "commandes": lambda _: list_commandes(),
    "commande suivi": lambda _: list_suivis(),
}
"""What is given out, by family."""


def list_textes(jumeau: Jumeau, famille: str) -> Textes:
    """Give everything a family gives out of a store."""
    with open_magasin(jumeau.url):
        return FAMILLES[famille](jumeau)
