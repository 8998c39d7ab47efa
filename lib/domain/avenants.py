"""What an avenant changes: the contract read just before it against the contract read at it, noun by noun."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lib.domain.argent import sum_connus
from lib.domain.champs import get_champs
from lib.domain.changements import NomDonnee, build_nom, compute_ecart, format_ecart, get_unite
from lib.domain.contrat import Avenant, Axe, Centimes, Fait, FicheAction
from lib.domain.contrat_lu import ContratLu
from lib.domain.credits import Enveloppe
from lib.domain.formats import ABSENT, INSECABLE, format_date_courte, format_euros, format_nombre
from lib.domain.indicateurs import Cible, Indicateur
from lib.domain.nomenclatures import Financeur, NatureEnveloppe, Nomenclature

MUETS = frozenset({"ordre", "regle_source"})
"""Fields that order or trace a definition: their change says nothing to a reader."""

MOTS = {
    "intitule": "intitulé",
    "intitule_court": "intitulé court",
    "intitule_annexe": "intitulé dans l’annexe",
    "libelle": "libellé",
    "libelle_fiche": "libellé dans la fiche",
    "unite": "unité",
    "categorie": "catégorie",
    "debut": "début",
    "duree": "durée",
    "delai_jours": "délai en jours",
    "periodicite": "périodicité",
    "si_debut": "début de la situation initiale",
    "si_fin": "fin de la situation initiale",
    "situation_initiale_texte": "situation initiale (texte)",
    "periode_situation_initiale": "période de la situation initiale",
    "presente": "présente dans le document",
    "double_compte": "double compte",
    "activite_chorus": "activité Chorus",
    "action_chorus": "action Chorus",
    "groupe_marchandises": "groupe de marchandises",
}
"""Words for the fields whose name alone is not good French; the others are read as they are."""


class ObjetAvenant(Nomenclature):
    """What an avenant may change."""

    CIBLES = "cibles", "Cible"
    ENVELOPPES = "enveloppes", "Enveloppe"
    FICHES = "fiches", "Fiche action"
    INDICATEURS = "indicateurs", "Indicateur"
    AXES = "axes", "Axe ou volet"


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
    """Compare two readings of one contract: targets, envelopes, fiches, indicators, axes and volets."""
    changements: list[Changement] = []
    for objet in ObjetAvenant:
        anciens: dict[tuple[object, ...], Fait] = {fait.cle: fait for fait in getattr(avant, objet.value)}
        nouveaux: dict[tuple[object, ...], Fait] = {fait.cle: fait for fait in getattr(apres, objet.value)}
        for cle, fait in nouveaux.items():
            ancien = anciens.get(cle)
            if ancien is None or _differ(ancien, fait):
                changements.append(_build(objet, apres, fait, ancien, fait))
        retires = [ancien for cle, ancien in anciens.items() if cle not in nouveaux]
        changements += [_build(objet, avant, ancien, ancien, None) for ancien in retires]
    return changements


def _differ(ancien: Fait, nouveau: Fait) -> bool:
    return any(getattr(ancien, champ) != getattr(nouveau, champ) for champ in _list_champs(nouveau))


def _list_champs(fait: Fait) -> list[str]:
    return [champ for champ in get_champs(type(fait)) if champ not in MUETS]


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
        return Changement(objet, mouvement, nom, "", "")
    champs = [champ for champ in _list_champs(nouveau) if getattr(ancien, champ) != getattr(nouveau, champ)]
    return Changement(objet, mouvement, nom, _describe(ancien, champs), _describe(nouveau, champs))


def _build_nom(contrat: ContratLu, fait: Fait) -> NomDonnee:
    if isinstance(fait, FicheAction | Indicateur | Axe):
        return NomDonnee(fait.code, fait.intitule, "")
    return build_nom(contrat, fait)


def _format(contrat: ContratLu, fait: Fait | None) -> str:
    """Write a target in its unit, its words when it has no figure, an amount in euros; « – » for nothing written."""
    if isinstance(fait, Enveloppe):
        return format_euros(fait.montant)
    if not isinstance(fait, Cible):
        return ABSENT
    if fait.valeur is None:
        return f"«{INSECABLE}{fait.texte}{INSECABLE}»" if fait.texte else ABSENT
    return f"{format_nombre(fait.valeur)} {get_unite(contrat, fait)}".strip()


def _describe(fait: Fait, champs: Iterable[str]) -> str:
    """Write the fields of a definition: « fin : 31/12/2025 ; unité : places »."""
    return " ; ".join(
        f"{MOTS.get(champ, champ.replace('_', ' '))}{INSECABLE}: {_write(getattr(fait, champ))}" for champ in champs
    )


def _write(valeur: object) -> str:
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, Nomenclature):
        return valeur.libelle
    if isinstance(valeur, Decimal | int):
        return format_nombre(valeur)
    if isinstance(valeur, date):
        return format_date_courte(valeur)
    return str(valeur) if valeur else ABSENT


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
        return f"L’{get_titre(numero)} ne change encore aucune cible, enveloppe, fiche ni aucun indicateur enregistrés."
    compte = Counter((changement.mouvement, changement.objet) for changement in changements)
    verbes = {Mouvement.AJOUT: "ajoute", Mouvement.CHANGEMENT: "change", Mouvement.RETRAIT: "retire"}
    membres = []
    for mouvement, verbe in verbes.items():
        objets = [format_compte(compte[mouvement, objet], objet) for objet in ObjetAvenant if compte[mouvement, objet]]
        if objets:
            membres.append(f"{verbe} {join_et(objets)}")
    return f"L’{get_titre(numero)} {join_et(membres)}."


def format_compte(nombre: int, objet: ObjetAvenant) -> str:
    """Write « 12 cibles », « 1 axe ou volet »."""
    pluriels = {ObjetAvenant.FICHES: "fiches action", ObjetAvenant.AXES: "axes ou volets"}
    mot = objet.libelle.lower()
    return f"{nombre}{INSECABLE}{pluriels.get(objet, f'{mot}s') if nombre > 1 else mot}"


def join_et(mots: Sequence[str]) -> str:
    """Join words in a sentence: « a, b et c »."""
    return " et ".join([", ".join(mots[:-1]), mots[-1]]) if len(mots) > 1 else "".join(mots)
