"""What each column of a tracker's table is proposed to be read as, once the whole table is known; in doubt, asked."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from lib.domain.correspondances import RoleColonne, RoleRepere
from lib.domain.reprises import Reponses, UsageColonne
from lib.imports.periodes_ecrites import read_periode_ecrite
from lib.imports.plis import fold
from lib.imports.reprise_etude import MENSUEL, EtudeColonne, is_trimestre_nu
from lib.imports.reprise_outils import Outils
from lib.imports.reprise_titres import AUTRE, REALISE, is_nature
from lib.imports.titres import PartieTitre
from lib.imports.titres_connus import find_role_connu

SUGGESTION_MIN = 50
"""Likeness from which an indicator is suggested for a column's title, in %."""

CHOISI = "choisi ici"
"""Why a column is read as the person said."""

_TITRE_DE_NUMERO = re.compile(r"(?:n°|no|n|num|numero|rang|ordre|#)\.?(?:\s?(?:de |d.)?(?:ordre|ligne)s?)?\Z")
_COMMENTAIRE = re.compile(r"\b(?:commentaire|observation|remarque)")


def apply_reponses(etudes: Sequence[EtudeColonne], reponses: Reponses) -> None:
    """Take the columns whose title is already known for what was said of it."""
    for etude in etudes:
        for connus, raison in ((reponses.titres, CHOISI), (reponses.titres_connus, "comme la dernière fois")):
            role = find_role_connu(etude.titre, connus) if etude.titre and etude.usage is None else None
            if role is not None:
                if role.nom == RoleRepere.PERIODE and is_trimestre_nu(etude):
                    role = RoleColonne("trimestre")
                usage = UsageColonne.REPERE if role.nom else UsageColonne.IGNOREE
                etude.decide(UsageColonne.VALEUR if role.nom == "valeur" else usage, raison, role)


def read_titres(etudes: Sequence[EtudeColonne], outils: Outils, est_par_ligne: bool) -> None:
    """Decide by its title each column that its cells did not decide; est_par_ligne: the rows tell the indicator."""
    for etude in etudes:
        if etude.usage is None:
            _read_titre(etude, outils, est_par_ligne)


def _read_titre(etude: EtudeColonne, outils: Outils, est_par_ligne: bool) -> None:
    lu, est_nombres = etude.lu, etude.part_nombres >= 0.5
    sans_suggestion = est_par_ligne or lu.numero or is_nature(etude.titre) is not None
    proches = () if sans_suggestion else outils.libelles.find(etude.titre).proches
    etude.suggestions = tuple(proche for proche in proches if proche[1] >= SUGGESTION_MIN)
    if lu.est_resultat:
        etude.decide(UsageColonne.VALEUR, _write_raison(etude))
    elif not etude.titre:
        etude.decide(UsageColonne.IGNOREE, "sans titre")
    elif _is_numerotation(etude):
        etude.decide(UsageColonne.IGNOREE, "numérotation des lignes")
    elif etude.suggestions and est_nombres:
        etude.decide(UsageColonne.A_DIRE, "le titre ressemble à un indicateur")
    elif lu.nature not in ("", REALISE):
        etude.decide(UsageColonne.IGNOREE, _write_refus(etude))
    elif not est_nombres and not lu.dit:
        etude.decide(UsageColonne.IGNOREE, "du texte")
    elif not lu.sure:
        etude.decide(UsageColonne.A_DIRE, "ne dit pas la fin d’un seul trimestre")
    elif lu.inconnus:
        mots = ", ".join(lu.inconnus)
        etude.decide(UsageColonne.A_DIRE, f"«\u00a0{mots}\u00a0» n’est pas compris")
    else:
        etude.decide(UsageColonne.A_DIRE, "rien ne dit de quel trimestre")


def _is_numerotation(etude: EtudeColonne) -> bool:
    """Whether a column titled « N° » counts the rows: 1, 2, 3…, from 1 again at each section."""
    textes = [etude.textes[ligne] for ligne in sorted(etude.chiffrees & etude.textes.keys())]
    if not _TITRE_DE_NUMERO.match(fold(etude.titre).strip()) or not all(map(str.isdecimal, textes)):
        return False
    numeros = [int(texte) for texte in textes]
    return bool(numeros) and all(n in (1, avant + 1) for avant, n in zip([0, *numeros], numeros, strict=False))


def _write_refus(etude: EtudeColonne) -> str:
    nature = etude.lu.nature
    return "pas une colonne de résultats" if nature == AUTRE else f"dit «\u00a0{nature}\u00a0»"


def _write_raison(etude: EtudeColonne) -> str:
    return "dit «\u00a0réalisé\u00a0»" if etude.lu.nature == REALISE else "le titre le dit"


def build_fixes(etude: EtudeColonne) -> dict[str, str]:
    """Give the keys a column's title, or its known role, stands for."""
    if etude.role.nom == "valeur":
        return dict(etude.role.fixes)
    lu = etude.lu
    dites = {
        "annee": str(lu.annee or ""),
        "trimestre": f"T{lu.numero}" if lu.numero else "",
        "code_indicateur": lu.code,
        "territoire": lu.territoire,
    }
    return {nom: texte for nom, texte in dites.items() if texte}


def settle_valeurs(
    etudes: Sequence[EtudeColonne], outils: Outils, par_ligne: frozenset[str], constantes: Mapping[str, str]
) -> None:
    """Keep as results the columns that tell, with their rows and the table, one datum each; ask about the others.

    par_ligne are the keys that rows tell; constantes what the table says once.
    """
    valeurs = [etude for etude in etudes if etude.usage is UsageColonne.VALEUR]
    _ask_mois(etudes)
    _ask_annees_incertaines(valeurs)
    trimestres = any("trimestre" in build_fixes(etude) for etude in valeurs)
    for etude in valeurs:
        if etude.usage is UsageColonne.VALEUR:
            _settle(etude, outils, par_ligne, constantes, trimestres)
    _ask_doubles(valeurs)


def _settle(
    etude: EtudeColonne, outils: Outils, par_ligne: frozenset[str], constantes: Mapping[str, str], trimestres: bool
) -> None:
    fixes = build_fixes(etude)
    annee = fixes.get("annee", "")
    dits = par_ligne | set(constantes) | set(fixes)
    if annee and int(annee) not in outils.annees:
        etude.decide(UsageColonne.IGNOREE, f"{annee} n’est pas une année du contrat")
    elif "code_indicateur" in fixes and "code_indicateur" in par_ligne:
        etude.decide(UsageColonne.A_DIRE, "les lignes disent déjà l’indicateur")
    elif "trimestre" not in dits and annee:
        etude.decide(UsageColonne.A_DIRE, f"dit l’année {annee}, sans trimestre")
    elif "trimestre" not in dits and trimestres:
        etude.decide(UsageColonne.A_DIRE, "rien ne dit de quel trimestre")
    elif "code_indicateur" not in dits:
        etude.decide(UsageColonne.A_DIRE, "rien ne dit de quel indicateur")
    else:
        etude.decide(UsageColonne.VALEUR, etude.raison, RoleColonne("valeur", tuple(fixes.items())))


def _ask_mois(etudes: Sequence[EtudeColonne]) -> None:
    """Ask about months as soon as one ends no quarter: the table is then monthly, and « mars » is March alone."""
    if any(etude.lu.mensuelle and not etude.lu.sure for etude in etudes):
        _ask_if(etudes, lambda etude: etude.lu.mensuelle and etude.raison != CHOISI, MENSUEL)


def _ask_annees_incertaines(valeurs: Sequence[EtudeColonne]) -> None:
    """Ask about the quarters that come back under a same year: the next year's title was probably forgotten."""
    derniers: dict[tuple[int, int], int] = {}
    perdus: set[tuple[int, int]] = set()
    for etude in valeurs:
        partie = _find_annee_heritee(etude)
        if partie is None or etude.lu.numero is None:
            continue
        origine = (partie.ligne, partie.origine)
        if etude.lu.numero < derniers.get(origine, 0):
            perdus.add(origine)
        derniers[origine] = etude.lu.numero
        if origine in perdus:
            etude.decide(UsageColonne.A_DIRE, f"«\u00a0{partie.texte}\u00a0» n’est plus sûr ici")


def _find_annee_heritee(etude: EtudeColonne) -> PartieTitre | None:
    """Find the part that gives a column its year, when it comes from a title merged over several columns."""
    dites = [partie for partie in etude.parties if read_periode_ecrite(partie.texte).annee]
    return dites[0] if len(dites) == 1 and len(etude.parties) > 1 else None


def _ask_doubles(valeurs: Sequence[EtudeColonne]) -> None:
    """Ask about the columns that say the same datum: nothing tells which is the result."""
    comptes = Counter(str(etude.role) for etude in valeurs if etude.usage is UsageColonne.VALEUR)
    for etude in valeurs:
        if etude.usage is UsageColonne.VALEUR and comptes[str(etude.role)] > 1:
            etude.raison = "dit la même chose qu’une autre colonne"
            etude.usage = UsageColonne.A_DIRE


def _ask_if(etudes: Sequence[EtudeColonne], concerne: Callable[[EtudeColonne], bool], raison: str) -> None:
    for etude in etudes:
        if etude.usage in (UsageColonne.VALEUR, UsageColonne.A_DIRE) and concerne(etude):
            etude.decide(UsageColonne.A_DIRE, raison)


def keep_commentaire(etudes: Sequence[EtudeColonne]) -> None:
    """Read a column of comments beside the only column of results: with several, nothing says whose they are."""
    valeurs = [etude for etude in etudes if etude.usage is UsageColonne.VALEUR]
    candidates = [e for e in etudes if _COMMENTAIRE.search(fold(e.titre)) and e.usage is UsageColonne.IGNOREE]
    if len(valeurs) == len(candidates) == 1 and not valeurs[0].role.fixes:
        candidates[0].decide(UsageColonne.REPERE, "commentaire de la valeur", RoleColonne("commentaire"))


def list_cles_par_ligne(etudes: Sequence[EtudeColonne]) -> frozenset[str]:
    """List the keys that the rows of a table tell: indicator, place, and what their period says."""
    cles = set()
    for etude in etudes:
        if etude.usage is not UsageColonne.REPERE:
            continue
        if etude.role.nom in ("code_indicateur", "libelle"):
            cles.add("code_indicateur")
        elif etude.role.nom == RoleRepere.PERIODE:
            cles |= _list_periodes(etude)
        elif etude.role.nom in ("territoire", "annee", "trimestre"):
            cles.add(etude.role.nom)
    return frozenset(cles)


def _list_periodes(etude: EtudeColonne) -> set[str]:
    lues = [lue for texte in etude.textes.values() if (lue := read_periode_ecrite(texte)).est_dite]
    return {
        nom for nom, dit in (("annee", any(p.annee for p in lues)), ("trimestre", any(p.numero for p in lues))) if dit
    }
