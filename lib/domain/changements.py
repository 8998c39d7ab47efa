"""What a deposited value is called, where it stands among the others, and what its change amounts to."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from lib.domain.comparaison import NOUNS, get_mesure
from lib.domain.contrat import DEPARTEMENT, Contexte, Fait
from lib.domain.contrat_lu import ContratLu
from lib.domain.credits import Enveloppe
from lib.domain.faits import Execution, Report, Resultat, Versement
from lib.domain.formats import (
    INSECABLE,
    MOINS,
    format_date_courte,
    format_euros,
    format_nombre,
    format_pourcentage,
)
from lib.domain.indicateurs import Cible
from lib.domain.nomenclatures import Nomenclature, PartieContrat, TypeDepot

DETAILS = {
    "numerateur": "numérateur",
    "denominateur": "dénominateur",
    "texte": "texte",
    "statut": "statut",
    "commentaire": "commentaire",
}
"""Fields beside the figure whose change is told, with the word for each."""


@dataclass(frozen=True)
class NomDonnee:
    """How a person calls a value: its code, its label, the period, and what narrows it (place, funder…)."""

    code: str
    libelle: str
    periode: str
    precision: str = ""

    @property
    def complet(self) -> str:
        """The whole name on one line."""
        return " · ".join(part for part in (self.code, self.periode, self.precision, self.libelle) if part)


@dataclass(frozen=True)
class Ecart:
    """A difference between two figures of one value: cents for money; rapport is None from a zero."""

    montant: Decimal
    rapport: Fraction | None
    argent: bool


def build_nom(contrat: ContratLu, fait: Fait) -> NomDonnee:
    """Name a deposited value in the contract's own words; a code the contract no longer has names itself."""
    if isinstance(fait, Resultat):
        lieu = (_get_lieu(contrat, fait.territoire), _get_ventilation(contrat, fait.ventilation))
        return _build_nom(fait.indicateur, _get_indicateur(contrat, fait.indicateur), fait.periode.libelle, lieu)
    if isinstance(fait, Cible):
        lieu = (_get_lieu(contrat, fait.territoire), _get_ventilation(contrat, fait.ventilation))
        return _build_nom(fait.indicateur, _get_indicateur(contrat, fait.indicateur), str(fait.annee), lieu)
    if isinstance(fait, Execution):
        periode = f"T{fait.trimestre} {fait.annee}"
        return _build_nom(fait.fiche, _get_fiche(contrat, fait.fiche), periode, (fait.financeur.libelle,))
    if isinstance(fait, Enveloppe):
        qui = (fait.financeur.libelle, fait.nature.libelle.lower())
        return _build_nom(fait.fiche, _get_fiche(contrat, fait.fiche), str(fait.annee), qui)
    if isinstance(fait, Report):
        periode = f"{fait.annee_origine} → {fait.annee_destination}"
        return _build_nom(fait.fiche, _get_fiche(contrat, fait.fiche), periode, (fait.financeur.libelle,))
    if isinstance(fait, Versement):
        quoi = fait.fiche or fait.axe or PartieContrat(fait.partie).libelle
        jour = f"le {format_date_courte(fait.date_versement)}"
        return _build_nom(quoi, "Versement de l’État", str(fait.annee_convention), (jour, fait.reference))
    if isinstance(fait, Contexte):
        return _build_nom(fait.mesure, fait.libelle, fait.periode, (_get_lieu(contrat, fait.territoire),))
    return NomDonnee(" · ".join(str(valeur) for valeur in fait.cle), "", "")


def _build_nom(code: str, libelle: str, periode: str, precisions: Iterable[str]) -> NomDonnee:
    return NomDonnee(code, libelle, periode, " · ".join(part for part in precisions if part))


def _get_indicateur(contrat: ContratLu, code: str) -> str:
    indicateur = contrat.indicateur_par_code.get(code)
    if indicateur is None:
        return ""
    return f"{indicateur.libelle} ({indicateur.mesure})" if indicateur.mesure else indicateur.libelle


def _get_fiche(contrat: ContratLu, code: str) -> str:
    fiche = contrat.fiche_par_code.get(code)
    return fiche.intitule if fiche else ""


def _get_lieu(contrat: ContratLu, code: str) -> str:
    if code == DEPARTEMENT:
        return ""
    territoire = contrat.territoire_par_code.get(code)
    return territoire.nom if territoire else code


def _get_ventilation(contrat: ContratLu, ventilation: str) -> str:
    noms = {f"{modalite.dimension}:{modalite.code}": modalite.intitule for modalite in contrat.modalites}
    return noms.get(ventilation, ventilation)


def get_unite(contrat: ContratLu, fait: Fait) -> str:
    """Unit of a figure, '' for money, whose amounts carry their own sign."""
    if isinstance(fait, Resultat | Cible):
        indicateur = contrat.indicateur_par_code.get(fait.indicateur)
        return indicateur.unite if indicateur else ""
    return fait.unite if isinstance(fait, Contexte) else ""


def compute_ecart(avant: Fait | None, apres: Fait | None) -> Ecart | None:
    """Give the difference of two figures; None when one is missing, erased or a text."""
    ancien, nouveau = get_mesure(avant), get_mesure(apres)
    if apres is None or apres.efface or ancien is None or nouveau is None:
        return None
    rapport = Fraction(nouveau - ancien) / abs(Fraction(ancien)) if ancien else None
    return Ecart(nouveau - ancien, rapport, hasattr(apres, "montant"))


def format_ecart(ecart: Ecart | None) -> str:
    """Write a difference: « +56 (+200 %) », « −1 200 € (−3,2 %) »; nothing when there is none.

    >>> format_ecart(Ecart(Decimal(7), Fraction(1, 4), False)).replace(chr(0x202F), " ")
    '+7 (+25,0 %)'
    """
    if ecart is None:
        return ""
    if not ecart.montant:
        return "="
    texte = format_euros(int(ecart.montant)) if ecart.argent else format_nombre(ecart.montant)
    rapport = f" ({_sign(format_pourcentage(ecart.rapport))})" if ecart.rapport is not None else ""
    return f"{_sign(texte)}{rapport}"


def _sign(texte: str) -> str:
    return texte if texte.startswith(MOINS) else f"+{texte}"


def list_details(avant: Fait | None, apres: Fait | None) -> list[tuple[str, str, str]]:
    """List what changes beside the figure, as (word, before, after): terms of a rate, status, text, comment."""
    if avant is None or apres is None or apres.efface:
        return []
    details = []
    for champ, mot in DETAILS.items():
        ancien, nouveau = getattr(avant, champ, None), getattr(apres, champ, None)
        if ancien != nouveau:
            details.append((mot, _write(ancien), _write(nouveau)))
    return details


def _write(valeur: object) -> str:
    if isinstance(valeur, Decimal):
        return format_nombre(valeur)
    if isinstance(valeur, Nomenclature):
        return valeur.libelle
    return f"«{INSECABLE}{valeur}{INSECABLE}»" if valeur else "vide"


def get_type_depot(fait: Fait) -> TypeDepot | None:
    """The kind of file a fact comes from, None for what only the contract folder brings."""
    return next((type_depot for type_depot, nom in NOUNS.items() if isinstance(fait, nom)), None)


def get_adresse(fait: Fait) -> str:
    """Address of a value: its kind, then its key; « resultats/S.1.3-01/2024/4/DEP/ »."""
    type_depot = get_type_depot(fait)
    return "/".join([type_depot.value if type_depot else "", *(str(valeur) for valeur in fait.cle)])
