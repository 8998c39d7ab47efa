"""Grey columns of a row left empty: a figure that our own store would not print there was typed in the wrong column."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from lib.domain.contrat_lu import group_par
from lib.domain.depots import COLONNES, Colonne
from lib.domain.formats import format_nombre, round_decimal
from lib.domain.nomenclatures import NatureEnveloppe, TypeDepot
from lib.domain.periodes import Trimestre
from lib.domain.tableau import Cellule, GenreCellule, to_visible
from lib.imports.attentes import Attente, NombreLu
from lib.imports.nombres import read_nombre
from lib.imports.regles_argent import ARGENT
from lib.imports.regles_cadre import SAISIES, Cadre
from lib.imports.regles_codes import to_cle
from lib.imports.regles_examen import Examen

TRONQUE = "…"
"""Ends a figure that a template could not write in full."""

NOTES = frozenset({"commentaire", "texte", "source"})
"""The columns of words; a reference is often a bare number."""

_CHIFFRE = re.compile(r"[-+]?[0-9][0-9\s\u00a0\u202f.,]*(?:%|€)?\Z")
_CENTIMES = Decimal(100)

Cle = tuple[object, ...]
"""The key of a row's datum; empty when it could not be read."""


class Connu(NamedTuple):
    """What the store would print in a grey cell now, and every figure or text it may have printed there before."""

    imprime: Decimal | str | None = None
    possibles: tuple[Decimal | str, ...] = ()


class Gris:
    """What the store prints in the grey columns of one kind of file."""

    def __init__(self, cadre: Cadre, type_depot: TypeDepot) -> None:
        """Prepare to check the empty rows of a file; the contract is indexed when a grey cell asks for it."""
        self._cadre = cadre
        self._aides = [colonne for colonne in COLONNES[type_depot] if colonne.aide]
        self._attendue = next(c for c in COLONNES[type_depot] if c.nom == SAISIES[type_depot][0])
        self._connus: dict[str, Callable[[Cle], Connu]] = {
            "valeur_precedente": self._get_precedente,
            "valeur_connue": self._get_connue,
            "montant_prevu": self._get_montant_prevu,
            "montant_connu": self._get_montant_connu,
            "cible_en_vigueur": self._get_cible,
            "montant_en_vigueur": self._get_montant_en_vigueur,
        }

    def check(self, examen: Examen) -> None:
        """Ask about the grey cells of an empty row that hold something the store would not have printed (C25)."""
        for colonne in self._aides:
            cellule = examen.get_cellule(colonne.nom)
            if cellule is None or cellule.genre is GenreCellule.ERREUR:
                continue
            if colonne.nature == "texte":
                if is_chiffre(cellule):
                    self._ask(examen, colonne, "")
                continue
            connu = self._connus[colonne.nom](examen.cle or ())
            if not is_imprimable(cellule, connu.possibles, self._get_lecture(examen, colonne)):
                ecrit = connu.imprime if isinstance(connu.imprime, str) else format_nombre(connu.imprime)
                precision = "n’écrit rien" if connu.imprime is None else f"écrit {ecrit}"
                self._ask(examen, colonne, f", où l’outil {precision}")

    def _ask(self, examen: Examen, colonne: Colonne, connu: str) -> None:
        champs = {"titre": colonne.intitule, "attendue": self._attendue.intitule}
        examen.record("C25", colonne.nom, lu=examen.get_texte(colonne.nom), connu=connu, **champs)

    def _get_lecture(self, examen: Examen, colonne: Colonne) -> Callable[[Cellule], NombreLu] | None:
        """Give how a grey figure of the row reads; None for an indicator in words."""
        if colonne.nature == "argent":
            return lambda cellule: read_nombre(cellule, ARGENT)
        indicateur = self._cadre.codes.get_indicateur(examen.get_texte("code_indicateur"))
        if indicateur is None:
            return lambda cellule: read_nombre(cellule, Attente())
        regle = self._cadre.get_regle(indicateur)
        return None if regle.is_texte else regle.read_nombre

    @cached_property
    def _resultats(self) -> dict[Cle, list[tuple[Trimestre, Decimal | str]]]:
        """The results of each series, oldest first: figures, or words."""
        series: dict[Cle, list[tuple[Trimestre, Decimal | str]]] = defaultdict(list)
        for siens in self._cadre.contrat.resultats_par_indicateur.values():
            for resultat in siens:
                contenu = resultat.texte if resultat.valeur is None else resultat.valeur
                if contenu != "":
                    place = (resultat.indicateur, resultat.territoire, resultat.ventilation)
                    series[place].append((resultat.periode, contenu))
        return series

    def _list_serie(self, cle: Cle) -> list[tuple[Trimestre, Decimal | str]]:
        return self._resultats.get((cle[0], *cle[3:]), []) if cle else []

    def _get_precedente(self, cle: Cle) -> Connu:
        """Any result of the series may have been the last one when the template was downloaded."""
        siens = self._list_serie(cle)
        avant = [contenu for periode, contenu in siens if periode < (cle[1], cle[2])]
        return Connu(avant[-1] if avant else None, tuple(contenu for _, contenu in siens))

    def _get_connue(self, cle: Cle) -> Connu:
        """The quarter's own result as it is now: what it was before is not known here, so an older template asks."""
        siens = tuple(contenu for periode, contenu in self._list_serie(cle) if periode == (cle[1], cle[2]))
        return Connu(siens[-1] if siens else None, siens)

    @cached_property
    def _executions(self) -> dict[Cle, int]:
        return {execution.cle: execution.montant for execution in self._cadre.contrat.executions}

    def _get_montant_connu(self, cle: Cle) -> Connu:
        montant = self._executions.get(cle)
        return _to_euros(montant, () if montant is None else (montant,))

    @cached_property
    def _enveloppes(self) -> dict[Cle, int]:
        return {enveloppe.cle: enveloppe.montant for enveloppe in self._cadre.contrat.enveloppes}

    @cached_property
    def _reports(self) -> dict[Cle, int]:
        lieux = group_par(self._cadre.contrat.reports, lambda r: (r.fiche, r.annee_destination, r.financeur))
        return {lieu: sum(report.montant for report in siens) for lieu, siens in lieux.items()}

    def _get_montant_prevu(self, cle: Cle) -> Connu:
        """Notified else foreseen, with what was carried over: each of them may have been all there was."""
        if not cle:
            return Connu()
        lieu = (cle[0], cle[1], cle[3])
        notifie, prevu = (
            self._enveloppes.get((*lieu, nature)) for nature in (NatureEnveloppe.NOTIFIE, NatureEnveloppe.PREVISIONNEL)
        )
        reporte = self._reports.get(lieu)
        base = prevu if notifie is None else notifie
        possibles = [montant + plus for montant in (notifie or 0, prevu or 0) for plus in (0, reporte or 0)]
        return _to_euros(None if base is None and reporte is None else (base or 0) + (reporte or 0), possibles)

    def _get_montant_en_vigueur(self, cle: Cle) -> Connu:
        montant = self._enveloppes.get(cle)
        return _to_euros(montant, () if montant is None else (montant,))

    @cached_property
    def _cibles(self) -> dict[Cle, list[tuple[int, Decimal | str]]]:
        """The targets of each place, by year: figures, or words."""
        lieux: dict[Cle, list[tuple[int, Decimal | str]]] = defaultdict(list)
        for cible in self._cadre.contrat.cibles:
            contenu = cible.texte if cible.valeur is None else cible.valeur
            lieux[cible.indicateur, cible.territoire, cible.ventilation].append((cible.annee, contenu))
        return lieux

    def _get_cible(self, cle: Cle) -> Connu:
        siennes = self._cibles.get((cle[0], *cle[2:]), []) if cle else []
        imprimee = next((contenu for annee, contenu in siennes if annee == cle[1]), None)
        return Connu(imprimee, tuple(contenu for _, contenu in siennes))


def is_chiffre(cellule: Cellule) -> bool:
    """Whether a cell is a bare figure, which no grey text ever is."""
    numerique = cellule.genre in (GenreCellule.NOMBRE, GenreCellule.POURCENTAGE)
    return numerique or _CHIFFRE.match(to_visible(cellule.texte)) is not None


def refuse_chiffre(examen: Examen, nom: str, attendue: str) -> bool:
    """Refuse a column of words that only holds a figure while the figure's own is empty (V36); gives whether it did."""
    cellule = examen.get_cellule(nom) if nom in NOTES else None
    if cellule is None or not is_chiffre(cellule):
        return False
    texte = examen.get_texte(nom)
    examen.record("V36", attendue, (texte,), lu=texte, nom=nom, attendue=attendue)
    return True


def is_imprimable(
    cellule: Cellule, possibles: Iterable[Decimal | str], read: Callable[[Cellule], NombreLu] | None
) -> bool:
    """Whether the store may have printed a cell: a figure it knows, as rounded as the cell shows it, or its words.

    A figure cut short or hidden by its column says nothing.
    """
    texte = cellule.texte.strip()
    if texte.endswith(TRONQUE) or set(texte) == {"#"}:
        return True
    if to_cle(texte) in {to_cle(possible) for possible in possibles if isinstance(possible, str)}:
        return True
    lue = read(cellule).valeur if read else None
    if lue is None:
        return False
    exposant = lue.as_tuple().exponent
    decimales = max(-exposant, 0) if isinstance(exposant, int) else 0
    return any(round_decimal(p, decimales) == lue for p in possibles if isinstance(p, Decimal))


def _to_euros(imprime: int | None, possibles: Iterable[int]) -> Connu:
    return Connu(
        None if imprime is None else Decimal(imprime) / _CENTIMES,
        tuple(Decimal(montant) / _CENTIMES for montant in possibles),
    )
