"""Rules between values of one quarter: a total and its parts, shares that make 100, a « dont » and its total."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from lib.domain.decoupages import build_familles, build_membres, build_partages, build_totaux_dont
from lib.domain.formats import format_nombre
from lib.domain.periodes import Trimestre
from lib.imports.regles_cadre import Cadre
from lib.imports.regles_ensemble import Lignes, Serie
from lib.imports.regles_examen import Examen, Place

CENT = Decimal(100)


class Sommes:
    """The sums of a file: its rows by datum, over the figures of the store."""

    def __init__(self, lignes: Lignes, series: dict[Place, Serie], cadre: Cadre) -> None:
        """Index what the contract says of sums; lignes: the rows that made a fact."""
        self.cadre = cadre
        self.contrat = cadre.contrat
        self.series = series
        self.lignes = lignes
        self.vus: set[tuple[object, ...]] = set()
        self.intitules = {d.code: d.intitule.split("(")[0].strip().lower() for d in self.contrat.dimensions}
        self.ventilees = {place[:2] for place in (*series, *cadre.valeurs) if place[2]}
        self.familles = build_familles(self.contrat)
        self.membres = build_membres(self.contrat)
        self.partages = build_partages(self.contrat)
        self.totaux_dont = build_totaux_dont(self.contrat)
        self.dont_par_total = {total: code for code, total in self.totaux_dont.items()}

    def get_valeur(self, place: Place, periode: Trimestre) -> Decimal | None:
        """Give a figure as it would be once the file is published."""
        serie = self.series.get(place)
        if serie is None:
            serie = self.cadre.valeurs.get(place, {})
        return serie.get(periode)

    def verify(self) -> None:
        """Verify every sum that a row of the file takes part in, each said once."""
        for place, siennes in self.lignes.items():
            for check in self._list_sommes(place):
                for periode, examen in siennes.items():
                    if examen.valeur is not None:
                        check(place, periode, examen)

    def _list_sommes(self, place: Place) -> list[Callable[[Place, Trimestre, Examen], None]]:
        """List the sums a series takes part in: those whose total, and a part, are known for some quarter."""
        code, territoire, ventilation = place
        checks: list[Callable[[Place, Trimestre, Examen], None]] = []
        if self.contrat.indicateur_par_code[code].additif:
            siens = [total for total, membres in self.membres.items() if territoire == total or territoire in membres]
            connus = [total for total in siens if self._has_serie((code, total, ventilation))]
            checks += [partial(self._check_territoires, total) for total in connus]
            if (code, territoire) in self.ventilees and self._has_serie((code, territoire, "")):
                checks.append(self._check_ventilations)
        if code in self.partages:
            checks.append(self._check_partage)
        if code in self.totaux_dont or code in self.dont_par_total:
            checks.append(self._check_dont)
        return checks

    def _get_ligne(self, place: Place, periode: Trimestre, defaut: Examen) -> Examen:
        """Give the row of a figure, when the file has it."""
        examen = self.lignes.get(place, {}).get(periode)
        return defaut if examen is None or examen.valeur is None else examen

    def _has_serie(self, place: Place) -> bool:
        return place in self.series or place in self.cadre.valeurs

    def _check_territoires(self, total: str, place: Place, periode: Trimestre, examen: Examen) -> None:
        """Compare a territory, which a row is about or about a part of, with the communes that make it up."""
        code, _, ventilation = place
        cle = ("C14", code, total, ventilation, periode)
        if cle not in self.vus:
            self.vus.add(cle)
            parts = [(code, membre, ventilation) for membre in self.membres[total]]
            self._check_total((code, total, ventilation), parts, "des communes", periode, examen)

    def _check_ventilations(self, place: Place, periode: Trimestre, examen: Examen) -> None:
        """Compare a total with the modalities of each breakdown."""
        code, territoire, ventilation = place
        regle = self.cadre.get_regle(self.contrat.indicateur_par_code[code])
        for dimension in [ventilation.partition(":")[0]] if ventilation else regle.ventilations:
            cle = ("C14", code, territoire, dimension, periode)
            if cle not in self.vus:
                self.vus.add(cle)
                for modalites in self.familles.get(dimension, []):
                    parts = [(code, territoire, modalite) for modalite in modalites]
                    nom = f"par {self.intitules.get(dimension, dimension)}"
                    self._check_total((code, territoire, ""), parts, nom, periode, examen)

    def _check_total(self, place: Place, parts: list[Place], nom: str, periode: Trimestre, examen: Examen) -> None:
        """Ask when parts exceed their total, or when all of them are there and do not make it."""
        total = self.get_valeur(place, periode)
        if total is None:
            return
        connues = [v for part in parts if (v := self.get_valeur(part, periode)) is not None]
        somme = sum(connues, Decimal(0))
        complet = len(connues) == len(parts)
        if connues and (somme > total or (complet and somme != total)):
            ligne = self._get_ligne(place, periode, examen)
            champs = {"total": format_nombre(total), "somme": format_nombre(somme), "code": place[0]}
            ligne.record("C14", "valeur", parts=nom, periode=periode.libelle, **champs)

    def _check_partage(self, place: Place, periode: Trimestre, examen: Examen) -> None:
        """Ask when shares of one whole do not make 100, their rounding allowed for."""
        codes = self.partages[place[0]]
        cle = ("C15", codes, place[1:], periode)
        valeurs = [self.get_valeur((code, *place[1:]), periode) for code in codes]
        connues = [valeur for valeur in valeurs if valeur is not None]
        if cle in self.vus or len(connues) < len(codes):
            return
        self.vus.add(cle)
        tolerance = sum((_get_arrondi(valeur) for valeur in connues), Decimal(0))
        somme = sum(connues, Decimal(0))
        if abs(somme - CENT) > tolerance:
            champs = {"codes": ", ".join(codes), "somme": format_nombre(somme)}
            examen.record("C15", "valeur", periode=periode.libelle, **champs)

    def _check_dont(self, place: Place, periode: Trimestre, examen: Examen) -> None:
        """Ask when a « dont » exceeds the total it is part of."""
        code = place[0] if place[0] in self.totaux_dont else self.dont_par_total[place[0]]
        total_code = self.totaux_dont[code]
        valeur = self.get_valeur((code, *place[1:]), periode)
        total = self.get_valeur((total_code, *place[1:]), periode)
        cle = ("C16", code, place[1:], periode)
        if valeur is not None and total is not None and valeur > total and cle not in self.vus:
            self.vus.add(cle)
            champs = {"code": code, "valeur": format_nombre(valeur)}
            ligne = self._get_ligne((code, *place[1:]), periode, examen)
            ligne.record("C16", "valeur", total_code=total_code, total=format_nombre(total), **champs)


def _get_arrondi(valeur: Decimal) -> Decimal:
    """Half of the last digit written."""
    exposant = valeur.as_tuple().exponent
    return Decimal("0.5").scaleb(exposant if isinstance(exposant, int) and exposant < 0 else 0)
