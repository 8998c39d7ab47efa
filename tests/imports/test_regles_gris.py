"""Grey columns: what the store prints there is never asked about, what somebody typed there always is."""

from dataclasses import replace
from decimal import Decimal

import pytest

from lib.domain.comparaison import EtatLigne, compare_lignes, list_en_place
from lib.domain.contrat_lu import ContratLu
from lib.domain.credits import Enveloppe
from lib.domain.depots import COLONNES
from lib.domain.faits import Execution, Report
from lib.domain.indicateurs import Cible
from lib.domain.modeles import build_lignes_modele
from lib.domain.nomenclatures import Financeur, NatureEnveloppe, TypeDepot
from lib.domain.periodes import Trimestre
from lib.domain.tableau import GenreCellule
from lib.domain.verification import LigneVerifiee
from lib.exports.modeles import build_modele_csv, build_modele_xlsx
from lib.imports.lecture import read_fichier
from lib.imports.verification import verify_table
from tests.factories import AUJOURD_HUI, CONTRIBUTEUR, Contenu, build_contrat, build_resultat, build_table

R, E, C, V = TypeDepot.RESULTATS, TypeDepot.EXECUTIONS, TypeDepot.CIBLES, TypeDepot.ENVELOPPES
T2 = Trimestre(2025, 2)
Ligne = dict[str, Contenu]

ETAT, CD = Financeur.ETAT, Financeur.CD
NOTIFIE, PREVU = NatureEnveloppe.NOTIFIE, NatureEnveloppe.PREVISIONNEL
CONTRAT: ContratLu = replace(
    build_contrat(
        resultats=[
            build_resultat("S.1.2-02", "2024-T4", "40"),
            build_resultat("S.1.2-02", "2025-T1", "48"),
            build_resultat("S.1.2-02", "2025-T2", "60"),
            build_resultat("S.2.1-01", "2025-T1", "12.345678"),
            replace(build_resultat("S.3.3-02", "2025-T1", "0"), valeur=None, texte="Plan écrit, à relire"),
        ],
        executions=[Execution(fiche="S.1.2", annee=2025, trimestre=2, financeur=ETAT, montant=3_179_550)],
    ),
    enveloppes=(
        Enveloppe(fiche="S.1.2", annee=2025, financeur=ETAT, nature=PREVU, montant=8_000_000),
        Enveloppe(fiche="S.1.2", annee=2025, financeur=ETAT, nature=NOTIFIE, montant=9_000_000),
    ),
    reports=(Report(fiche="S.1.2", annee_origine=2024, annee_destination=2025, financeur=ETAT, montant=250_000),),
    cibles=(
        Cible(indicateur="S.1.2-02", annee=2025, valeur=Decimal(70)),
        Cible(indicateur="S.1.2-02", annee=2026, texte="À définir"),
    ),
)


def _verify(type_depot: TypeDepot, *lignes: Ligne) -> list[LigneVerifiee]:
    table = build_table(type_depot, *lignes)
    return list(verify_table(table, type_depot, CONTRAT, CONTRIBUTEUR, AUJOURD_HUI).lignes)


def _resultat(code: str = "S.1.2-02", trimestre: str = "T2", **champs: Contenu) -> Ligne:
    return {"code_indicateur": code, "annee": "2025", "trimestre": trimestre, "valeur": ""} | champs


def _execution(**champs: Contenu) -> Ligne:
    cle = {"code_fiche": "S.1.2", "annee": "2025", "trimestre": "T2", "financeur": "État", "montant_realise": ""}
    return cle | champs


def _cible(annee: str = "2025", **champs: Contenu) -> Ligne:
    return {"code_indicateur": "S.1.2-02", "annee": annee, "valeur": "", "avenant": ""} | champs


def _enveloppe(nature: str = "Notifié", **champs: Contenu) -> Ligne:
    cle = {"code_fiche": "S.1.2", "annee": "2025", "financeur": "État", "nature": nature, "montant": "", "avenant": ""}
    return cle | champs


@pytest.mark.parametrize(
    ("type_depot", "ligne"),
    [
        (R, _resultat(valeur_precedente="48", valeur_connue="60")),
        (R, _resultat(valeur_precedente="40")),  # T1 was not there yet when the template was downloaded
        (R, _resultat(valeur_precedente=("48", GenreCellule.NOMBRE))),
        (R, _resultat("S.2.1-01", valeur_precedente="12,35")),  # as a narrow column shows it
        (R, _resultat("S.2.1-01", valeur_precedente="12,34…")),
        (R, _resultat("S.2.1-01", valeur_precedente="####")),
        (R, _resultat("S.3.3-02", valeur_precedente="Plan écrit, à relire")),
        (R, _resultat(libelle="Jeunes de 16 à 25 ans", unite="jeunes", fenetre="cumul depuis le 1er janvier 2025")),
        (R, _resultat(trimestre_precedent="T1 2025", unite="% des ménages")),
        (R, _resultat(valeur_precedente=("#REF!", GenreCellule.ERREUR))),
        (E, _execution(montant_connu="31 795,50", montant_prevu="92 500", intitule="Loger les jeunes")),
        (E, _execution(montant_prevu="90000")),  # before the carry-over was recorded
        (E, _execution(montant_prevu="80 000,00")),  # before the amount was notified
        (C, _cible(cible_en_vigueur="70")),
        (C, _cible("2026", cible_en_vigueur="À définir")),
        (V, _enveloppe(montant_en_vigueur="90000")),
        (V, _enveloppe("Prévisionnel", montant_en_vigueur="80000")),
    ],
)
def test_what_the_store_prints_now_or_printed_before_is_not_asked(type_depot: TypeDepot, ligne: Ligne) -> None:
    assert [p.code for lue in _verify(type_depot, ligne) for p in lue.problemes] == []


@pytest.mark.parametrize(
    ("type_depot", "ligne", "precision"),
    [
        (R, _resultat(valeur_precedente="24"), "écrit 48"),
        (R, _resultat(trimestre="T1", valeur_precedente="24"), "écrit 40"),
        (R, _resultat(valeur_connue="24"), "écrit 60"),
        (R, _resultat(valeur_connue="48"), "écrit 60"),
        (R, _resultat(valeur_connue="ND"), "écrit 60"),
        (R, _resultat(valeur_connue="environ 24"), "écrit 60"),
        (R, _resultat("S.1.2-04", valeur_precedente="24"), "n’écrit rien"),
        (R, _resultat(territoire="Créteil", valeur_precedente="48"), "n’écrit rien"),
        (R, _resultat("S.2.1-01", valeur_precedente="12,5"), "écrit 12,345678"),
        (R, _resultat("S.3.3-02", valeur_precedente="Plan publié"), "écrit Plan écrit, à relire"),
        (R, _resultat(libelle="24"), ""),
        (R, _resultat(unite=("24", GenreCellule.NOMBRE)), ""),
        (R, _resultat(fenetre="1 015"), ""),
        (R, _resultat(trimestre_precedent="12,5 %"), ""),
        (E, _execution(montant_connu="24000"), "écrit 31 795,5"),
        (E, _execution(montant_prevu="31 000 €"), "écrit 92 500"),
        (E, _execution(financeur="CD", montant_connu="24000"), "n’écrit rien"),
        (E, _execution(intitule="24 000"), ""),
        (C, _cible(cible_en_vigueur="75"), "écrit 70"),
        (C, _cible("2027", cible_en_vigueur="75"), "n’écrit rien"),
        (V, _enveloppe(montant_en_vigueur="95 000"), "écrit 90 000"),
        (TypeDepot.REPORTS, {"fiche": "S.1.2", "annee_origine": "2024", "annee_destination": "2025", "financeur": "CD",
                             "montant": "", "intitule": "2500"}, ""),
        (TypeDepot.CONTEXTE, {"territoire": "Créteil", "mesure": "foyers_rsa", "date": "31/12/2024", "valeur": "",
                              "libelle": "4183"}, ""),
    ],
)  # fmt: skip
def test_a_figure_typed_in_a_grey_column_is_asked(type_depot: TypeDepot, ligne: Ligne, precision: str) -> None:
    (lue,) = _verify(type_depot, ligne)
    (probleme,) = lue.problemes
    assert (lue.vide, lue.fait, probleme.code) == (True, None, "C25")
    assert precision in probleme.message.replace("\u202f", " ")
    assert ("où l’outil" in probleme.message) == bool(precision)


def test_a_row_whose_white_cell_is_filled_is_asked_nothing_of_its_grey_ones() -> None:
    (lue,) = _verify(R, _resultat(valeur="64", valeur_precedente="24"))
    assert [p.code for p in lue.problemes] == []


def test_an_unanswered_question_keeps_the_row_out_and_an_answer_leaves_it_empty() -> None:
    lignes = _verify(R, _resultat(valeur_precedente="24"), _resultat("S.1.2-04"))
    en_place = list_en_place(CONTRAT, R)
    avant = [ligne.etat for ligne in compare_lignes(lignes, en_place, R) if ligne.numero]
    apres = [ligne.etat for ligne in compare_lignes(lignes, en_place, R, frozenset({"C25"})) if ligne.numero]
    assert avant == [EtatLigne.A_CONFIRMER, EtatLigne.VIDE]
    assert apres == [EtatLigne.VIDE, EtatLigne.VIDE]


@pytest.mark.parametrize("type_depot", TypeDepot)
@pytest.mark.parametrize("trimestre", [Trimestre(2024, 4), Trimestre(2025, 1), T2])
def test_a_template_left_empty_is_asked_nothing(type_depot: TypeDepot, trimestre: Trimestre) -> None:
    lignes = build_lignes_modele(CONTRAT, type_depot, trimestre, CONTRIBUTEUR, hors_periode=True)
    for contenu in (build_modele_xlsx(type_depot, trimestre, lignes), build_modele_csv(type_depot, lignes)):
        table, _, _ = read_fichier(contenu, "modele", type_depot)
        assert table is not None
        rapport = verify_table(table, type_depot, CONTRAT, CONTRIBUTEUR, AUJOURD_HUI)
        assert rapport.list_problemes() == []


def test_every_grey_figure_has_its_rule() -> None:
    """A figure in each grey column of each file, on a row whose key is unknown: none is passed over, none breaks."""
    for type_depot, colonnes in COLONNES.items():
        for aide in (colonne.nom for colonne in colonnes if colonne.aide):
            (lue,) = _verify(type_depot, {aide: "24,5"})
            assert "C25" in [p.code for p in lue.problemes], (type_depot, aide)


def test_an_older_template_asks_about_a_value_corrected_since() -> None:
    """What the value was before is not in the contract as it is read: asking costs one answer, silence a value."""
    corrige = [replace(r, valeur=Decimal(50)) if r.valeur == 48 else r for r in CONTRAT.resultats]
    table = build_table(R, _resultat(valeur_precedente="48"))
    rapport = verify_table(table, R, replace(CONTRAT, resultats=tuple(corrige)), CONTRIBUTEUR, AUJOURD_HUI)
    assert [p.code for p in rapport.list_problemes()] == ["C25"]
