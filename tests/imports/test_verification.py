"""Every message of an upload comes from a table a person could have made; a row is a fact, a problem, or empty."""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import islice, product
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.contrat import Contexte, Territoire
from lib.domain.contrat_lu import ContratLu
from lib.domain.credits import Enveloppe
from lib.domain.depots import COLONNES
from lib.domain.faits import Execution, Report, Resultat, Versement
from lib.domain.indicateurs import Cible
from lib.domain.nomenclatures import Financeur, NatureEnveloppe, StatutResultat, TypeDepot, TypeTerritoire
from lib.domain.problemes import NiveauProbleme
from lib.domain.ruptures import Rupture
from lib.domain.tableau import Cellule, Doute, GenreCellule, LectureFichier, TableLue
from lib.domain.verification import RapportVerification
from lib.exports.schemas import build_exemple_csv
from lib.imports.lecture import read_fichier
from lib.imports.regles_cadre import SUGGESTIONS_MAX
from lib.imports.verification import verify_table
from tests.factories import AUJOURD_HUI, CONTRIBUTEUR, Contenu, build_contrat, build_resultat, build_table

CSV = LectureFichier("csv", separateur=";")
R, E, C, V = TypeDepot.RESULTATS, TypeDepot.EXECUTIONS, TypeDepot.CIBLES, TypeDepot.ENVELOPPES
Ligne = dict[str, Contenu]


def verify(
    type_depot: TypeDepot,
    *lignes: Ligne,
    resultats: tuple[Resultat, ...] = (),
    executions: tuple[Execution, ...] = (),
    ruptures: tuple[Rupture, ...] = (),
) -> RapportVerification:
    contrat = replace(build_contrat(resultats=resultats, executions=executions), ruptures=ruptures)
    return verify_table(build_table(type_depot, *lignes), type_depot, contrat, CONTRIBUTEUR, AUJOURD_HUI)


def resultat(valeur: Contenu = "348", code: str = "S.1.2-02", **champs: Contenu) -> Ligne:
    return {"code_indicateur": code, "annee": "2025", "trimestre": "T2", "valeur": valeur} | champs


def execution(montant: str = "31 795,00 €", **champs: Contenu) -> Ligne:
    base = {"code_fiche": "S.1.2", "annee": "2025", "trimestre": "T2", "financeur": "État", "montant_realise": montant}
    return base | champs


def cible(valeur: str = "60", **champs: Contenu) -> Ligne:
    return {"code_indicateur": "S.1.2-02", "annee": "2026", "valeur": valeur, "avenant": "1"} | champs


def enveloppe(montant: str = "207 500", **champs: Contenu) -> Ligne:
    base = {"code_fiche": "S.1.2", "annee": "2026", "financeur": "Département", "nature": "Prévisionnel"}
    return base | {"montant": montant, "avenant": "1"} | champs


def versement(**champs: Contenu) -> Ligne:
    base = {"partie": "Solidarités", "annee_convention": "2025", "date": "31/03/2025", "montant": "1 553 395 €"}
    return base | champs


def report(**champs: Contenu) -> Ligne:
    base = {"fiche": "S.1.2", "annee_origine": "2024", "annee_destination": "2025", "financeur": "CD"}
    return base | {"montant": "26 000"} | champs


def contexte(**champs: Contenu) -> Ligne:
    return {"territoire": "Créteil", "mesure": "foyers_rsa", "date": "31/12/2024", "valeur": "4 183"} | champs


@dataclass(frozen=True)
class Cas:
    """One message: the code expected, the rows that bring it, and what was published before."""

    code: str
    lignes: tuple[Ligne, ...]
    type_depot: TypeDepot = R
    resultats: tuple[Resultat, ...] = ()
    executions: tuple[Execution, ...] = ()
    garde: bool = True


def refuse(code: str, *lignes: Ligne, type_depot: TypeDepot = R) -> Cas:
    """A case whose rows all make no fact."""
    return Cas(code, lignes, type_depot, garde=False)


T1 = (build_resultat("S.1.2-02", "2025-T1", "348"),)
T1_TAUX = (build_resultat("S.2.1-01", "2025-T1", "12.1"),)
DEPENSE_T1 = (
    Execution(fiche="S.1.2", annee=2025, trimestre=1, financeur=Financeur.ETAT, montant=3_179_500, commentaire=""),
)

CAS = (
    refuse("L01", resultat(code="S.1.2-20")),
    refuse("L02", resultat(code="N-V3-05")),
    refuse("L03", resultat(annee="205")),
    refuse("L04", resultat(trimestre="T5")),
    refuse("L04", resultat(trimestre="T2 2024")),
    refuse("L05", resultat(territoire="Bonneuil-sur-Mer")),
    refuse("L06", resultat("348"), resultat("384")),
    refuse("L07", resultat(code="")),
    refuse("L07", execution(financeur=""), type_depot=E),
    refuse("L09", resultat(code="N-S-04")),
    refuse("L10", resultat(ventilation="parcours:emplois du temps")),
    refuse("L10", resultat(ventilation="mois:m01")),
    refuse("L11", execution(code_fiche="S.1.22"), type_depot=E),
    refuse("L12", resultat("12", code="S.1.3-02", territoire="Créteil")),
    refuse("L13", contexte(mesure="foyer_rmi"), type_depot=TypeDepot.CONTEXTE),
    refuse("L14", versement(axe="V2"), type_depot=TypeDepot.VERSEMENTS),
    refuse("L14", versement(partie="Insertion", fiche="S.1.2"), type_depot=TypeDepot.VERSEMENTS),
    refuse("L14", versement(partie="Insertion", axe="V2", fiche="S.1.2"), type_depot=TypeDepot.VERSEMENTS),
    refuse("V01", resultat("environ 12")),
    refuse("V01", resultat("Idem")),
    refuse("V02", resultat(("2025-03-01 00:00:00", GenreCellule.DATE))),
    refuse("V03", resultat("#REF!")),
    refuse("V04", resultat("=B3*2")),
    refuse("V05", resultat("348 familles")),
    refuse("V06", resultat("112,5", code="S.2.1-01")),
    refuse("V07", resultat("-3")),
    refuse("V08", resultat(trimestre="T4")),
    refuse("V09", resultat("348", statut="Presque fini")),
    refuse("V09", enveloppe(nature="Votée"), type_depot=V),
    refuse("V10", resultat("348", commentaire="a" * 2_001)),
    refuse("V11", resultat("#####")),
    refuse("V12", resultat("", code="S.2.1-01", numerateur="12", denominateur="0")),
    refuse("V12", resultat("", code="S.2.1-01", numerateur="12")),
    refuse("V13", resultat("348", statut="Non disponible")),
    refuse("V14", versement(date="fin mars"), type_depot=TypeDepot.VERSEMENTS),
    refuse("V15", versement(date="31/12/2025"), type_depot=TypeDepot.VERSEMENTS),
    refuse("V16", execution("31 795,005"), type_depot=E),
    refuse("V17", report(annee_destination="2024"), type_depot=TypeDepot.REPORTS),
    Cas("C01", (resultat("1.234"),)),
    Cas("C02", (resultat("1?015"),)),
    Cas("C03", (resultat("0,125", code="S.2.1-01"),), resultats=T1_TAUX),
    Cas("C04", (resultat("312"),), resultats=T1),
    Cas("C04", (resultat("500", trimestre="T1"), resultat("348"))),
    Cas("C05", (resultat("3480"),), resultats=T1),
    Cas("C06", (resultat("Idem"),), resultats=T1),
    Cas("C09", (resultat(trimestre="T3"),)),
    Cas("C10", (resultat("15", code="S.2.1-01", numerateur="10", denominateur="80"),)),
    Cas("C11", (resultat("1E5"),)),
    Cas("C12", (resultat("Néant"),)),
    Cas("C13", (resultat("348,5"),)),
    Cas("C14", (resultat("30", "S.1.2-04"), *(resultat("20", "S.1.2-04", territoire=t) for t in ("94017", "Créteil")))),
    Cas("C15", tuple(resultat(v, f"V3-04{c}") for v, c in (("50", "a"), ("35", "b"), ("25", "c")))),
    Cas("C16", (resultat("40", "V2.1-03a"), resultat("45", "V2.1-03b"))),
    Cas("C17", (resultat("104,2", code="S.2.1-02"),)),
    Cas("C18", (resultat("40", "V2.2-01"),)),
    Cas("C19", (cible(avenant="2"),), C),
    Cas("C20", (resultat("348", commentaire="Voir Mme Martin, 06 12 34 56 78"),)),
    Cas("C21", (resultat("348", libelle="Nombre de jeunes logés en colocation"),)),
    Cas("I11", (resultat("348", libelle="Nombre de repas servis"),)),
    Cas("B01", (execution("28 000"),), E, executions=DEPENSE_T1),
    Cas("B02", (execution("300 000"),), E),
    refuse("B03", execution(financeur="Etat DRETS"), type_depot=E),
    Cas("B04", (execution("207,5"),), E),
    refuse("B05", execution("-500"), type_depot=E),
    Cas("B06", (execution("-500", commentaire="annulation du mandat 12"),), E),
    Cas("I01", (resultat("À définir"),)),
    Cas("I04", (resultat("348"), resultat("348"))),
    Cas("I05", (execution("20 k€"),), E),
    Cas("I06", (resultat(("0.125", GenreCellule.POURCENTAGE), code="S.2.1-01"),)),
    Cas("I07", (resultat("3", territoire="94028"),)),
    refuse("I08", resultat("", commentaire="chiffre attendu en septembre")),
    Cas("I09", (resultat("348", numerateur="348", denominateur="500"),)),
)


@pytest.mark.parametrize("cas", CAS, ids=[f"{rang}-{cas.code}" for rang, cas in enumerate(CAS)])
def test_a_message_comes_from_a_table_a_person_could_make(cas: Cas) -> None:
    rapport = verify(cas.type_depot, *cas.lignes, resultats=cas.resultats, executions=cas.executions)
    codes = [probleme.code for probleme in rapport.list_problemes()]
    assert set(codes) == {cas.code}
    assert any(ligne.fait is not None for ligne in rapport.lignes) == cas.garde


@pytest.mark.parametrize("cas", CAS, ids=[f"{rang}-{cas.code}" for rang, cas in enumerate(CAS)])
def test_an_error_leaves_no_fact_and_a_confirmation_leaves_one(cas: Cas) -> None:
    rapport = verify(cas.type_depot, *cas.lignes, resultats=cas.resultats, executions=cas.executions)
    for ligne in rapport.lignes:
        niveaux = {probleme.niveau for probleme in ligne.problemes}
        if NiveauProbleme.ERREUR in niveaux:
            assert ligne.fait is None
        elif NiveauProbleme.A_CONFIRMER in niveaux:
            assert ligne.fait is not None


def test_a_problem_is_located_where_the_user_sees_it() -> None:
    table = build_table(R, resultat(), resultat("environ\u00a012", territoire="94028"), ligne_entete=4)
    rapport = verify_table(table, R, build_contrat(), CONTRIBUTEUR, AUJOURD_HUI)
    probleme = rapport.lignes[1].problemes[0]
    assert (probleme.ligne, probleme.colonne, probleme.lu) == (6, "E «\u00a0Valeur\u00a0»", "environ⍽12")
    assert probleme.attendu.startswith("un nombre seul, par exemple")


def test_the_example_is_a_figure_of_their_own_indicator() -> None:
    rapport = verify(R, resultat("environ 12", code="S.1.2-01"))
    assert rapport.lignes[0].problemes[0].attendu.endswith("50")


@pytest.mark.parametrize("ecrite", ["0,5", "environ 60", "6000", "-3", "1.234", "60 jeunes", "0,05", "120", "Presque"])
def test_no_sentence_shows_the_endless_decimals_of_a_computed_rate(ecrite: str) -> None:
    connus = (build_resultat("S.2.1-01", "2025-T1", "59.01639344262295081967213115"),)
    problemes = verify(R, resultat(ecrite, code="S.2.1-01"), resultats=connus).list_problemes()
    assert problemes
    for probleme in problemes:
        assert not re.search(r",\d{4}", f"{probleme.message} {probleme.attendu} {probleme.geste}")


def test_an_unknown_code_gets_at_most_two_neighbours() -> None:
    probleme = verify(R, resultat(code="S.1.2-03")).lignes[0].problemes[0]
    assert probleme.propositions and len(probleme.propositions) <= 2
    assert set(probleme.propositions) <= {"S.1.2-01", "S.1.2-02", "S.1.2-04"}


def test_a_derived_indicator_is_refused_with_the_names_of_its_parts() -> None:
    probleme = verify(R, resultat(code="N-S-04")).lignes[0].problemes[0]
    assert "S.1.2-01, S.1.2-02" in probleme.geste


def test_a_row_of_the_template_left_empty_is_blamed_for_nothing() -> None:
    (ligne,) = verify(R, resultat("", libelle="Jeunes")).lignes
    assert (ligne.vide, ligne.fait, ligne.problemes) == (True, None, ())


def test_a_status_without_a_value_is_told() -> None:
    (ligne,) = verify(R, resultat("", statut="Mesurée")).lignes
    assert (ligne.vide, [p.code for p in ligne.problemes]) == (True, ["I08"])


def test_a_row_with_cells_beyond_the_header_makes_no_fact() -> None:
    table = build_table(R, resultat())
    trop = (Cellule(2, 9, "et la suite"),)
    ligne = table.lignes[0]._replace(en_trop=trop, doute=Doute.LONGUE, largeur=9, brut="…;et la suite")
    longue = replace(table, lignes=(ligne,), largeur=8, lecture=CSV)
    rapport = verify_table(longue, R, build_contrat(), CONTRIBUTEUR, AUJOURD_HUI)
    assert [p.code for p in rapport.list_problemes()] == ["L08"]
    assert rapport.lignes[0].fait is None


def test_a_whole_row_of_results_becomes_a_fact() -> None:
    ligne = resultat("1 015 jeunes", "s.1.2-02", trimestre="2e trimestre", territoire="creteil", commentaire="relu")
    (lue,) = verify(R, ligne | {"ventilation": "Parcours : Équilibré", "valeur_connue": "980"}).lignes
    assert lue.fait == Resultat(
        indicateur="S.1.2-02",
        annee=2025,
        trimestre=2,
        territoire="94028",
        ventilation="parcours:equilibre",
        valeur=Decimal(1015),
        commentaire="relu",
        ligne=2,
    )
    assert (lue.valeur_connue, lue.a_valeur_connue) == (Decimal(980), True)


def test_a_known_value_left_empty_by_the_template_means_nothing_was_known() -> None:
    du_modele = resultat(libelle="Nombre de jeunes accompagnés", valeur_connue="")
    (lue, _) = verify(R, du_modele, resultat(territoire="94028", valeur_connue="12")).lignes
    assert (lue.valeur_connue, lue.a_valeur_connue) == (None, True)
    (lue,) = verify(E, execution(intitule="Action S.1.2", montant_connu="")).lignes
    assert (lue.valeur_connue, lue.a_valeur_connue) == (None, True)


@pytest.mark.parametrize("ligne", [resultat(), resultat(valeur_connue=""), resultat(valeur_connue="voir avec Camille")])
def test_a_row_made_by_hand_claims_nothing_known(ligne: Ligne) -> None:
    assert not verify(R, ligne).lignes[0].a_valeur_connue
    assert not verify(E, execution(montant_connu="")).lignes[0].a_valeur_connue


def test_the_words_of_a_qualitative_value_are_known_too() -> None:
    (lue,) = verify(R, resultat("Site refait", "S.3.3-02", valeur_connue="Site ouvert")).lignes
    assert (lue.valeur_connue, lue.a_valeur_connue) == ("Site ouvert", True)


DATUM: dict[TypeDepot, tuple[Ligne, str, tuple[object, ...]]] = {
    R: (resultat(territoire="Créteil"), "valeur", ("S.1.2-02", 2025, 2, "94028", "")),
    E: (execution(), "montant_realise", ("S.1.2", 2025, 2, Financeur.ETAT)),
    C: (cible(), "valeur", ("S.1.2-02", 2026, "DEP", "")),
    V: (enveloppe(), "montant", ("S.1.2", 2026, Financeur.CD, NatureEnveloppe.PREVISIONNEL)),
    TypeDepot.VERSEMENTS: (
        versement(fiche="S.1.2", reference="EJ 12"),
        "montant",
        ("solidarites", "", "S.1.2", 2025, date(2025, 3, 31), "EJ 12"),
    ),
    TypeDepot.REPORTS: (report(), "montant", ("S.1.2", 2024, 2025, Financeur.CD)),
    TypeDepot.CONTEXTE: (contexte(), "valeur", ("94028", "foyers_rsa", "31/12/2024")),
}
"""By kind: a row, the column that says something, the key of the datum it is about."""


@pytest.mark.parametrize("type_depot", TypeDepot)
def test_a_row_names_its_datum_filled_empty_or_wrong(type_depot: TypeDepot) -> None:
    ligne, colonne, cle = DATUM[type_depot]
    (pleine,) = verify(type_depot, ligne).lignes
    assert pleine.fait is not None and pleine.fait.cle == pleine.cle == cle
    (vide,) = verify(type_depot, ligne | {colonne: ""}).lignes
    assert (vide.vide, vide.fait, vide.cle) == (True, None, cle)
    assert {probleme.code for probleme in vide.problemes} <= {"I08"}
    (fausse,) = verify(type_depot, ligne | {colonne: "environ 12"}).lignes
    if type_depot is not C:
        assert fausse.problemes[0].niveau is NiveauProbleme.ERREUR
    assert fausse.cle == cle


def test_an_empty_row_whose_place_cannot_be_read_names_no_datum_and_says_why() -> None:
    (ligne,) = verify(R, resultat("", code="inconnu")).lignes
    assert ([p.code for p in ligne.problemes], ligne.cle) == (["L01"], None)
    (ligne,) = verify(TypeDepot.VERSEMENTS, versement(axe="A9", montant="")).lignes
    assert ([p.code for p in ligne.problemes], ligne.cle) == (["I08", "L13"], None)


def test_a_payment_not_made_yet_is_blamed_for_nothing() -> None:
    (ligne,) = verify(
        TypeDepot.VERSEMENTS, {"partie": "Solidarités", "annee_convention": "2025", "date": "", "montant": ""}
    ).lignes
    assert (ligne.vide, ligne.problemes) == (True, ())


@pytest.mark.parametrize(
    ("ecrit", "code"),
    [
        ("", "DEP"),
        ("94", "DEP"),
        ("Val-de-Marne", "DEP"),
        ("94011", "94011"),
        ("AG-94011", "AG-94011"),
        ("CRETEIL", "94028"),
        ("Territoire pilote", "ZONE"),
        ("bonneuil sur marne", "94011"),
    ],
)
def test_a_territory_is_found_by_code_or_name(ecrit: str, code: str) -> None:
    fait = verify(R, resultat(territoire=ecrit)).lignes[0].fait
    assert isinstance(fait, Resultat) and fait.territoire == code


@pytest.mark.parametrize("ecrit", ["2", "T2", "t2", "2e trimestre", "2ème trimestre", "T2 2025", "2025-T2", "2.0"])
def test_a_quarter_is_read_as_people_write_it(ecrit: str) -> None:
    fait = verify(R, resultat(trimestre=ecrit)).lignes[0].fait
    assert isinstance(fait, Resultat) and fait.trimestre == 2


@pytest.mark.parametrize(
    ("ecrit", "statut"),
    [("ND", "non_disponible"), ("-", "non_disponible"), ("À définir", "a_definir"), ("Sans objet", "sans_objet")],
)
def test_a_mention_becomes_a_status_without_value(ecrit: str, statut: str) -> None:
    fait = verify(R, resultat(ecrit)).lignes[0].fait
    assert isinstance(fait, Resultat)
    assert (fait.valeur, fait.statut) == (None, StatutResultat(statut))


def test_effacer_takes_the_value_away() -> None:
    fait = verify(R, resultat("EFFACER")).lignes[0].fait
    assert isinstance(fait, Resultat) and fait.efface and fait.valeur is None


def test_a_value_of_the_current_quarter_is_provisional() -> None:
    fait = verify(R, resultat(trimestre="T3")).lignes[0].fait
    assert isinstance(fait, Resultat) and fait.statut is StatutResultat.PROVISOIRE


def test_a_rate_left_empty_is_computed_from_its_terms() -> None:
    fait = verify(R, resultat("", "S.2.1-01", numerateur="37", denominateur="40")).lignes[0].fait
    assert isinstance(fait, Resultat)
    assert (fait.valeur, fait.numerateur, fait.denominateur) == (Decimal("92.5"), Decimal(37), Decimal(40))


def test_a_rate_rounded_as_typed_agrees_with_its_terms() -> None:
    rapport = verify(R, resultat("33,3", "S.2.1-01", numerateur="1", denominateur="3"))
    fait = rapport.lignes[0].fait
    assert isinstance(fait, Resultat) and (fait.valeur, rapport.list_problemes()) == (Decimal("33.3"), [])


def test_a_percentage_typed_with_its_sign_is_never_asked() -> None:
    rapport = verify(R, resultat("0,5 %", "S.2.1-01"), resultats=(build_resultat("S.2.1-01", "2025-T1", "1.2"),))
    fait = rapport.lignes[0].fait
    assert isinstance(fait, Resultat) and (fait.valeur, rapport.list_problemes()) == (Decimal("0.5"), [])


def test_a_fraction_for_a_percentage_proposes_the_points() -> None:
    fait = verify(R, resultat("0,125", "S.2.1-01")).lignes[0].fait
    assert isinstance(fait, Resultat) and fait.valeur == Decimal("12.5")


@pytest.mark.parametrize(("code", "valeur"), [("V2.1-02", "-12,5"), ("S.3.1-01", "1,5")])
def test_a_variation_may_fall_and_an_etp_may_be_half(code: str, valeur: str) -> None:
    rapport = verify(R, resultat(valeur, code))
    assert rapport.lignes[0].fait is not None and rapport.list_problemes() == []


def test_words_stay_words_for_a_qualitative_indicator() -> None:
    rapport = verify(R, resultat("12 réunions tenues, en cours", "S.3.3-02"))
    fait = rapport.lignes[0].fait
    assert isinstance(fait, Resultat)
    assert (fait.texte, fait.valeur, rapport.list_problemes()) == ("12 réunions tenues, en cours", None, [])


def test_the_same_row_twice_counts_once() -> None:
    premiere, seconde = verify(R, resultat("348"), resultat("348,0")).lignes
    assert premiere.fait is not None and seconde.fait is None
    assert [p.code for p in seconde.problemes] == ["I04"] and not seconde.vide


def test_two_rows_that_disagree_are_both_refused_and_named() -> None:
    lignes = verify(R, resultat("348"), resultat("384")).lignes
    assert all("2 et 3" in ligne.problemes[0].message for ligne in lignes)


def test_a_cumul_starts_again_each_year() -> None:
    precedent = (build_resultat("S.1.2-02", "2024-T2", "348"), build_resultat("S.1.2-02", "2024-T4", "700"))
    assert verify(R, resultat("320"), resultats=precedent).list_problemes() == []


@pytest.mark.parametrize(
    ("publie", "valeur", "code", "periode_publiee"),
    [
        ("348", "312", "S.1.2-02", "2025-T1"),
        ("40", "900", "S.1.2-02", "2024-T2"),
        ("20", "90", "S.3.1-02", "2025-T1"),
    ],
)
def test_nothing_is_compared_across_a_series_break(publie: str, valeur: str, code: str, periode_publiee: str) -> None:
    """A falling cumul and a jump are asked, unless the indicator counts something else since."""
    avant = (build_resultat(code, periode_publiee, publie),)
    rupture = Rupture(objet=code, debut=date(2025, 4, 1), motif="définition changée")
    ailleurs = replace(rupture, objet="S.1.2-01")
    assert [p.code for p in verify(R, resultat(valeur, code), resultats=avant).list_problemes()] in (["C04"], ["C05"])
    assert verify(R, resultat(valeur, code), resultats=avant, ruptures=(ailleurs,)).list_problemes() != []
    assert verify(R, resultat(valeur, code), resultats=avant, ruptures=(rupture,)).list_problemes() == []


def test_a_value_is_still_compared_with_those_of_its_side_of_a_break() -> None:
    avant = (build_resultat("S.1.2-02", "2024-T2", "900"), build_resultat("S.1.2-02", "2025-T1", "40"))
    rupture = (Rupture(objet="S.1.2-02", debut=date(2025, 1, 1), motif="définition changée"),)
    (probleme,) = verify(R, resultat("348"), resultats=avant, ruptures=rupture).list_problemes()
    assert (probleme.code, "T1 2025" in probleme.message) == ("C05", True)
    (probleme,) = verify(R, resultat("30"), resultats=avant, ruptures=rupture).list_problemes()
    assert probleme.code == "C04"


def test_a_cumul_that_doubles_between_two_quarters_is_no_jump() -> None:
    assert verify(R, resultat("700"), resultats=T1).list_problemes() == []


def test_a_correction_that_passes_a_later_quarter_is_asked() -> None:
    rapport = verify(R, resultat("400", trimestre="T1"), resultats=(build_resultat("S.1.2-02", "2025-T2", "348"),))
    assert [p.code for p in rapport.list_problemes()] == ["C04"]


def test_a_few_units_more_are_no_jump() -> None:
    precedent = (build_resultat("S.3.1-02", "2025-T1", "1"),)
    assert verify(R, resultat("4", "S.3.1-02"), resultats=precedent).list_problemes() == []


def test_a_partial_breakdown_below_its_total_is_no_mistake() -> None:
    lignes = (resultat("30", "S.1.2-04"), resultat("20", "S.1.2-04", territoire="94028"))
    assert verify(R, *lignes).list_problemes() == []


def test_a_total_is_compared_with_the_communes_already_published() -> None:
    publies = tuple(build_resultat("S.1.2-04", "2025-T2", "20", territoire=c) for c in ("94017", "94028"))
    (ligne,) = verify(R, resultat("30", "S.1.2-04"), resultats=publies).lignes
    assert [p.code for p in ligne.problemes] == ["C14"]


def test_a_breakdown_whose_parts_are_all_there_makes_its_total() -> None:
    parts = [resultat(v, "S.1.2-04", ventilation=f"parcours:{c}") for v, c in (("10", "emploi"), ("15", "equilibre"))]
    rapport = verify(R, resultat("30", "S.1.2-04"), *parts)
    assert [p.code for p in rapport.list_problemes()] == ["C14"]


def test_shares_within_their_rounding_make_a_hundred() -> None:
    lignes = [resultat(v, f"V3-04{c}") for v, c in (("33,3", "a"), ("33,3", "b"), ("33,3", "c"))]
    assert verify(R, *lignes).list_problemes() == []


@pytest.mark.parametrize(
    ("commentaire", "genre"),
    [
        ("contacter a.b@exemple.fr", "adresse électronique"),
        ("tél. 06.12.34.56.78", "numéro de téléphone"),
        ("dossier 2 85 07 94 028 123 45", "numéro de sécurité sociale"),
    ],
)
def test_personal_data_in_a_comment_is_asked(commentaire: str, genre: str) -> None:
    (probleme,) = verify(R, resultat(commentaire=commentaire)).list_problemes()
    assert (probleme.code, genre in probleme.message) == ("C20", True)


@pytest.mark.parametrize("commentaire", ["12 345 678 € en 2025", "33 jeunes de 16 à 25 ans", "du 01/01 au 30/06/2025"])
def test_an_ordinary_comment_is_not(commentaire: str) -> None:
    assert verify(R, resultat(commentaire=commentaire)).list_problemes() == []


def test_an_execution_becomes_cents() -> None:
    (ligne,) = verify(E, execution("31\u202f795,50 €", montant_connu="31 000")).lignes
    assert ligne.fait == Execution(
        fiche="S.1.2", annee=2025, trimestre=2, financeur=Financeur.ETAT, montant=3_179_550, ligne=2
    )
    assert ligne.valeur_connue == Decimal(3_100_000)


def test_a_dash_of_the_accounting_format_proposes_zero() -> None:
    (ligne,) = verify(E, execution(" -   € ")).lignes
    assert isinstance(ligne.fait, Execution) and ligne.fait.montant == 0
    assert [p.code for p in ligne.problemes] == ["C12"]


def test_a_target_may_be_the_contracts_own_words() -> None:
    (ligne,) = verify(C, cible("À définir")).lignes
    assert isinstance(ligne.fait, Cible)
    assert (ligne.fait.valeur, ligne.fait.texte, ligne.fait.avenant) == (None, "À définir", 1)


def test_an_envelope_a_payment_a_carry_over_and_a_figure_of_context_become_facts() -> None:
    attendus = {
        V: Enveloppe(
            fiche="S.1.2",
            annee=2026,
            financeur=Financeur.CD,
            nature=NatureEnveloppe.PREVISIONNEL,
            montant=20_750_000,
            avenant=1,
            ligne=2,
        ),
        TypeDepot.VERSEMENTS: Versement(
            partie="solidarites",
            annee_convention=2025,
            date_versement=date(2025, 3, 31),
            montant=155_339_500,
            ligne=2,
        ),
        TypeDepot.REPORTS: Report(
            fiche="S.1.2",
            annee_origine=2024,
            annee_destination=2025,
            financeur=Financeur.CD,
            montant=2_600_000,
            ligne=2,
        ),
        TypeDepot.CONTEXTE: Contexte(
            territoire="94028",
            mesure="foyers_rsa",
            periode="31/12/2024",
            bloc="Situation initiale",
            libelle="Nombre de foyers RSA",
            unite="foyers",
            valeur=Decimal(4183),
            ligne=2,
        ),
    }
    lignes = {V: enveloppe(), TypeDepot.VERSEMENTS: versement(), TypeDepot.REPORTS: report()}
    lignes[TypeDepot.CONTEXTE] = contexte()
    for type_depot, attendu in attendus.items():
        rapport = verify(type_depot, lignes[type_depot])
        assert (rapport.lignes[0].fait, rapport.list_problemes()) == (attendu, [])


CELLULES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        "S.1.2-02|S.1.2|2025|T1|T3|94028|parcours:emploi|12,5|-3|1.234|1E5|Idem|#REF!|0,125|1?015|Néant|"
        "État|Prévisionnel|31/03/2025|EFFACER|ND|0|1|20 k€|insertion|foyers_rsa|avenant 2|'=1+1".split("|")
    ),
)


@given(st.sampled_from(TypeDepot), st.data())
def test_any_table_ends_in_a_report(type_depot: TypeDepot, donnees: st.DataObject) -> None:
    noms = [colonne.nom for colonne in COLONNES[type_depot]]
    cellules = st.tuples(CELLULES, st.sampled_from(GenreCellule))
    tables = st.lists(st.dictionaries(st.sampled_from(noms), cellules), max_size=4)
    lignes = donnees.draw(tables)
    rapport = verify(type_depot, *lignes, resultats=T1)
    assert len(rapport.lignes) == len(lignes)


@given(st.sampled_from(TypeDepot), st.data())
def test_a_spoiled_file_of_any_kind_ends_in_a_report(type_depot: TypeDepot, donnees: st.DataObject) -> None:
    contenu = build_exemple_csv(type_depot)
    for _ in range(donnees.draw(st.integers(1, 4))):
        debut = donnees.draw(st.integers(0, len(contenu)))
        fin = donnees.draw(st.integers(debut, min(len(contenu), debut + 12)))
        morceau = donnees.draw(
            st.sampled_from([b";", b'"', b"\n", b"\x00", b"\xff", b"-", b"=", b"1E9"]) | st.binary(max_size=6)
        )
        contenu = contenu[:debut] + morceau + contenu[fin:]
    table, reconnu, problemes = read_fichier(contenu, "depot.csv")
    if table is None or reconnu is None:
        assert any(probleme.niveau is NiveauProbleme.FICHIER for probleme in problemes)
    else:
        rapport = verify_table(table, reconnu, build_contrat(resultats=T1), CONTRIBUTEUR, AUJOURD_HUI)
        assert len(rapport.lignes) == len(table.lignes)


def test_many_rows_of_one_datum_are_named_in_a_short_sentence() -> None:
    rapport = verify(R, *(resultat(str(rang)) for rang in range(100, 200)))
    messages = {probleme.message for probleme in rapport.list_problemes()}
    assert len(messages) == 1 and "2, 3, 4, 5, 6 et 95 autres" in messages.pop()


def build_grande_table(lignes: int) -> tuple[TableLue, ContratLu]:
    """Build that many rows, each of its own datum, and the contract of the sixty communes they are about."""
    communes = [f"{94_100 + rang}" for rang in range(60)]
    lieux = tuple(Territoire(code=code, type=TypeTerritoire.COMMUNE, nom=f"Commune {code}") for code in communes)
    contrat = build_contrat(resultats=T1)
    contrat = replace(contrat, territoires=(*contrat.territoires[:1], *lieux))
    codes = ("S.1.2-01", "S.1.2-02", "S.1.2-04", "S.3.1-02", "V2.1-03a", "S.2.1-01", "S.3.1-01", "V2.1-02")
    ventilations = ("", "parcours:emploi", "parcours:equilibre")
    periodes = [("2024", f"T{t}") for t in range(1, 5)] + [("2025", f"T{t}") for t in range(1, 4)]
    cles = islice(product(codes, communes, ventilations, periodes), lignes)
    rows = [
        resultat("48", code, annee=annee, trimestre=trimestre, territoire=commune, ventilation=ventilation)
        | {"commentaire": "relu par le service", "valeur_connue": "48"}
        for code, commune, ventilation, (annee, trimestre) in cles
    ]
    return build_table(R, *rows), contrat


def test_time_grows_like_the_number_of_rows() -> None:
    durees = []
    for lignes in (1_000, 10_000):
        table, contrat = build_grande_table(lignes)
        debut = process_time()
        rapport = verify_table(table, R, contrat, CONTRIBUTEUR, AUJOURD_HUI)
        durees.append(process_time() - debut)
        assert len(rapport.lignes) == lignes
    assert durees[1] < 40 * durees[0]


def test_a_file_of_unknown_words_is_told_whole_and_suggests_for_the_first_ones_only() -> None:
    communes = [f"Creteill {numero}" for numero in range(SUGGESTIONS_MAX + 50)]
    rapport = verify(R, resultat(territoire="Cretel"), *(resultat(territoire=commune) for commune in communes))
    problemes = [ligne.problemes[0] for ligne in rapport.lignes]
    assert {probleme.code for probleme in problemes} == {"L05"} and len(problemes) == SUGGESTIONS_MAX + 51
    assert problemes[0].propositions == ("Créteil",)
    assert not any(probleme.propositions for probleme in problemes[SUGGESTIONS_MAX:])


def test_a_word_repeated_gets_the_same_suggestion_on_every_row() -> None:
    rapport = verify(R, *(resultat(trimestre=f"T{numero}", territoire="Cretel") for numero in (1, 2, 3)))
    assert {ligne.problemes[0].propositions for ligne in rapport.lignes} == {("Créteil",)}
