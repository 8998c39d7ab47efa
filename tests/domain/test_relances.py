"""The reminder: what misses by code and name, until when and whose date it is, where to send; days for a diary."""

from dataclasses import replace
from datetime import date

import pytest

from lib.domain.contrat_lu import ContratLu
from lib.domain.fiction import MENTION
from lib.domain.mon_trimestre import EtatService, build_mon_trimestre
from lib.domain.nomenclatures import Periodicite
from lib.domain.periodes import Trimestre
from lib.domain.relances import Relance, build_relance, compute_jour_reponse
from tests.contrat_complet import read_contrat
from tests.domain.fabrique import make_contrat, make_indicateur, make_resultat

T1, T2, T4 = Trimestre(2024, 1), Trimestre(2024, 2), Trimestre(2024, 4)
INDICATEURS = [make_indicateur(f"C-0{n}", libelle=f"Nombre de jeunes accompagnés, cas {n}") for n in (1, 2)]
CONTRAT = make_contrat(*INDICATEURS, resultats=(make_resultat("2024-T1", 4, code="C-01"),))


def get_etat(contrat: ContratLu, trimestre: Trimestre, jour: date, code: str = "cd-a1") -> EtatService:
    mon = build_mon_trimestre(contrat, trimestre, (), jour)
    (etat,) = [etat for etat in mon.etats if etat.service.code == code]
    return etat


def build(
    trimestre: Trimestre, jour: date, contrat: ContratLu = CONTRAT, classeurs: tuple[str, ...] = ("a.xlsx",)
) -> Relance:
    relance = build_relance(contrat.contrat, get_etat(contrat, trimestre, jour), trimestre, jour, classeurs)
    assert relance is not None
    return relance


def clean(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_reminder_before_the_deadline_reads_as_written() -> None:
    relance = build(T1, date(2024, 4, 10))
    assert clean(relance.texte) == (
        "Objet : Contrat, Conseil départemental – Axe 1 · Axe : 1 donnée attendue au T1 2024\n\n"
        "Bonjour,\n\n"
        "Ce message concerne le suivi de « Contrat » pour : Conseil départemental – Axe 1 · Axe. "
        "1 donnée du T1 2024 sur 2 nous est parvenue. Il reste à nous transmettre :\n\n"
        "T1 2024, 1 donnée attendue le 15/04/2024 (délai proposé par Jalons) :\n"
        "- C-02, Nombre de jeunes accompagnés, cas 2\n\n"
        "Exécution budgétaire, cumul du 1er janvier au 31/03/2024 (le contrat n’écrit aucune date d’envoi) :\n"
        "- F1, Action : État et Département\n\n"
        "Remplissez le classeur joint, déjà préparé (a.xlsx), puis déposez-le dans Jalons, page « Dépôt », ou "
        "renvoyez le fichier en réponse à ce message. Seules les cases blanches sont à remplir ; une case vide ne "
        "change rien. Si un chiffre n’existe pas, choisissez son statut (« Non disponible », « Sans objet »).\n\n"
        "Merci."
    )
    (rappel,) = relance.rappels
    assert rappel.jour == date(2024, 4, 15)
    assert clean(rappel.texte) == "T1 2024, attendue le 15/04/2024 (délai proposé par Jalons) : C-02"


def test_late_figures_ask_for_an_answer_and_earlier_quarters_name_each_figure_once() -> None:
    relance = build(T2, date(2024, 7, 16))
    corps = clean(relance.corps)
    assert "Aucune des 2 données du T2 2024 ne nous est parvenue." in corps
    assert (
        "Trimestres précédents, 1 donnée (T1 2024 depuis le 15/04/2024, délai proposé par Jalons) :\n"
        "- C-02, Nombre de jeunes accompagnés, cas 2 : T1 2024\n" in corps
    )
    assert "Merci de répondre avant le 23 juillet 2024 (délai proposé par Jalons)." in corps
    (rappel,) = relance.rappels
    assert rappel.jour == date(2024, 7, 23)
    assert clean(rappel.texte).splitlines() == [
        "T1 2024, en attente depuis le 15/04/2024 (délai proposé par Jalons) : C-02",
        "T2 2024, en attente depuis le 15/07/2024 (délai proposé par Jalons) : C-01, C-02",
    ]


@pytest.mark.parametrize(("trimestre", "jour"), [(T1, date(2024, 4, 10)), (T2, date(2024, 7, 16))])
def test_the_reminder_of_a_demonstration_says_it_and_never_takes_the_place_of_a_real_one(
    trimestre: Trimestre, jour: date
) -> None:
    fictif = replace(CONTRAT, contrat=replace(CONTRAT.contrat, exemple=True))
    vraie, fictive = build(trimestre, jour), build(trimestre, jour, fictif)
    textes = [fictive.objet, fictive.corps, *(t for rappel in fictive.rappels for t in (rappel.objet, rappel.texte))]
    assert fictive.rappels and [texte for texte in textes if MENTION not in texte.splitlines()[0]] == []
    assert MENTION not in f"{vraie} {[(r.objet, r.texte) for r in vraie.rappels]}"
    assert {rappel.uid for rappel in vraie.rappels}.isdisjoint(rappel.uid for rappel in fictive.rappels)


def test_deadlines_to_come_and_late_figures_have_each_their_day_in_order() -> None:
    annuelle = make_indicateur("A-01", periodicite=Periodicite.ANNUELLE, delai_jours=31)
    relance = build(T4, date(2025, 1, 16), make_contrat(*INDICATEURS, annuelle))
    assert [rappel.jour for rappel in relance.rappels] == [date(2025, 1, 23), date(2025, 1, 31)]
    assert len({rappel.uid for rappel in relance.rappels}) == 2


def test_a_day_keeps_its_identity_when_the_reminder_is_made_again() -> None:
    avant, apres = build(T2, date(2024, 7, 16)), build(T2, date(2024, 8, 20))
    assert [rappel.uid for rappel in avant.rappels] == [rappel.uid for rappel in apres.rappels]
    assert avant.rappels[0].uid == "C-2024-T2-cd-a1-relance@jalons"
    assert avant.rappels[0].uid != build(T1, date(2024, 7, 16)).rappels[0].uid


@pytest.mark.parametrize(
    ("classeurs", "mots"),
    [
        ((), "Remplissez le modèle qui se télécharge dans Jalons, puis déposez-le dans Jalons, page « Dépôt »"),
        (("a.xlsx", "b.xlsx"), "Remplissez les classeurs joints, déjà préparés (a.xlsx, b.xlsx), puis déposez-les"),
    ],
)
def test_the_workbooks_joined_are_named(classeurs: tuple[str, ...], mots: str) -> None:
    assert mots in clean(build(T1, date(2024, 4, 10), classeurs=classeurs).corps)


def test_a_service_that_owes_nothing_has_no_reminder() -> None:
    etat = get_etat(CONTRAT, T1, date(2024, 4, 10))
    vide = replace(etat, donnees=etat.recues, depenses=())
    assert build_relance(CONTRAT.contrat, vide, T1, date(2024, 4, 10)) is None


def test_spending_alone_is_asked_for_without_any_day() -> None:
    etat = replace(get_etat(CONTRAT, T1, date(2024, 4, 10)), donnees=())
    relance = build_relance(CONTRAT.contrat, etat, T1, date(2024, 4, 10))
    assert relance is not None
    assert relance.rappels == ()
    assert clean(relance.objet).endswith("exécution budgétaire attendue au T1 2024")


def test_a_label_that_says_little_alone_comes_with_its_theme() -> None:
    court = make_indicateur("N-01", libelle="Nom", thematique="Nouveaux parcours")
    assert "- N-01, Nouveaux parcours – Nom\n" in build(T1, date(2024, 4, 10), make_contrat(court)).corps


@pytest.mark.parametrize(
    ("jour", "reponse"),
    [
        (date(2025, 7, 16), date(2025, 7, 23)),
        (date(2025, 7, 18), date(2025, 7, 25)),
        (date(2025, 7, 19), date(2025, 7, 28)),
        (date(2025, 7, 20), date(2025, 7, 28)),
        (date(2025, 7, 21), date(2025, 7, 28)),
    ],
)
def test_an_answer_is_never_asked_for_on_a_week_end(jour: date, reponse: date) -> None:
    assert compute_jour_reponse(jour) == reponse


def test_every_missing_figure_of_the_real_contract_is_named_in_its_service_s_reminder() -> None:
    contrat, jour = read_contrat(), date(2025, 2, 1)
    for etat in build_mon_trimestre(contrat, T4, (), jour).etats:
        relance = build_relance(contrat.contrat, etat, T4, jour)
        assert relance is not None
        lignes = relance.corps.splitlines()
        for donnee in (*etat.manquantes, *etat.anterieures):
            code = donnee.indicateur.code
            citees = [ligne for ligne in lignes if ligne.startswith(f"- {code}, ")]
            assert citees, code
            if donnee.trimestre != T4:
                assert any(donnee.trimestre.libelle in ligne for ligne in citees), (code, donnee.trimestre)
        assert "proposé par Jalons" in relance.corps
