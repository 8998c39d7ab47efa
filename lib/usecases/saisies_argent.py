"""Typing by hand what a file could bring: a payment, a carry-over, an envelope, a target; and R7's justifications."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from sqlmodel import Session

from lib.domain.comparaison import EtatLigne, LigneComparee, compare_lignes, list_en_place
from lib.domain.contrat import Fait
from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur, check_can_justifier, check_can_regler_seuil, check_can_saisir
from lib.domain.erreurs import SaisieRefusee
from lib.domain.faits import Commentaire
from lib.domain.indicateurs import Seuil
from lib.domain.limites import read_saisie
from lib.domain.lots import Lot
from lib.domain.nomenclatures import Financeur, NatureEnveloppe, PartieContrat, TypeDepot
from lib.domain.perimetres import check_can_ecrire
from lib.domain.problemes import NiveauProbleme
from lib.domain.reduction import SEUIL_SOUS_CONSOMMATION
from lib.domain.saisies_argent import build_justification
from lib.domain.seuils import CONVENTION
from lib.imports.saisie import build_table
from lib.imports.verification import verify_table
from lib.usecases.problemes_depot import format_mesure
from lib.usecases.saisies import save_saisie

CENT = Decimal(100)


def record_versement(
    acteur: Acteur,
    code: str,
    *,
    partie: PartieContrat,
    annee: int,
    date_versement: str,
    montant: str,
    axe: str = "",
    fiche: str = "",
    reference: str = "",
    motif: str = "",
    confirme: bool = False,
    maintenant: datetime | None = None,
) -> Lot:
    """Record a payment of the State to a part (art. 3); montant in euros and date_versement as typed in French."""
    valeurs = {"partie": partie.value, "annee_convention": str(annee), "date": date_versement, "montant": montant}
    valeurs |= {"axe": axe, "fiche": fiche, "reference": reference}
    return _record(acteur, code, TypeDepot.VERSEMENTS, valeurs, motif, confirme, maintenant)


def record_report(
    acteur: Acteur,
    code: str,
    *,
    fiche: str,
    annee_origine: int,
    annee_destination: int,
    financeur: Financeur,
    montant: str,
    commentaire: str = "",
    motif: str = "",
    confirme: bool = False,
    maintenant: datetime | None = None,
) -> Lot:
    """Record a carry-over decided in the dialogue de gestion (annexe 3); montant in euros, as typed in French."""
    valeurs = {"fiche": fiche, "annee_origine": str(annee_origine), "annee_destination": str(annee_destination)}
    valeurs |= {"financeur": financeur.value, "montant": montant, "commentaire": commentaire}
    return _record(acteur, code, TypeDepot.REPORTS, valeurs, motif, confirme, maintenant)


def record_enveloppe(
    acteur: Acteur,
    code: str,
    *,
    fiche: str,
    annee: int,
    financeur: Financeur,
    nature: NatureEnveloppe,
    montant: str,
    avenant: int,
    motif: str = "",
    confirme: bool = False,
    maintenant: datetime | None = None,
) -> Lot:
    """Record one amount that an avenant agrees (art. 2.2 and 3); montant in euros, as typed in French."""
    valeurs = {"code_fiche": fiche, "annee": str(annee), "financeur": financeur.value, "nature": nature.value}
    valeurs |= {"montant": montant, "avenant": str(avenant)}
    return _record(acteur, code, TypeDepot.ENVELOPPES, valeurs, motif, confirme, maintenant)


def record_cible(
    acteur: Acteur,
    code: str,
    *,
    indicateur: str,
    annee: int,
    valeur: str,
    avenant: int,
    texte: str = "",
    motif: str = "",
    confirme: bool = False,
    maintenant: datetime | None = None,
) -> Lot:
    """Record one target of the whole département that an avenant agrees; valeur as typed in French."""
    valeurs = {"code_indicateur": indicateur, "annee": str(annee), "valeur": valeur, "texte": texte}
    valeurs |= {"avenant": str(avenant)}
    return _record(acteur, code, TypeDepot.CIBLES, valeurs, motif, confirme, maintenant)


def record_justification(
    acteur: Acteur,
    code: str,
    fiche: str,
    annee: int,
    texte: str,
    motif: str = "",
    maintenant: datetime | None = None,
) -> Lot:
    """Write why an action consumed little in a year (R7, art. 2.2); replacing a text already there takes a reason."""
    check_can_justifier(acteur)

    def build(_session: Session, contrat: ContratLu) -> Fait:
        nouveau = build_justification(contrat, fiche, annee, texte)
        anciens: dict[tuple[object, ...], Commentaire] = {fait.cle: fait for fait in contrat.commentaires}
        ancien = anciens.get(nouveau.cle)
        if ancien is not None and ancien.texte == nouveau.texte:
            raise SaisieRefusee("Cette justification est déjà enregistrée mot pour mot.")
        if ancien is not None and not read_saisie(motif):
            raise SaisieRefusee("Une justification est déjà écrite : indiquez le motif du changement.")
        return nouveau

    return save_saisie(acteur, code, f"la justification de {fiche} pour {annee}", motif, build, maintenant)


def record_niveau_sous_consommation(
    acteur: Acteur, code: str, niveau: Decimal | None, motif: str, maintenant: datetime | None = None
) -> Lot:
    """Set, in %, the level of R7's first condition, or take it away (None): the contract writes none (art. 2.2)."""
    check_can_regler_seuil(acteur)
    if niveau is not None and not 0 < niveau <= CENT:
        raise SaisieRefusee("Le niveau est un pourcentage, au-dessus de 0 et jusqu’à 100.")
    if not read_saisie(motif):
        raise SaisieRefusee("Indiquez le motif : le contrat ne fixe aucun niveau.")

    def build(_session: Session, contrat: ContratLu) -> Fait:
        ancien = contrat.seuil_par_code.get(SEUIL_SOUS_CONSOMMATION)
        if niveau == (ancien.valeur if ancien else None):
            raise SaisieRefusee("Ce niveau est déjà celui en vigueur.")
        return Seuil(
            code=SEUIL_SOUS_CONSOMMATION,
            libelle="Sous-consommation : part de la base au-dessous de laquelle la première condition est signalée",
            valeur=CENT if niveau is None else niveau,
            unite="%",
            explication="L’article 2.2 parle d’une « sous-consommation manifeste, sans justification » sans niveau.",
            source=CONVENTION,
            efface=niveau is None,
        )

    return save_saisie(acteur, code, "le niveau de sous-consommation", motif, build, maintenant)


def _record(
    acteur: Acteur,
    code: str,
    type_depot: TypeDepot,
    valeurs: Mapping[str, str],
    motif: str,
    confirme: bool,
    maintenant: datetime | None,
) -> Lot:
    """Read what was typed by the rules of the file of its kind, compare it with the store, then save it as a lot."""
    check_can_saisir(acteur, type_depot)

    aujourd_hui = (maintenant or datetime.now(UTC)).date()

    def build(_session: Session, contrat: ContratLu) -> Fait:
        check_can_ecrire(acteur, contrat.habilitations)
        lues = verify_table(build_table(type_depot, valeurs), type_depot, contrat, acteur, aujourd_hui).lignes
        acceptes = frozenset(probleme.code for ligne in lues for probleme in ligne.problemes if confirme)
        comparee = compare_lignes(lues, list_en_place(contrat, type_depot), type_depot, acceptes)[0]
        return replace(_check_saisie(comparee, motif), ligne=None)

    objet = f"une saisie ({type_depot.libelle.lower()})"
    return save_saisie(acteur, code, objet, motif, build, maintenant, type_depot)


def _check_saisie(comparee: LigneComparee, motif: str) -> Fait:
    """Give the fact to save; refuse what is wrong, unconfirmed, already there, or changed without a reason."""
    etat, fait = comparee.etat, comparee.apres
    if etat in (EtatLigne.ERREUR, EtatLigne.A_CONFIRMER):
        niveau = NiveauProbleme(etat.value)
        problemes = comparee.verifiee.problemes if comparee.verifiee else ()
        raise SaisieRefusee(" ".join(f"{p.message} {p.geste}".strip() for p in problemes if p.niveau is niveau))
    if etat is EtatLigne.VIDE or fait is None:
        raise SaisieRefusee("Rien n’est saisi : remplissez le montant ou la valeur.")
    if etat is EtatLigne.INCHANGE:
        raise SaisieRefusee("C’est déjà enregistré ainsi : rien n’a changé.")
    if comparee.change_une_mesure and not read_saisie(motif):
        raise SaisieRefusee(
            f"Une valeur est déjà enregistrée à cette place : {format_mesure(comparee.avant)}. Pour la remplacer, "
            "indiquez le motif ; pour un autre versement du même jour, donnez-lui sa référence."
        )
    return fait
