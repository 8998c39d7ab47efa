"""Services: who sends the figures of a contract. It is read in the data, not written beside them. Convention Jalons.

A service is a producer of figures; the Conseil départemental, which carries out the actions (art. 1), is told apart by
axe or volet; a fiche that a habilitation names makes a service of its own.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from lib.domain.contrat import FicheAction
from lib.domain.contrat_lu import ContratLu
from lib.domain.indicateurs import Indicateur
from lib.domain.modeles_argent import LigneModele
from lib.domain.nomenclatures import Producteur, TypePerimetre
from lib.domain.noms import format_nom_axe

DU_PRODUCTEUR: dict[Producteur, str] = {
    Producteur.CD: "du Conseil départemental",
    Producteur.FRANCE_TRAVAIL: "de France Travail",
    Producteur.ETAT: "de l’État",
}
"""A producer after « reçu », « attendu »."""


@dataclass(frozen=True)
class Service:
    """Who sends: a producer, narrowed to an axe or volet, or to a fiche; nom is what the screen and files call it."""

    producteur: Producteur
    axe: str = ""
    fiche: str = ""
    nom: str = ""

    @property
    def code(self) -> str:
        """A stable name in plain letters: « cd-a1 », « france-travail »."""
        return to_nom_fichier(" ".join((self.producteur.value, self.axe, self.fiche)))

    @property
    def nom_fichier(self) -> str:
        """Its name in plain letters, for a file."""
        return to_nom_fichier(self.nom)


def to_nom_fichier(texte: str) -> str:
    """Write words so that any computer takes them as a file name: lower case, no accent, hyphens.

    >>> to_nom_fichier("Conseil départemental – Axe 1 · Cœur d’enfance")
    'conseil-departemental-axe-1-coeur-d-enfance'
    """
    plat = unicodedata.normalize("NFKD", texte.casefold().replace("œ", "oe").replace("æ", "ae"))
    sans_accent = "".join(c for c in plat if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", sans_accent).strip("-")


def get_service(contrat: ContratLu, indicateur: Indicateur) -> Service:
    """Give who sends an indicator's figures."""
    return _build_service(contrat, indicateur.producteur, indicateur.axe, indicateur.fiche)


def get_service_depense(contrat: ContratLu, fiche: FicheAction) -> Service:
    """Give who sends the spending of a fiche: the Conseil départemental draws up the annex's tables (annexe 3)."""
    return _build_service(contrat, Producteur.CD, fiche.axe, fiche.code)


def _build_service(contrat: ContratLu, producteur: Producteur, axe: str, fiche: str) -> Service:
    if fiche and fiche in list_fiches_habilitees(contrat):
        return Service(producteur, axe, fiche, f"{producteur.libelle} – fiche {fiche}")
    if producteur is Producteur.CD:
        nom = format_nom_axe(contrat.axe_par_code[axe], contrat.axes)
        return Service(producteur, axe, "", f"{producteur.libelle} – {nom}")
    return Service(producteur, nom=producteur.libelle)


def list_fiches_habilitees(contrat: ContratLu) -> frozenset[str]:
    """List the fiches that a habilitation names."""
    return frozenset(h.valeur for h in contrat.habilitations if h.type is TypePerimetre.FICHE)


def list_services(contrat: ContratLu) -> list[Service]:
    """List every service of a contract, producer by producer, in the contract's order."""
    services = dict.fromkeys(
        [
            *(get_service(contrat, indicateur) for indicateur in contrat.indicateurs),
            *(get_service_depense(contrat, fiche) for fiche in contrat.fiches),
        ]
    )
    producteurs, axes = list(Producteur), [axe.code for axe in contrat.axes]
    return sorted(
        services,
        key=lambda service: (
            producteurs.index(service.producteur),
            axes.index(service.axe) if service.axe else -1,
            service.fiche,
        ),
    )


def split_par_service(contrat: ContratLu, lignes: Iterable[LigneModele]) -> dict[Service, list[LigneModele]]:
    """Part the rows of a template of results or spending between services, in the services' own order."""
    parts: dict[Service, list[LigneModele]] = {service: [] for service in list_services(contrat)}
    for ligne in lignes:
        parts[_get_service_ligne(contrat, ligne)].append(ligne)
    return {service: siennes for service, siennes in parts.items() if siennes}


def _get_service_ligne(contrat: ContratLu, ligne: LigneModele) -> Service:
    if "code_indicateur" in ligne:
        return get_service(contrat, contrat.get_indicateur(str(ligne["code_indicateur"])))
    return get_service_depense(contrat, contrat.get_fiche(str(ligne["code_fiche"])))
