"""A form is a file of one row."""

from datetime import date

from lib.domain.credits import Enveloppe
from lib.domain.nomenclatures import TypeDepot
from lib.imports.saisie import build_table
from lib.imports.verification import verify_table
from tests.factories import AUJOURD_HUI, CONTRAT, CONTRIBUTEUR

VALEURS = {"code_fiche": "S.1.2", "annee": "2025", "financeur": "ETAT", "nature": "notifie", "avenant": "1"}


def test_what_is_typed_goes_through_the_rules_of_the_file() -> None:
    table = build_table(TypeDepot.ENVELOPPES, VALEURS | {"montant": "207 500,50 €"})
    (ligne,) = verify_table(table, TypeDepot.ENVELOPPES, CONTRAT, CONTRIBUTEUR, AUJOURD_HUI).lignes
    assert isinstance(ligne.fait, Enveloppe)
    assert (ligne.fait.montant, ligne.fait.avenant, ligne.problemes) == (20750050, 1, ())


def test_helping_columns_are_left_out_and_empty_fields_are_empty_cells() -> None:
    table = build_table(TypeDepot.ENVELOPPES, VALEURS)
    assert "intitule" not in table.lignes[0].cellules
    assert table.lignes[0].cellules["montant"].est_vide
    rapport = verify_table(table, TypeDepot.ENVELOPPES, CONTRAT, CONTRIBUTEUR, date(2025, 8, 15))
    assert [probleme.code for probleme in rapport.lignes[0].problemes] == ["I08"]
    assert rapport.lignes[0].fait is None
