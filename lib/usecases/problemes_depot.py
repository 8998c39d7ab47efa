"""What comparing a file with the store has to say: already published, conflicts, changes, values left alone."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from lib.domain.comparaison import A_PUBLIER, PERIODES, EtatLigne, LigneComparee, compute_resume, get_mesure
from lib.domain.contrat import Fait
from lib.domain.contrat_lu import ContratLu, group_par
from lib.domain.fiction import is_de_demonstration
from lib.domain.formats import INSECABLE, format_date_courte, format_euros, format_montre, format_nombre
from lib.domain.lots import Lot
from lib.domain.nomenclatures import TypeDepot
from lib.domain.periodes import Trimestre
from lib.domain.problemes import NiveauProbleme, Probleme
from lib.domain.tableau import LectureFichier
from lib.domain.verification import LigneVerifiee
from lib.imports.catalogue import build_probleme
from lib.imports.origine import iterate_textes

NIVEAUX_BLOQUANTS = (NiveauProbleme.ERREUR, NiveauProbleme.A_CONFIRMER)
DECIMALES_LUES = 4
"""Decimals beyond which a figure is not read."""

LAISSEES = (EtatLigne.ERREUR, EtatLigne.CONFLIT, EtatLigne.A_CONFIRMER)
"""The states of the rows that publishing leaves out."""


class LigneLaissee(NamedTuple):
    """A row of the file that publishing leaves out, and why."""

    numero: int
    messages: tuple[str, ...]


def list_laissees(
    lignes: Iterable[LigneComparee], problemes: Iterable[Probleme], accepter: frozenset[str]
) -> list[LigneLaissee]:
    """List the rows left out, each once, with what keeps them out: an error first, else what waits for an answer."""
    attendus = [p for p in problemes if p.niveau in NIVEAUX_BLOQUANTS and p.code not in accepter]
    par_ligne = group_par(attendus, lambda probleme: probleme.ligne)
    du_fichier = par_ligne.get(None, [])
    laissees = {}
    for ligne in lignes:
        if ligne.etat in LAISSEES and ligne.numero is not None:
            siens = par_ligne.get(ligne.numero, du_fichier)
            faux = [p for p in siens if p.niveau is NiveauProbleme.ERREUR]
            laissees[ligne.numero] = LigneLaissee(ligne.numero, tuple(dict.fromkeys(p.message for p in faux or siens)))
    return list(laissees.values())


def verify_trimestre(
    lignes: Iterable[LigneVerifiee], type_depot: TypeDepot, choisi: Trimestre | None
) -> list[Probleme]:
    """Ask when no row of a quarterly file is about the quarter chosen."""
    if choisi is None or PERIODES[type_depot] != ("annee", "trimestre"):
        return []
    vus = {ligne.cle[1:3] for ligne in lignes if ligne.cle is not None}
    if not vus or (choisi.annee, choisi.numero) in vus:
        return []
    lus = sorted(Trimestre(int(str(annee)), int(str(numero))) for annee, numero in vus)
    return [build_probleme("F10", periode_modele=", ".join(lu.libelle for lu in lus), periode=choisi.libelle)]


def verify_origine(contrat: ContratLu, nom: str, contenu: bytes, lecture: LectureFichier) -> list[Probleme]:
    """Ask about a file that left a demonstration and comes to a contract that is none (C39)."""
    feuilles = (lecture.feuille, *lecture.autres_feuilles)
    if contrat.contrat.exemple or not is_de_demonstration(nom, iterate_textes(contenu), feuilles):
        return []
    return [build_probleme("C39")]


def list_problemes_comparaison(lignes: list[LigneComparee], lots: list[Lot], deja: Lot | None) -> list[Probleme]:
    """List what the comparison has to say; deja is the lot that already published this very file."""
    problemes = []
    if deja is not None and not any(ligne.etat in A_PUBLIER for ligne in lignes):
        problemes.append(build_probleme("F11", date=format_date_courte(deja.publie_le.date()), service=deja.service))
    par_numero = {lot.numero: lot for lot in lots}
    for ligne in lignes:
        if ligne.etat is EtatLigne.CONFLIT:
            problemes.append(_build_conflit(ligne, par_numero))
        elif ligne.avant is None and ligne.apres is not None and ligne.apres.efface:
            problemes.append(build_probleme("I22", ligne=ligne.numero))
        elif ligne.etat is EtatLigne.MODIFIE and ligne.change_une_mesure:
            avant, apres = format_change(ligne.avant, ligne.apres)
            problemes.append(build_probleme("C08", ligne=ligne.numero, avant=avant, apres=apres))
    if absents := compute_resume(lignes)[EtatLigne.ABSENT]:
        problemes.append(build_probleme("I03", nombre=absents))
    return problemes


def _build_conflit(ligne: LigneComparee, lots: dict[int, Lot]) -> Probleme:
    lot = lots[ligne.avant.lot] if ligne.avant is not None else None
    connue = ligne.verifiee.valeur_connue if ligne.verifiee else None
    return build_probleme(
        "C07",
        ligne=ligne.numero,
        changement=_format_auteur(lot),
        connue="aucune valeur" if connue is None else _format_comme(ligne.apres, connue),
        actuelle=format_mesure(ligne.avant),
        proposee=format_mesure(ligne.apres),
    )


def _format_comme(fait: Fait | None, mesure: Decimal | str) -> str:
    if isinstance(mesure, str):
        return mesure
    return format_euros(int(mesure)) if hasattr(fait, "montant") else format_nombre(mesure)


def format_mesure(fait: Fait | None) -> str:
    """Write the value of a fact for a sentence: its figure, its text, or the word of its status."""
    if fait is None:
        return "aucune valeur"
    if fait.efface:
        return "valeur effacée"
    if isinstance(montant := getattr(fait, "montant", None), int):
        return format_euros(montant)
    mesure = get_mesure(fait)
    if mesure is not None:
        return _format_mesuree(fait, mesure)
    statut = getattr(fait, "statut", None)
    return getattr(fait, "texte", "") or (statut.libelle if statut else "vide")


def _format_mesuree(fait: Fait, mesure: Decimal) -> str:
    """Write a figure: all the digits that were given, but a rate computed from its terms has more than anyone reads."""
    if getattr(fait, "denominateur", None) is not None:
        return format_montre(mesure)
    return format_nombre(mesure if mesure == round(mesure, DECIMALES_LUES) else round(mesure, DECIMALES_LUES))


def _format_auteur(lot: Lot | None) -> str:
    """Say who changed a value and when; of one that is no longer there, only that."""
    if lot is None:
        return "Cette valeur n’est plus en place"
    guillemets = f"«{INSECABLE}{lot.service}{INSECABLE}»"
    return f"Cette valeur a été changée par {guillemets} le {format_date_courte(lot.publie_le.date())}"


def format_change(avant: Fait | None, apres: Fait | None) -> tuple[str, str]:
    """Write both values of a change; beside figures, the status that differs, and the terms when all else is equal."""
    dits = [format_mesure(avant), format_mesure(apres)]
    if avant is None or apres is None or apres.efface or get_mesure(avant) is None or get_mesure(apres) is None:
        return dits[0], dits[1]
    precisions = [_list_precisions(fait, dits[0] == dits[1]) for fait in (avant, apres)]
    for rang, siennes in enumerate(precisions):
        autres = precisions[1 - rang]
        if differentes := [dit for dit, autre in zip(siennes, autres, strict=True) if dit and dit != autre]:
            dits[rang] += f" ({', '.join(differentes)})"
    return dits[0], dits[1]


def _list_precisions(fait: Fait, tout: bool) -> list[str]:
    """List what a fact says beside its figure: its status, then its terms and its words."""
    statut = getattr(fait, "statut", None)
    termes = [getattr(fait, nom, None) for nom in ("numerateur", "denominateur")] if tout else []
    rapport = " sur ".join(format_nombre(terme) for terme in termes if terme is not None)
    return [statut.libelle.lower() if statut else "", rapport, getattr(fait, "texte", "") if tout else ""]
