from datetime import UTC, datetime
from decimal import Decimal

from streamlit.testing.v1 import AppTest

from lib.domain.droits import Acteur, Role
from lib.domain.faits import Execution, PositionNonTransmission, Resultat
from lib.domain.lots import Lot
from lib.domain.nomenclatures import Financeur, GenreLot, StatutResultat
from lib.domain.periodes import Trimestre
from lib.store.engine import write
from lib.store.lots import list_codes_contrats, lock_contrat, save_lot
from lib.usecases.contrats import get_code
from lib.usecases.explications import record_explication
from lib.usecases.non_transmissions import record_non_transmission, record_reponse


def get_html(application: AppTest) -> str:
    return " ".join(bloc.proto.body for bloc in application.get("html")).replace("\u00a0", " ").replace("\u202f", " ")


def choose(application: AppTest, trimestre: str) -> str:
    application.run()
    application.selectbox(key="trimestre").set_value(trimestre).run()
    assert not application.exception
    return get_html(application)


def test_without_results_the_page_says_so_and_where_to_send_them(application: AppTest) -> None:
    html = choose(application, "2025-T1")
    assert "Aucun résultat déposé pour T1 2025." in html
    assert "href='/depot?trimestre=2025-T1'" in html
    assert "aucun dépôt" in html


def test_there_is_a_row_for_each_axe_and_volet_and_nothing_is_invented(application: AppTest) -> None:
    html = choose(application, "2024-T4")
    assert html.count("<th scope='row'>") == 6
    assert "statut-atteint '" not in html
    assert "exécution non transmise" in html
    assert "0/9" in html


def test_a_volet_that_is_over_leads_to_its_last_quarter(application: AppTest) -> None:
    html = choose(application, "2026-T3")
    assert html.count("Volet terminé le 31 décembre 2024.") == 3
    assert html.count("href='/?trimestre=2024-T4'") == 3


def test_results_move_the_marks_the_counts_and_the_money(application: AppTest) -> None:
    with write() as session:
        (code,) = list_codes_contrats(session)
        lock_contrat(session, code)
        faits = [
            Resultat(indicateur="S.1.2-03", annee=2024, trimestre=4, valeur=Decimal(61)),
            Resultat(indicateur="S.1.3-01", annee=2024, trimestre=4, valeur=Decimal(28)),
            Execution(fiche="S.1.2", annee=2024, trimestre=4, financeur=Financeur.ETAT, montant=1_000_000),
        ]
        publie = datetime(2025, 1, 14, tzinfo=UTC)
        save_lot(session, code, Lot(genre=GenreLot.DEPOT, publie_le=publie), faits)
    html = choose(application, "2024-T4")
    assert (
        "1 cible locale atteinte sur 2 jugées, 1 non atteinte ; 17 ont une cible ; "
        "4 indicateurs nationaux en sont repris."
    ) in html
    assert "· 2 résultats reçus ·" in html
    assert "2/9" in html
    assert "S.1.2-03, Nombre de jeunes parrainés" in html
    assert "10 000 € sur" in html
    assert "dernier dépôt le 14 janvier 2025" in html


def test_the_points_to_look_at_say_their_rule_and_are_five_at_most(application: AppTest) -> None:
    html = choose(application, "2024-T4")
    points = html.split("Prochaines échéances")[0].split("À regarder")[1]
    assert 1 <= points.count("<li>") <= 5
    assert points.count("Règle : ") == points.count("<li>")
    assert "10 indicateurs d’impact non définis, attendus avant le 30 septembre 2024" in points


def test_the_figures_of_the_rows_can_be_read_as_a_table(application: AppTest) -> None:
    choose(application, "2024-T4")
    tableau = application.dataframe[0].value
    assert list(tableau["Axe ou volet"].str[:7]) == ["Axe 1 ·", "Axe 2 ·", "Axe 3 ·", "Volet 1", "Volet 2", "Volet 3"]
    assert list(tableau["Reçues"]) == [0] * 6
    assert int(tableau["Exigées"].sum()) == 126


def test_what_moved_since_the_quarter_before_is_told_for_each_row_and_for_the_whole(application: AppTest) -> None:
    with write() as session:
        (code,) = list_codes_contrats(session)
        lock_contrat(session, code)
        faits = [
            Resultat(indicateur="S.1.3-01", annee=2024, trimestre=3, valeur=Decimal(28)),
            Resultat(
                indicateur="S.1.3-01", annee=2024, trimestre=4, valeur=Decimal(20), statut=StatutResultat.PROVISOIRE
            ),
            Resultat(indicateur="S.1.2-03", annee=2024, trimestre=4, valeur=Decimal(61)),
        ]
        save_lot(session, code, Lot(genre=GenreLot.DEPOT, publie_le=datetime(2025, 1, 14, tzinfo=UTC)), faits)
    html = choose(application, "2024-T4")
    assert "statuts depuis T3 2024 : 1 en moins bien, 1 premier verdict de l’année" in html
    assert "title='non atteint au T4 2024'" in html
    assert "depuis T3 2024 :" in html and "</span> en moins bien</span>" in html
    assert "1 valeur provisoire " in html
    html = choose(application, "2025-T1")
    assert "statuts depuis" not in html


def test_what_will_not_be_sent_leaves_the_count_and_what_awaits_an_answer_is_looked_at(application: AppTest) -> None:
    code, t4, cd = get_code(None), Trimestre(2024, 4), Acteur(Role.CONTRIBUTEUR_CD)
    record_non_transmission(cd, code, "S.1.3-01", t4, "registre perdu")
    html = choose(application, "2024-T4")
    assert "0/9" in html
    assert "État : 1 donnée déclarée « ne sera pas transmise » attend une réponse (S.1.3-01 T4 2024)" in html
    assert "href='/echeances?trimestre=2024-T4' target='_self'>Voir et répondre</a>" in html
    accepte = PositionNonTransmission.ACCEPTEE
    record_reponse(Acteur(Role.VALIDEUR_ETAT), code, "S.1.3-01", t4, accepte, "")
    html = choose(application, "2024-T4")
    assert "0/8" in html and "1 ne sera pas transmise" in html
    assert "attend une réponse" not in html
    assert list(application.dataframe[0].value["Ne seront pas transmises"]) == [1, 0, 0, 0, 0, 0]


def test_a_point_to_look_at_gives_what_its_producer_says(application: AppTest) -> None:
    with write() as session:
        (code,) = list_codes_contrats(session)
        lock_contrat(session, code)
        faits = [Resultat(indicateur="S.1.2-03", annee=2024, trimestre=4, valeur=Decimal(61))]
        save_lot(session, code, Lot(genre=GenreLot.DEPOT, publie_le=datetime(2025, 1, 14, tzinfo=UTC)), faits)
    assert "Pourquoi" not in choose(application, "2024-T4")
    cd = Acteur(Role.CONTRIBUTEUR_CD)
    record_explication(cd, code, "S.1.2-03", Trimestre(2024, 4), "deux parrains <sur> trois")
    assert "Pourquoi : « deux parrains &lt;sur&gt; trois »" in choose(application, "2024-T4")
