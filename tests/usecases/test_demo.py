"""The demonstration store: it plays whole, says that it is one, and tells the story its scenario promises."""

import shutil
import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from sqlalchemy import Engine

from lib.domain.alertes_argent import build_alertes_argent
from lib.domain.argent import build_synthese
from lib.domain.contrat_lu import ContratLu
from lib.domain.demandeurs_emploi import compute_evolution
from lib.domain.erreurs import SaisieRefusee
from lib.domain.explications import list_a_expliquer
from lib.domain.faits import ObjetCommentaire
from lib.domain.lecture import Lecture
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.lots import EtatLot
from lib.domain.meteo import list_contestees
from lib.domain.nomenclatures import Financeur, GenreLot, StatutResultat
from lib.domain.non_transmissions import list_a_repondre
from lib.domain.periodes import Trimestre, read_trimestre
from lib.domain.ruptures import select_ruptures
from lib.domain.statuts import StatutSuivi
from lib.domain.suivi import build_suivi
from lib.usecases import demo
from lib.usecases.commentaires import list_fil
from lib.usecases.contrats import build_contrat_lu, get_dernier_lot, list_codes, publish_contrat
from lib.usecases.lots import list_lots
from lib.usecases.magasin import DOSSIER_CONTRATS, SYSTEME, verify_magasin
from tests.imports.test_dossier import FICTIF

CODE = "94-2024"
LE_JOUR = date(2026, 7, 1)
TRIMESTRES = [Trimestre(annee, numero) for annee in (2024, 2025, 2026) for numero in (1, 2, 3, 4)][:10]
SCENARIO = tomllib.loads((demo.DOSSIER_DEMO / "scenario.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def phrase(magasin_vide: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The whole demonstration, played once for this file's tests, which only read it; gives what was said of it."""
    fichier = shutil.copy(magasin_vide, tmp_path_factory.mktemp("demo") / "demo.sqlite")
    with pytest.MonkeyPatch.context() as environnement:
        environnement.setenv("DATABASE_URL", f"sqlite:///{fichier}")
        yield demo.save_demo()


@pytest.fixture(scope="module")
def contrat(phrase: str) -> ContratLu:
    return build_contrat_lu(CODE)


@pytest.fixture(scope="module")
def suivis(contrat: ContratLu) -> dict[Trimestre, list[LigneSuivi]]:
    return {trimestre: build_suivi(contrat, trimestre, LE_JOUR) for trimestre in TRIMESTRES}


def get_ligne(
    suivis: dict[Trimestre, list[LigneSuivi]], trimestre: str, code: str, territoire: str = "DEP"
) -> LigneSuivi:
    periode = read_trimestre(trimestre)
    assert periode is not None
    return next(li for li in suivis[periode] if (li.code, li.territoire, li.ventilation) == (code, territoire, ""))


def test_each_step_makes_one_lot_in_order(phrase: str) -> None:
    lots = list_lots(CODE)
    assert phrase == f"Démonstration prête : {len(lots)} lots, aux résultats fictifs."
    assert [lot.fichier for lot in lots[1:]] == [etape.get("fichier", "") for etape in SCENARIO["etapes"]]
    assert {lot.auteur for lot in lots[1:]} == {"démonstration"}


def test_played_again_it_says_that_it_is_ready(phrase: str) -> None:
    assert demo.save_demo() == "Démonstration déjà prête : les résultats de ce magasin sont fictifs."
    assert get_dernier_lot(CODE) == 1 + len(SCENARIO["etapes"])


def test_the_store_is_sound_and_marked_as_an_example(contrat: ContratLu) -> None:
    assert contrat.contrat.exemple
    assert verify_magasin() == []


def test_every_result_says_that_it_is_fictional(contrat: ContratLu) -> None:
    muets = [fait.cle for fait in (*contrat.resultats, *contrat.executions) if "fictive" not in fait.commentaire]
    assert muets == []


def test_every_file_of_the_folder_is_played() -> None:
    joues = {etape["fichier"] for etape in SCENARIO["etapes"] if "fichier" in etape}
    assert joues == {chemin.name for chemin in demo.DOSSIER_DEMO.iterdir()} - {"scenario.toml"}


def test_every_status_occurs(suivis: dict[Trimestre, list[LigneSuivi]]) -> None:
    lues = [ligne for lignes in suivis.values() for ligne in lignes]
    assert {ligne.statut for ligne in lues} | {StatutSuivi.MASQUE} == set(StatutSuivi)
    assert any(ligne.masque for ligne in lues)  # par commune, où le contrat n'écrit pas de cible à juger


def test_the_last_quarter_is_provisional_and_varied(
    contrat: ContratLu, suivis: dict[Trimestre, list[LigneSuivi]]
) -> None:
    dernier = TRIMESTRES[-1]
    derniers = [r for r in contrat.resultats if r.periode == dernier]
    assert {r.statut for r in derniers} == {StatutResultat.PROVISOIRE, StatutResultat.NON_DISPONIBLE}
    assert {r.periode for r in contrat.resultats if r.statut is StatutResultat.PROVISOIRE} == {dernier}
    assert {ligne.statut for ligne in suivis[dernier]} == set(StatutSuivi) - {
        StatutSuivi.NON_ATTEINT,  # un trimestre clos
        StatutSuivi.DONNEE_ATTENDUE,  # les solidarités ne doivent que l'année
        StatutSuivi.NON_CALCULABLE,  # les cibles nationales s'arrêtent en 2024
        StatutSuivi.CONTEXTE,  # l'insertion est hors période
        StatutSuivi.NE_SERA_PAS_TRANSMISE,  # déclarée d'un trimestre de 2024
        StatutSuivi.MASQUE,  # aucun résultat par commune
    }


@pytest.mark.parametrize(
    ("trimestre", "code", "libelle"),
    [
        ("2024-T2", "S.3.1-01", "En retard"),
        ("2024-T3", "S.1.3-02", "En cours · 28 sur 33"),
        ("2024-T3", "N-S-04", "Non calculable, 4/5 reçus, S.1.2-03 ne sera pas transmise"),
        ("2024-T4", "N-S-04", "Atteint"),
        ("2025-T1", "S.1.3-01", "À surveiller"),
        ("2025-T4", "S.3.3-03", "Non atteint (96,3\u202f%)"),
        ("2026-T1", "S.1.2-01", "En cours · 48 sur 70"),
        ("2026-T2", "S.1.2-01", "En bonne voie, provisoire"),  # un jalon est saisi
        ("2026-T2", "S.1.2-04", "En retard, provisoire"),
        ("2026-T2", "S.3.1-01", "Atteint, provisoire"),
    ],
)
def test_a_line_reads_as_the_story_says(
    suivis: dict[Trimestre, list[LigneSuivi]], trimestre: str, code: str, libelle: str
) -> None:
    assert get_ligne(suivis, trimestre, code).libelle == libelle


def test_the_last_insertion_quarter_is_late_then_the_volets_are_over(
    suivis: dict[Trimestre, list[LigneSuivi]],
) -> None:
    attente = get_ligne(suivis, "2024-T4", "V2.2-01").attente
    assert attente is not None
    assert (attente.recue, attente.en_retard) == (False, True)
    assert get_ligne(suivis, "2025-T1", "V2.2-01").statut is StatutSuivi.HORS_PERIODE


def test_one_of_the_declared_weathers_is_contested(
    contrat: ContratLu, suivis: dict[Trimestre, list[LigneSuivi]]
) -> None:
    dernier = TRIMESTRES[-1]
    assert [(meteo.fiche, meteo.annee) for meteo in contrat.meteos] == [
        ("S.1.2", 2025),
        ("S.1.2", 2026),
        ("S.3.1", 2026),
    ]
    t4 = Trimestre(2025, 4)
    assert list_contestees(contrat, suivis[t4], t4) == []
    assert [meteo.fiche for meteo in list_contestees(contrat, suivis[dernier], dernier)] == ["S.1.2"]


def test_threads_are_written_by_several_services_each_within_its_scope(contrat: ContratLu) -> None:
    roles = {lot.numero: lot.role for lot in list_lots(CODE)}
    fils = {(c.reference, c.rang): roles[c.lot] for c in contrat.commentaires}
    assert fils == {
        ("S.3.3-03", 1): "valideur_etat",
        ("S.3.3-03", 2): "contributeur_cd",
        ("S.1.2-04", 1): "commissaire",
        ("S.1.2-04", 2): "contributeur_cd",
        ("S.1.2", 1): "valideur_etat",
        ("N-V3-01", 1): "contributeur_ft",
    }


def test_a_corrected_comment_keeps_its_old_text(phrase: str) -> None:
    question, reponse = list_fil(CODE, ObjetCommentaire.INDICATEUR, "S.1.2-04")
    assert len(question.versions) == 1
    assert [version.texte[:5] for version in reponse.versions] == ["Douze", "Huit "]


def test_the_command_tells_what_the_story_shows_and_where(phrase: str) -> None:
    recit = "\n".join(demo.list_recit())
    for passage in (
        "18 statuts sur 18, de T1 2024 à T2 2026",
        "T2 2026 : 15 valeurs provisoires",
        "Avenants : n° 1, 2",
        "rupture de série de defm, S.2.4-01",
        "commentaires sur S.3.3-03, S.1.2-04, S.1.2, N-V3-01",
        "V2.2-08 (T4 2024), S.1.2-03 (T3 2024) : ne sera pas transmise ; 1 réponse attendue ; 2 explications",
        "3 météos déclarées, contestée : S.1.2",
        "taux par commune de V3-01",
        "valeur corrigée S.1.2-02 (T4 2025) ; commentaire corrigé S.1.2-04 ; dépôt annulé n° 41",
    ):
        assert passage in recit


def test_what_will_not_be_sent_is_owed_no_more_and_what_awaits_its_answer_still_is(
    contrat: ContratLu, suivis: dict[Trimestre, list[LigneSuivi]]
) -> None:
    close, attendue = get_ligne(suivis, "2024-T4", "V2.2-08").attente, get_ligne(suivis, "2024-T4", "N-V3-10a").attente
    assert close is not None and attendue is not None
    assert (close.close, close.exigee, close.en_retard) == (True, False, False)
    assert (attendue.close, attendue.exigee, attendue.en_retard) == (False, True, True)
    assert [(c.indicateur, c.autre.libelle) for c in list_a_repondre(contrat)] == [("N-V3-10a", "État")]


def test_each_explanation_answers_a_line_that_asks_for_it(
    contrat: ContratLu, suivis: dict[Trimestre, list[LigneSuivi]]
) -> None:
    for fait in contrat.explications:
        demandes = list_a_expliquer(contrat, suivis[fait.periode], suivis[fait.periode.precedent])
        assert [d.explication for d in demandes if d.ligne.code == fait.indicateur] == [fait.texte]


def test_the_correction_keeps_both_values_and_its_reason(contrat: ContratLu) -> None:
    (lot,) = [lot for lot in list_lots(CODE) if lot.fichier.startswith("correction-")]
    avant = build_contrat_lu(CODE, Lecture(jusqu_a=lot.numero - 1))

    def get_valeur(lu: ContratLu) -> Decimal | None:
        return next(r.valeur for r in lu.resultats_par_indicateur["S.1.2-02"] if (r.annee, r.trimestre) == (2025, 4))

    assert (get_valeur(avant), get_valeur(contrat)) == (Decimal(337), Decimal(351))
    assert lot.motif.startswith("Correction")


def test_the_mistaken_lot_is_undone(contrat: ContratLu) -> None:
    lots = {lot.numero: lot for lot in list_lots(CODE)}
    (annulation,) = [lot for lot in lots.values() if lot.genre is GenreLot.ANNULATION]
    assert annulation.annule_lot is not None
    assert lots[annulation.annule_lot].etat is EtatLot.ANNULE
    assert [r.cle for r in contrat.resultats if r.lot == annulation.annule_lot] == []


@pytest.mark.parametrize(
    ("indicateur", "annee", "lues"),
    [("S.1.3-01", 2025, ["50", "40", "40"]), ("S.3.1-01", 2026, ["A définir", "A définir", "50"])],
)
def test_each_avenant_changes_what_is_aimed_at(phrase: str, indicateur: str, annee: int, lues: list[str]) -> None:
    cibles = [build_contrat_lu(CODE, Lecture(avenant=n)).get_cible(indicateur, annee) for n in (0, 1, 2)]
    assert [str(c.valeur or c.texte) for c in cibles if c is not None] == lues


def test_the_only_alerts_on_money_are_one_euro_short(contrat: ContratLu) -> None:
    alertes = [
        (trimestre.libelle, alerte.regle, alerte.objet, alerte.montant)
        for trimestre in TRIMESTRES
        for alerte in build_alertes_argent(contrat, trimestre, LE_JOUR)
    ]
    assert alertes == [("T4 2024", "R1", "S.3.1", 100)]


def test_the_carry_over_is_part_of_the_base(contrat: ContratLu) -> None:
    lignes = build_synthese(contrat, Trimestre(2025, 4)).select(fiche="S.1.3", financeur=Financeur.ETAT)
    assert lignes.compute_taux_consommation().rapport == Fraction(140_000, 126_000 + 26_000)


def test_a_rate_of_the_pilot_territory_is_recomputed_from_its_communes(
    suivis: dict[Trimestre, list[LigneSuivi]],
) -> None:
    zone = get_ligne(suivis, "2024-T4", "V3-01", "ZONE")
    assert [partie.code for partie in zone.parties] == ["94028", "94017", "94079"]
    assert zone.valeur is not None
    assert round(zone.valeur, 2) == Decimal("88.75")  # 1 957 sur 2 205


def test_small_counts_by_commune_are_masked(suivis: dict[Trimestre, list[LigneSuivi]]) -> None:
    masquees = {ligne.territoire for ligne in suivis[Trimestre(2024, 4)] if ligne.code == "V3-07" and ligne.masque}
    assert "94079" in masquees  # 3 personnes à Villiers-sur-Marne
    assert len(masquees) > 1  # … et une autre commune, sans quoi le total les rendrait


def test_jobseekers_of_2025_are_not_compared_with_2024(contrat: ContratLu) -> None:
    faits = [c for c in contrat.contexte if (c.territoire, c.mesure) == ("AG-94106", "defm_a")]
    valeurs = {t: c.valeur for c in faits if (t := read_trimestre(c.periode)) is not None}
    assert max(valeurs) == Trimestre(2025, 4)
    evolution, motif = compute_evolution(select_ruptures(contrat.ruptures, "defm_a"), valeurs)
    assert evolution is None
    assert motif.startswith("rupture de série")


def test_a_store_with_a_real_contract_is_refused(moteur: Engine) -> None:
    publish_contrat(SYSTEME, DOSSIER_CONTRATS / SCENARIO["contrat"])
    with pytest.raises(SaisieRefusee, match="pour de bon"):
        demo.save_demo()
    assert list_codes() == [CODE]
    assert get_dernier_lot(CODE) == 1
    assert not build_contrat_lu(CODE).contrat.exemple


def test_an_interrupted_preparation_resumes_where_it_was(
    moteur: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "contrats").mkdir()
    shutil.copytree(FICTIF, tmp_path / "contrats" / "fictif")
    etape = '[[etapes]]\nrole = "contributeur_cd"\ndate = 2026-02-10\nfichier = "{}.csv"\n'
    scenario = 'contrat = "fictif"\ndate = 2026-01-05\n' + etape.format("un") + etape.format("deux")
    (tmp_path / "scenario.toml").write_text(scenario, encoding="utf-8")
    entete = "code_indicateur;annee;trimestre;valeur\r\n"
    (tmp_path / "un.csv").write_text(f"{entete}F1-01;2025;T4;1300\r\n", encoding="cp1252")
    (tmp_path / "deux.csv").write_text(f"{entete}F1-01;2025;T8;1300\r\n", encoding="cp1252")
    monkeypatch.setattr(demo, "DOSSIER_DEMO", tmp_path)
    monkeypatch.setattr(demo, "DOSSIER_CONTRATS", tmp_path / "contrats")
    with pytest.raises(SaisieRefusee, match=r"deux\.csv"):
        demo.save_demo()
    assert get_dernier_lot("00-fictif") == 2
    (tmp_path / "deux.csv").write_text(f"{entete}F1-01;2025;T3;900\r\n", encoding="cp1252")
    assert demo.save_demo() == "Démonstration prête : 3 lots, aux résultats fictifs."
    assert [lot.fichier for lot in list_lots("00-fictif")[1:]] == ["un.csv", "deux.csv"]
