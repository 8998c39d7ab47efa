"""Codes of a row: indicator, fiche, year, quarter, territory, ventilation, funder, lists; each read once per text."""

import re
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import TypeVar

from lib.domain.contrat import FicheAction, Territoire
from lib.domain.contrat_lu import ContratLu
from lib.domain.indicateurs import Indicateur
from lib.domain.nomenclatures import Nomenclature, TypeTerritoire
from lib.domain.periodes import read_trimestre
from lib.imports.mentions import TIRETS, to_plat

N = TypeVar("N", bound=Nomenclature)

DEPARTEMENT = "DEP"

PROXIMITE = 0.72
"""Likeness from which a known writing is suggested (difflib's ratio)."""

_DEBUT_MIN = 4
_ENTIER = re.compile(r"([0-9]{1,6})(?:[.,]0+)?\Z")
_TRIMESTRE = re.compile(r"(?:t|q|trim|trimestre)? ?([1-4])(?:er?|e?me|nd|[.,]0+)?(?: ?(?:t|trim|trimestre))?\Z")
_SEPARATEURS = re.compile(r"[\s_\-'’.]+")


@lru_cache(maxsize=10_000)
def to_cle(texte: str) -> str:
    """Give the form under which two writings of a code or a name are the same: no accent, case, space nor hyphen.

    >>> to_cle("L’Haÿ-les-Roses") == to_cle("L HAY LES ROSES")
    True
    """
    return _SEPARATEURS.sub("", to_plat(texte.translate(TIRETS).replace("-", " ")))


def list_suggestions(lu: str, possibles: Iterable[str], proximite: float = PROXIMITE) -> tuple[str, ...]:
    """Give at most two known writings close to what was read."""
    par_forme = {_to_forme(possible): possible for possible in possibles}
    return tuple(par_forme[forme] for forme in get_close_matches(_to_forme(lu)[:80], par_forme, n=2, cutoff=proximite))


def _to_forme(texte: str) -> str:
    """Give the form under which likeness is measured: the points and hyphens of a code part its levels."""
    return to_plat(texte.translate(TIRETS))


def to_suggestion(propositions: Iterable[str]) -> str:
    """Write the sentence « Peut-être « … » ou « … » ? », '' without any."""
    ecrites = " ou ".join(f"«\u00a0{proposition}\u00a0»" for proposition in propositions)
    return f"Peut-être {ecrites}\u202f?" if ecrites else ""


def read_entier(texte: str) -> int | None:
    """Read a whole number written with digits only (« 2025 », « 2025.0 »)."""
    trouve = _ENTIER.match(texte.strip())
    return int(trouve[1]) if trouve else None


class Codes:
    """The contract's codes, indexed by every writing accepted."""

    def __init__(self, contrat: ContratLu) -> None:
        """Index once; each text is then looked up in one step."""
        self.contrat = contrat
        self.annees = contrat.compute_annees()
        self._indicateurs = {to_cle(indicateur.code): indicateur for indicateur in contrat.indicateurs}
        self._fiches = {to_cle(fiche.code): fiche for fiche in contrat.fiches}
        self._territoires = self._index_territoires()
        self._modalites = self._index_modalites()
        self.dimensions = frozenset(modalite.dimension for modalite in contrat.modalites)

    def _index_territoires(self) -> dict[str, Territoire]:
        """Index territories by name then by code; a commune's name wins over an agency's."""
        ordre = sorted(self.contrat.territoires, key=lambda t: t.type is TypeTerritoire.COMMUNE)
        index = {to_cle(territoire.nom): territoire for territoire in ordre}
        index |= {to_cle(territoire.code): territoire for territoire in ordre}
        departement = next((t for t in ordre if t.type is TypeTerritoire.DEPARTEMENT), None)
        if departement is not None:
            contrat = self.contrat.contrat
            for ecriture in ("département", contrat.departement, contrat.departement_code, departement.code):
                index.setdefault(to_cle(ecriture), departement)
        return index

    def _index_modalites(self) -> dict[str, str]:
        """Index ventilations, « dimension:code » or « dimension:intitulé », by their stable writing."""
        index: dict[str, str] = {}
        for modalite in self.contrat.modalites:
            stable = f"{modalite.dimension}:{modalite.code}"
            index[to_cle(f"{modalite.dimension}:{modalite.intitule}")] = stable
            index[to_cle(stable)] = stable
        return index

    def get_indicateur(self, texte: str) -> Indicateur | None:
        """Find an indicator by its code, case and spaces tolerated."""
        return self.contrat.indicateur_par_code.get(texte) or self._indicateurs.get(to_cle(texte))

    def get_fiche(self, texte: str) -> FicheAction | None:
        """Find a fiche by its code, case and spaces tolerated."""
        return self.contrat.fiche_par_code.get(texte) or self._fiches.get(to_cle(texte))

    def get_territoire(self, texte: str) -> str | None:
        """Find a territory's code by code or exact name; '' is the département. A bare 94011 is the commune."""
        if not texte:
            return DEPARTEMENT
        if texte in self.contrat.territoire_par_code:
            return texte
        trouve = self._territoires.get(to_cle(texte)) or self._territoires.get(to_cle(texte).zfill(5))
        return trouve.code if trouve else None

    def get_ventilation(self, texte: str) -> str | None:
        """Find a ventilation « dimension:modalite »; '' is the total."""
        if not texte:
            return ""
        return self._modalites.get(to_cle(texte.replace(" :", ":").replace(": ", ":")))

    def read_annee(self, texte: str) -> int | None:
        """Read a year of the contract."""
        annee = read_entier(texte)
        return annee if annee in self.annees else None

    def list_debuts(self, texte: str) -> tuple[str, ...]:
        """List the names of places that begin with a word: « Champigny » is Champigny-sur-Marne, in part."""
        cle = to_cle(texte)
        noms = (territoire.nom for territoire in self.contrat.territoires)
        return tuple(nom for nom in noms if len(cle) >= _DEBUT_MIN and to_cle(nom).startswith(cle))

    def list_noms_de_lieux(self) -> list[str]:
        """List the names that may be suggested for a territory."""
        return [territoire.nom for territoire in self.contrat.territoires]

    def list_ventilations(self) -> list[str]:
        """List the ventilations of the contract, « dimension:modalite »."""
        return [f"{modalite.dimension}:{modalite.code}" for modalite in self.contrat.modalites]


@lru_cache(maxsize=1_000)
def read_numero_trimestre(texte: str) -> tuple[int | None, int | None]:
    """Read « T1 », « 1 », « 1er trimestre », « T1 2025 »; gives the quarter's number and, when written, its year."""
    if complet := read_trimestre(texte):
        return complet.numero, complet.annee
    trouve = _TRIMESTRE.match(to_plat(texte).replace("eme", "e").rstrip("."))
    return (int(trouve[1]), None) if trouve else (None, None)


def read_liste(texte: str, liste: type[N]) -> N | None:
    """Read a choice of a closed list by code or label, accents and case tolerated."""
    cle = to_cle(texte)
    return next((membre for membre in liste if cle in (to_cle(membre.value), to_cle(membre.libelle))), None)


def to_liste(liste: Iterable[str]) -> str:
    """Write a list of choices in a sentence."""
    return ", ".join(f"«\u00a0{choix}\u00a0»" for choix in liste)


_JOURS = (
    re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})\Z"),
    re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ][0-9:.]+)?\Z"),
)


def read_date(texte: str) -> date | None:
    """Read « 31/03/2025 » or « 2025-03-31 »; never month first."""
    try:
        if trouve := _JOURS[0].match(texte.strip()):
            return date(int(trouve[3]), int(trouve[2]), int(trouve[1]))
        if trouve := _JOURS[1].match(texte.strip()):
            return date(int(trouve[1]), int(trouve[2]), int(trouve[3]))
    except ValueError:
        return None
    return None
