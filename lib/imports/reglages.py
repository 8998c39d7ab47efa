"""What a contract folder leaves unsaid of Jalons itself: thresholds are filled and told, rights denied and told."""

from collections.abc import Iterator, Sequence

from lib.domain.cofinancement import SEUIL_MINIMUM
from lib.domain.contrat import Fait, FicheAction, Habilitation
from lib.domain.droits import DEPOTS, Role
from lib.domain.erreurs import ErreurLocalisee
from lib.domain.formats import INSECABLE
from lib.domain.indicateurs import Seuil
from lib.domain.nomenclatures import Niveau, Producteur, TypePerimetre
from lib.domain.perimetres import SANS_BORNE
from lib.domain.phrases import format_texte
from lib.domain.seuils import get_attendu
from lib.domain.seuils_par_defaut import SOURCE, UNITES, list_manquants

Situe = tuple[Fait, str, int]

SEUILS, HABILITATIONS = "seuils.csv", "habilitations.csv"
_CHIFFRES = "résultats, cibles, argent, contexte"


def list_seuils_par_defaut(faits: Sequence[Fait]) -> list[Seuil]:
    """List the thresholds that the folder does not set and that Jalons sets in its place."""
    return list_manquants(fait for fait in faits if isinstance(fait, Seuil))


def list_remarques(faits: Sequence[Fait]) -> list[str]:
    """Say what was filled and what stays closed, for whoever loads the folder."""
    seuils = [fait for fait in faits if isinstance(fait, Seuil)]
    remarques = []
    if defauts := [_cite(f"{s.code} ({s.valeur} {s.unite})") for s in seuils if s.source == SOURCE]:
        remarques.append(f"{SEUILS} n’écrit pas {', '.join(defauts)} : {SOURCE}, à revoir dans Méthode.")
    if SEUIL_MINIMUM not in {seuil.code for seuil in seuils}:
        remarques.append(f"{SEUILS} n’écrit pas {_cite(SEUIL_MINIMUM)} : aucun cofinancement n’est jugé.")
    ecrits = {fait.role for fait in faits if isinstance(fait, Habilitation)}
    fermes = [
        _cite(role.libelle)
        for role in Role
        if role not in ecrits | SANS_BORNE and any(role in roles for roles in DEPOTS.values())
    ]
    if not ecrits:
        remarques.append(
            f"{HABILITATIONS} ne nomme personne : aucun profil ne peut déposer ni saisir ({_CHIFFRES}), "
            "sauf l’administrateur."
        )
    elif fermes:
        remarques.append(f"{HABILITATIONS} ne nomme pas {', '.join(fermes)} : ni dépôt ni saisie ({_CHIFFRES}).")
    return [format_texte(remarque) for remarque in remarques]


def _cite(texte: str) -> str:
    return f"«{INSECABLE}{texte}{INSECABLE}»"


def verify_reglages(situes: Sequence[Situe]) -> Iterator[ErreurLocalisee]:
    """Check that each threshold is one of Jalons', in its unit and bounds, and that each right names what exists."""
    fiches = {fait.code for fait, _, _ in situes if isinstance(fait, FicheAction)}
    seuils = {fait.code: fait for fait, _, _ in situes if isinstance(fait, Seuil)}
    for fait, fichier, numero in situes:
        if isinstance(fait, Seuil):
            yield from _verify_seuil(fait, seuils, fichier, numero)
        elif isinstance(fait, Habilitation):
            yield from _verify_habilitation(fait, fiches, fichier, numero)


def _verify_seuil(seuil: Seuil, seuils: dict[str, Seuil], fichier: str, numero: int) -> Iterator[ErreurLocalisee]:
    if seuil.code not in UNITES:
        yield ErreurLocalisee(fichier, numero, "code", seuil.code, f"un seuil parmi {', '.join(UNITES)}")
    elif seuil.unite != UNITES[seuil.code]:
        yield ErreurLocalisee(fichier, numero, "unite", seuil.unite, f"«{INSECABLE}{UNITES[seuil.code]}{INSECABLE}»")
    elif attendu := get_attendu(seuil):
        yield ErreurLocalisee(fichier, numero, "valeur", str(seuil.valeur), attendu)
    elif seuil.code == "seuil_a_surveiller" and seuil.valeur > seuils["seuil_bonne_voie"].valeur:
        bonne_voie = seuils["seuil_bonne_voie"].valeur
        yield ErreurLocalisee(
            fichier, numero, "valeur", str(seuil.valeur), f"au plus « seuil_bonne_voie », {bonne_voie}"
        )


def _verify_habilitation(
    habilitation: Habilitation, fiches: set[str], fichier: str, numero: int
) -> Iterator[ErreurLocalisee]:
    if habilitation.role not in list(Role):
        roles = ", ".join(role.value for role in Role)
        yield ErreurLocalisee(fichier, numero, "role", habilitation.role, f"un profil parmi {roles}")
    connus = {
        TypePerimetre.FICHE: sorted(fiches),
        TypePerimetre.NIVEAU: [niveau.value for niveau in Niveau],
        TypePerimetre.PRODUCTEUR: [producteur.value for producteur in Producteur],
        TypePerimetre.TOUT: [""],
    }[habilitation.type]
    if habilitation.valeur not in connus:
        attendu = f"une valeur parmi {', '.join(connus)}" if any(connus) else "rien"
        yield ErreurLocalisee(fichier, numero, "valeur", habilitation.valeur or "vide", attendu)
