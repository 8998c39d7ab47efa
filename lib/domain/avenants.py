"""What an avenant changes: the contract read just before it against the contract read at it, noun by noun."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lib.domain.argent import sum_connus
from lib.domain.changements import NomDonnee, build_nom, compute_ecart, format_ecart, get_unite
from lib.domain.contrat import Avenant, Centimes, Fait
from lib.domain.contrat_lu import ContratLu
from lib.domain.credits import Enveloppe, LigneBudget, Marche, RegleVersement
from lib.domain.formats import ABSENT, INSECABLE, format_euros, format_nombre
from lib.domain.indicateurs import Cible
from lib.domain.nomenclatures import Financeur, NatureEnveloppe, Nomenclature
from lib.domain.objets_avenant import ESSENTIELS, ObjetAvenant, format_compte, list_champs, write_champs
from lib.domain.phrases import format_liste

INTITULES = ("intitule", "libelle", "nom", "quoi", "action", "objet")
"""Fields that say what a definition is, the first one found."""


class Mouvement(Nomenclature):
    """What becomes of a definition, a target or an amount."""

    AJOUT = "ajout", "Ajout"
    CHANGEMENT = "changement", "Changement"
    RETRAIT = "retrait", "Retrait"


@dataclass(frozen=True)
class Changement:
    """One thing an avenant changes: before and after as sentences, ecart when both are figures."""

    objet: ObjetAvenant
    mouvement: Mouvement
    nom: NomDonnee
    avant: str
    apres: str
    ecart: str = ""


@dataclass(frozen=True)
class TotalEnveloppe:
    """The sum of the envelopes of a year, nature and funder before and after an avenant; None: nothing is written."""

    annee: int
    nature: NatureEnveloppe
    financeur: Financeur
    avant: Centimes | None
    apres: Centimes | None


def get_titre(numero: int) -> str:
    """Name a reading of the contract: 0 is the initial contract."""
    return f"avenant n°{INSECABLE}{numero}" if numero else "contrat initial"


def list_avenants(contrat: ContratLu) -> list[Avenant]:
    """The initial contract (0), then the avenants in their order."""
    return sorted(contrat.avenants, key=lambda avenant: avenant.numero)


def build_changements(avant: ContratLu, apres: ContratLu) -> list[Changement]:
    """Compare two readings of one contract, noun by noun."""
    changements: list[Changement] = []
    for objet in ObjetAvenant:
        anciens, nouveaux = _get_faits(avant, objet), _get_faits(apres, objet)
        for cle, fait in nouveaux.items():
            ancien = anciens.get(cle)
            if ancien is None or _differ(ancien, fait):
                changements.append(_build(objet, apres, fait, ancien, fait))
        retires = [ancien for cle, ancien in anciens.items() if cle not in nouveaux]
        changements += [_build(objet, avant, ancien, ancien, None) for ancien in retires]
    return changements


def _get_faits(contrat: ContratLu, objet: ObjetAvenant) -> dict[tuple[object, ...], Fait]:
    """Give the facts of a noun by their keys; the contract itself is alone of its kind."""
    faits: Sequence[Fait] = (contrat.contrat,) if objet is ObjetAvenant.CONTRAT else getattr(contrat, objet.value)
    return {fait.cle: fait for fait in faits}


def _differ(ancien: Fait, nouveau: Fait) -> bool:
    return any(getattr(ancien, champ) != getattr(nouveau, champ) for champ in list_champs(nouveau))


def _build(
    objet: ObjetAvenant, contrat: ContratLu, fait: Fait, ancien: Fait | None, nouveau: Fait | None
) -> Changement:
    """Tell one difference; fait is whichever of both names the thing."""
    mouvement = Mouvement.AJOUT if ancien is None else Mouvement.RETRAIT if nouveau is None else Mouvement.CHANGEMENT
    nom = _build_nom(contrat, fait)
    if isinstance(fait, Cible | Enveloppe):
        ecart = compute_ecart(ancien, nouveau) if ancien and nouveau else None
        return Changement(
            objet, mouvement, nom, _format(contrat, ancien), _format(contrat, nouveau), format_ecart(ecart)
        )
    if ancien is None or nouveau is None:
        champs = [champ for champ in ESSENTIELS.get(objet, ()) if getattr(fait, champ)]
        textes = [write_champs(connu, champs) if connu else "" for connu in (ancien, nouveau)]
        return Changement(objet, mouvement, nom, *textes)
    champs = [champ for champ in list_champs(nouveau) if getattr(ancien, champ) != getattr(nouveau, champ)]
    return Changement(objet, mouvement, nom, write_champs(ancien, champs), write_champs(nouveau, champs))


def _build_nom(contrat: ContratLu, fait: Fait) -> NomDonnee:
    """Name a thing by its code, the first of its fields that says what it is, and its year when it has one."""
    if isinstance(fait, Cible | Enveloppe):
        return build_nom(contrat, fait)
    annee = getattr(fait, "annee", None)
    periode = str(annee) if annee is not None else ""
    if isinstance(fait, RegleVersement):
        return NomDonnee(fait.code, f"Versement, {fait.partie.libelle.lower()}", periode)
    if isinstance(fait, LigneBudget):
        return NomDonnee(fait.fiche, fait.libelle, periode, f"ligne {fait.rang}")
    if isinstance(fait, Marche):
        return NomDonnee(fait.code, f"{fait.procedure}, {fait.libelle}", "")
    libelle = next((texte for champ in INTITULES if (texte := getattr(fait, champ, ""))), "")
    return NomDonnee(":".join(str(valeur) for valeur in fait.cle), libelle, periode)


def _format(contrat: ContratLu, fait: Fait | None) -> str:
    """Write a target in its unit, its words when it has no figure, an amount in euros; « – » for nothing written."""
    if isinstance(fait, Enveloppe):
        return format_euros(fait.montant)
    if not isinstance(fait, Cible):
        return ABSENT
    if fait.valeur is None:
        return f"«{INSECABLE}{fait.texte}{INSECABLE}»" if fait.texte else ABSENT
    return f"{format_nombre(fait.valeur)} {get_unite(contrat, fait)}".strip()


def compute_totaux(avant: ContratLu, apres: ContratLu) -> list[TotalEnveloppe]:
    """Sum the envelopes by year, nature and funder where the two readings disagree on one of them."""
    totaux = []
    for annee in apres.compute_annees():
        for nature in NatureEnveloppe:
            for financeur in Financeur:
                ancien, nouveau = (_sum(contrat, annee, nature, financeur) for contrat in (avant, apres))
                if ancien != nouveau:
                    totaux.append(TotalEnveloppe(annee, nature, financeur, ancien, nouveau))
    return totaux


def _sum(contrat: ContratLu, annee: int, nature: NatureEnveloppe, financeur: Financeur) -> Centimes | None:
    voulu = (annee, nature, financeur)
    return sum_connus(e.montant for e in contrat.enveloppes if (e.annee, e.nature, e.financeur) == voulu)


def build_phrase(numero: int, changements: Sequence[Changement]) -> str:
    """Write the finding: how many things the avenant adds, changes, takes away."""
    if not changements:
        return f"L’{get_titre(numero)} ne change encore rien de ce qui est enregistré."
    compte = Counter((changement.mouvement, changement.objet) for changement in changements)
    verbes = {Mouvement.AJOUT: "ajoute", Mouvement.CHANGEMENT: "change", Mouvement.RETRAIT: "retire"}
    membres = []
    for mouvement, verbe in verbes.items():
        objets = [format_compte(compte[mouvement, objet], objet) for objet in ObjetAvenant if compte[mouvement, objet]]
        if objets:
            membres.append(f"{verbe} {format_liste(objets)}")
    return f"L’{get_titre(numero)} {format_liste(membres)}."
