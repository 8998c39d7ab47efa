"""Where a row of results stands: which datum it is about, and whether this person may write it there and then."""

from typing import NamedTuple

from lib.domain.periodes import Trimestre
from lib.imports.regles_cadre import Cadre, RegleIndicateur
from lib.imports.regles_examen import Examen, Place
from lib.imports.regles_reperage import (
    check_confidentialite,
    check_depot_indicateur,
    check_libelle,
    check_periode_axe,
    read_indicateur,
    read_periode,
    read_territoire,
    read_ventilation,
)
from lib.imports.regles_texte import read_texte
from lib.imports.regles_valeurs import read_mesure


class Lieu(NamedTuple):
    """The datum of a row, and what its comment says."""

    regle: RegleIndicateur
    place: Place
    periode: Trimestre
    commentaire: str


def read_reperes(
    examen: Examen, cadre: Cadre
) -> tuple[RegleIndicateur | None, Trimestre | None, str | None, str | None]:
    """Read which datum a row is about: indicator, quarter, territory, ventilation."""
    regle = read_indicateur(examen, cadre)
    periode = read_periode(examen, cadre, "résultat")
    territoire = read_territoire(examen, cadre)
    ventilation = read_ventilation(examen, cadre, regle)
    if regle is not None and periode is not None:
        examen.record_cle(regle.indicateur.code, periode.annee, periode.numero, territoire, ventilation)
    return regle, periode, territoire, ventilation


def read_lieu(examen: Examen, cadre: Cadre) -> Lieu | None:
    """Read and verify where a row stands, and its comment; None when that is not known.

    The rows of a file repeat few places and quarters: those already read without anything to say are not read again.
    """
    get = examen.textes.get
    cle = (get("code_indicateur"), get("libelle"), get("territoire"), get("ventilation"))
    connu, periode = cadre.lieux_lus.get(cle), cadre.periodes_lues.get((get("annee", ""), get("trimestre", "")))
    if connu is None or periode is None or cadre.is_hors_periode(connu[0].axe, periode):
        dits = len(examen.problemes)
        lieu = _read_lieu(examen, cadre)
        if lieu is not None and len(examen.problemes) == dits:
            cadre.lieux_lus[cle] = (lieu.regle, lieu.place)
        return lieu
    regle, place = connu
    examen.periode = periode
    code, territoire, ventilation = place
    examen.cle = (code, periode.annee, periode.numero, territoire, ventilation)
    return Lieu(regle, place, periode, read_texte(examen, "commentaire") if examen.has("commentaire") else "")


def _read_lieu(examen: Examen, cadre: Cadre) -> Lieu | None:
    regle, periode, territoire, ventilation = read_reperes(examen, cadre)
    commentaire = read_texte(examen, "commentaire")
    if regle is None:
        return None
    check_depot_indicateur(examen, regle, cadre)
    check_libelle(examen, regle, cadre)
    if periode is None or territoire is None or ventilation is None:
        read_mesure(examen, regle, None)  # its figure is blamed all the same
        return None
    check_confidentialite(examen, regle, territoire, cadre)
    check_periode_axe(examen, regle.axe, periode, cadre)
    return Lieu(regle, (regle.indicateur.code, territoire, ventilation), periode, commentaire)
