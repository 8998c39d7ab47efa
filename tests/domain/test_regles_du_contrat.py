"""The rules of the follow-up held against the contract itself: units, half-year baselines, targets repris."""

from datetime import date

from lib.domain.mesures import FEMININS
from lib.domain.periodes import Trimestre
from lib.domain.suivi import build_suivi
from tests.contrat_complet import read_contrat

MASCULINS = {
    *("adhérents", "adolescents", "berceaux", "contrats", "diagnostics", "dossiers", "enfants", "entretiens", "ETP"),
    *("étudiants", "jeunes", "jours", "logements", "mois", "ménages", "plants", "professionnels", "repas", "ateliers"),
    *("élèves", "%", "€", "texte", "unite"),
}


def test_every_unit_of_the_contract_has_a_known_gender() -> None:
    tetes = {indicateur.unite.split(" ")[0] for indicateur in read_contrat().indicateurs}
    assert tetes <= FEMININS | MASCULINS
    assert not FEMININS & MASCULINS


def test_a_baseline_of_half_a_year_is_marked_so_wherever_its_dates_say_it() -> None:
    """S.1.3-02, S.2.3-01 and N-S-07: « Du 01/07/2023 au 31/12/2023 » (l.937, l.1207)."""
    contrat = read_contrat()
    courtes = {
        i.code
        for i in contrat.indicateurs
        if i.situation_initiale is not None and i.si_debut and i.si_fin and (i.si_fin - i.si_debut).days < 364
    }
    assert courtes <= {i.code for i in contrat.indicateurs if not i.si_comparable}
    assert {"S.1.3-02", "S.2.3-01"} <= courtes


def test_the_contract_has_nineteen_numeric_targets_in_2024_of_which_four_are_repris() -> None:
    lignes = [
        li
        for li in build_suivi(read_contrat(), Trimestre(2024, 4), date(2025, 6, 1))
        if (li.territoire, li.ventilation) == ("DEP", "")
    ]
    chiffrees = [ligne for ligne in lignes if ligne.cible is not None]
    reprises = {ligne.code for ligne in lignes if ligne.reprise}
    assert (len(chiffrees), len(reprises & {ligne.code for ligne in chiffrees})) == (19, 4)
    assert {code[0] for code in reprises} == {"N"}
