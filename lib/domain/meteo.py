"""Météo déclarée: what the owner of a fiche says of a quarter, beside what the figures say. Convention Jalons."""

from collections.abc import Iterable, Sequence

from lib.domain.cibles_comptees import MANQUES, TENUES, select_comptees
from lib.domain.contrat_lu import ContratLu, group_par
from lib.domain.faits import MeteoDeclaree, NiveauMeteo
from lib.domain.formats import INSECABLE
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.periodes import Trimestre
from lib.domain.statuts import VERDICTS, StatutSuivi, write_statut

DEMENTIS: dict[NiveauMeteo, frozenset[StatutSuivi]] = {
    NiveauMeteo.SECURISES: MANQUES | {StatutSuivi.A_SURVEILLER},
    NiveauMeteo.ATTEIGNABLES: MANQUES,
}
"""Verdicts of which a single one contradicts a declaration: it says better than the figures."""

INQUIETUDES = frozenset({NiveauMeteo.APPUIS_NECESSAIRES, NiveauMeteo.COMPROMIS})
"""Declarations that say worse than the figures when every verdict is held."""


def is_contestee(meteo: MeteoDeclaree, statuts: Iterable[StatutSuivi]) -> bool:
    """Whether a declared weather disagrees with the computed statuses of its fiche; never without any verdict.

    « Sécurisés » is denied by one indicator to watch, late or missed; « atteignables » by one late or missed;
    « appuis nécessaires » and « compromis » by a fiche whose every verdict is reached or on track.
    """
    verdicts = VERDICTS.intersection(statuts)
    if meteo.niveau in INQUIETUDES:
        return bool(verdicts) and verdicts <= TENUES
    return bool(verdicts & DEMENTIS[meteo.niveau])


def get_meteo(contrat: ContratLu, fiche: str, trimestre: Trimestre) -> MeteoDeclaree | None:
    """Give what is declared of a fiche for a quarter, None when nothing is."""
    return next((m for m in contrat.meteos if (m.fiche, m.periode) == (fiche, trimestre)), None)


def list_lignes_fiche(contrat: ContratLu, lignes: Iterable[LigneSuivi], fiche: str) -> list[LigneSuivi]:
    """List the lines of a fiche's indicators for the whole département."""
    return [ligne for ligne in lignes if ligne.est_ensemble and contrat.get_indicateur(ligne.code).fiche == fiche]


def list_contestees(contrat: ContratLu, lignes: Sequence[LigneSuivi], trimestre: Trimestre) -> list[MeteoDeclaree]:
    """List the declarations of a quarter that the lines of its follow-up, département level, disagree with."""
    return [
        meteo
        for meteo in contrat.meteos
        if meteo.periode == trimestre and write_desaccord(meteo, list_lignes_fiche(contrat, lignes, meteo.fiche))
    ]


def write_desaccord(meteo: MeteoDeclaree, lignes: Iterable[LigneSuivi]) -> str:
    """Write in words what parts a declaration from the computed statuses of its fiche; '' when they agree."""
    juges = [ligne for ligne in select_comptees(lignes) if ligne.statut in VERDICTS]
    if not is_contestee(meteo, (ligne.statut for ligne in juges)):
        return ""
    declare = f"«{INSECABLE}{meteo.niveau.libelle}{INSECABLE}» déclaré pour {meteo.periode.libelle}"
    if meteo.niveau in INQUIETUDES:
        accord = (
            "l’indicateur jugé est atteint" if len(juges) == 1 else f"les {len(juges)} indicateurs jugés sont atteints"
        )
        return f"{declare}, mais {accord}{'' if meteo.periode.numero == 4 else ' ou en bonne voie'}"
    contraires = [ligne for ligne in juges if ligne.statut in DEMENTIS[meteo.niveau]]
    par_statut = group_par(contraires, lambda ligne: ligne.statut)
    faits = [
        f"{', '.join(ligne.code for ligne in par_statut[statut])} {write_statut(statut, len(par_statut[statut]))}"
        for statut in StatutSuivi
        if statut in par_statut
    ]
    provisoire = ", provisoire" if any(ligne.provisoire for ligne in contraires) else ""
    return f"{declare}, mais {f'{INSECABLE}; '.join(faits)}{provisoire}"
