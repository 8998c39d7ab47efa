"""Mending a file on the Dépôt page: cells typed again, suggestions, columns, what was said kept for the next file."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from lib.usecases.contrats import build_contrat_lu, get_code
from lib.usecases.lots import list_lots
from lib.usecases.recu import get_piece
from tests.imports.fabrique import build_classeur
from tests.pages.test_depot import CD, click, contributeur, give, list_valeurs, make_contenu, open_depot, publish
from tests.pages.visite import clean, read_html

__all__ = ["contributeur"]

pytestmark = pytest.mark.usefixtures("contributeur")


def fill(page: AppTest, lieu: str, texte: str) -> AppTest:
    """Type in the field of a cell, without leaving for anything else yet."""
    (champ,) = [champ for champ in page.text_input if champ.label == f"Correction de la {lieu}"]
    return champ.set_value(texte)


def list_champs(page: AppTest) -> list[str]:
    return [clean(champ.label) for champ in page.text_input if champ.label.startswith("Correction")]


def list_boutons(page: AppTest, debut: str) -> list[str]:
    return [clean(bouton.label) for bouton in page.button if clean(bouton.label).startswith(debut)]


def select(page: AppTest, libelle: str, choix: str) -> AppTest:
    (liste,) = [liste for liste in page.selectbox if liste.label == libelle]
    liste.select(choix).run()
    assert not page.exception
    return page


def test_a_red_cell_is_typed_again_and_verified_at_once(application: AppTest) -> None:
    page = give(open_depot(application), "S.1.3-01;2024;T4;28", "S.1.3-02;2024;T4;environ 12")
    html = clean(read_html(page))
    assert "Ligne 3, colonne D « valeur »" in html and "Attendu : un nombre seul" in html
    assert "S.1.3-02;2024;T4;<span class='lu'>environ 12</span>" in html
    assert "<b>ici</b>" in html
    fill(page, "cellule D3", "une douzaine")
    page = click(page, "Vérifier mes corrections")
    assert "« une douzaine » n’est pas un nombre" in clean(read_html(page))
    fill(page, "cellule D3", "12")
    page = click(page, "Vérifier mes corrections")
    html = clean(read_html(page))
    assert "2 lignes lues : 2 prêtes" in html and list_champs(page) == []
    assert "Ligne 3, colonne D « valeur » : « environ 12 » → « 12 »" in html
    click(page, "Publier les 2 lignes")
    assert list_valeurs() == [("S.1.3-01", "28"), ("S.1.3-02", "12")]
    numero = list_lots(get_code(None))[-1].numero
    assert get_piece(CD, get_code(None), numero)[1] == make_contenu(
        "S.1.3-01;2024;T4;28", "S.1.3-02;2024;T4;environ 12"
    )


def test_a_correction_is_taken_back(application: AppTest) -> None:
    page = give(open_depot(application), "S.1.3-02;2024;T4;environ 12")
    fill(page, "cellule D2", "12")
    page = click(page, "Vérifier mes corrections")
    page = click(page, "Rétablir « environ 12 »")
    assert "1 ligne lue : 0 prête, 1 à corriger" in clean(read_html(page))
    (champ,) = [champ for champ in page.text_input if champ.label.startswith("Correction")]
    assert champ.value == "environ 12"
    champ.set_value("environ 12")
    page = click(page, "Vérifier mes corrections")
    assert list_boutons(page, "Rétablir") == []


def test_what_was_typed_is_not_lost_when_another_answer_is_given(application: AppTest) -> None:
    publish("S.1.2-01;2024;T3;40")
    page = give(open_depot(application), "S.1.3-02;2024;T4;x", "S.1.2-01;2024;T4;35", "S.1.3-01;2024;T4;y")
    fill(page, "cellule D2", "12")
    (boite,) = [boite for boite in page.checkbox if "cumul en baisse" in boite.label]
    boite.check().run()
    html = clean(read_html(page))
    assert "3 lignes lues : 2 prêtes, 1 à corriger" in html
    assert "Ligne 2, colonne D « valeur » : « x » → « 12 »" in html


def test_what_was_typed_and_not_verified_is_never_published_unseen(application: AppTest) -> None:
    page = give(open_depot(application), "S.1.3-01;2024;T4;28", "S.1.3-02;2024;T4;x")
    fill(page, "cellule D3", "12")
    page = click(page, "Publier la ligne correcte (1 laissée de côté)")
    assert list_valeurs() == []
    assert "2 lignes lues : 2 prêtes" in clean(read_html(page))
    click(page, "Publier les 2 lignes")
    assert len(list_valeurs()) == 2


def test_a_suggestion_is_accepted_by_one_click(application: AppTest) -> None:
    page = give(open_depot(application), "S.1.2-2;2024;T4;61", '"S.2.1-01;2024;T4;12,5"')
    nom = build_contrat_lu(get_code(None)).indicateur_par_code["S.1.2-02"].libelle
    assert f"Lire S.1.2-02 « {nom[:70]}" in " ".join(list_boutons(page, "Lire"))
    page = click(page, "Lire S.1.2-02")
    page = click(page, "Lire : S.2.1-01;2024;T4;12,5")
    html = clean(read_html(page))
    assert "2 lignes lues : 2 prêtes" in html
    assert 'Ligne 3, entière : « "S.2.1-01;2024;T4;12,5" » → « S.2.1-01;2024;T4;12,5 »'.replace('"', "&quot;") in html


def test_a_suggestion_is_applied_to_all_the_cells_alike(application: AppTest) -> None:
    lignes = [f"S.1.2-2;2024;T{trimestre};{60 + trimestre}" for trimestre in (1, 2, 3, 4)]
    page = give(open_depot(application), *lignes)
    communs = [b for b in page.button if "dans les 4 cellules semblables" in clean(b.label) and "S.1.2-02" in b.label]
    communs[0].click().run()
    assert "4 lignes lues : 4 prêtes" in clean(read_html(page))
    assert "✓ **4 cellules corrigées ici**" in [expander.label for expander in page.expander]


def test_a_question_may_be_mended_instead_of_confirmed(application: AppTest) -> None:
    publish("S.1.2-01;2024;T3;40")
    page = give(open_depot(application), "S.1.2-01;2024;T4;35")
    fill(page, "cellule D2", "45")
    page = click(page, "Vérifier mes corrections")
    assert "1 ligne lue : 1 prête" in clean(read_html(page))
    assert not [boite for boite in page.checkbox if "cumul en baisse" in boite.label]


def test_a_confirmation_does_not_hold_for_a_question_raised_since(application: AppTest) -> None:
    publish("S.1.2-01;2024;T3;40", "S.1.3-02;2024;T3;30")
    page = give(open_depot(application), "S.1.2-01;2024;T4;35", "S.1.3-02;2024;T4;x")
    (boite,) = [boite for boite in page.checkbox if "cumul en baisse" in boite.label]
    boite.check().run()
    fill(page, "cellule D3", "20")
    page = click(page, "Vérifier mes corrections")
    assert "2 lignes lues : 0 prête, 2 à confirmer" in clean(read_html(page))
    (boite,) = [boite for boite in page.checkbox if "cumul en baisse" in boite.label]
    assert boite.value is False
    boite.check().run()
    assert "2 lignes lues : 2 prêtes" in clean(read_html(page))


def test_a_long_list_is_shown_by_fifteen_cells(application: AppTest) -> None:
    codes = [i.code for i in build_contrat_lu(get_code(None)).indicateurs if i.code.startswith("S.") and not i.formule]
    page = give(open_depot(application), *(f"{code};2024;T4;x" for code in codes))
    faux = int(re.findall(r"(\d+) à corriger", clean(read_html(page)))[0])
    assert len(list_champs(page)) == 15 < faux
    assert f"Et {faux - 15} autres, dans le classeur annoté." in clean(read_html(page))
    click(page, f"Montrer {min(15, faux - 15)} cellules de plus")
    assert len(list_champs(page)) == min(30, faux)


def test_leaving_rows_out_is_listed_and_never_the_first_gesture(application: AppTest) -> None:
    page = give(open_depot(application), "S.1.3-01;2024;T4;28", "S.1.3-02;2024;T4;environ 12")
    html = clean(read_html(page))
    assert "1 ligne resterait de côté" in " ".join(clean(expander.label) for expander in page.expander)
    assert "<b>Ligne 3</b> · S.1.3-02 · Nombre de familles accompagnées : « environ 12 » n’est pas un nombre" in html
    genres = {clean(bouton.label): bouton.proto.type for bouton in page.button}
    assert genres["Publier la ligne correcte (1 laissée de côté)"] == "secondary"
    assert genres["Corriger la cellule en rouge"] == genres["Vérifier mes corrections"] == "primary"
    page = click(page, "Publier la ligne correcte (1 laissée de côté)")
    html = clean(read_html(page))
    assert "Dépôt n° 2 publié : 1 valeur" in html and "« environ 12 » n’est pas un nombre" in html


def test_the_page_leads_to_the_confirmation_once(application: AppTest) -> None:
    page = click(give(open_depot(application), "S.1.3-01;2024;T4;28"), "Publier la ligne")
    assert "<h2 class='compte' tabindex='-1'>" in read_html(page) and "h2.compte" in read_html(page)
    page.toggle[0].set_value(True).run()
    assert '"h2.compte"' not in read_html(page)


ENTETE_MAISON = "code;annee;trimestre;Réalisé T4;Vu par"


def test_a_missing_column_is_said_on_the_page_and_kept_for_the_next_file(application: AppTest) -> None:
    page = give(open_depot(application), "S.1.3-01;2024;T4;28;MD", entete=ENTETE_MAISON)
    html = clean(read_html(page))
    assert "Il manque la colonne « valeur »" in html and "le fichier est relu aussitôt" in html
    assert "<b>D</b>« Réalisé T4 »" in html and "<p class='colonne exemples'>28</p>" in html
    assert list_boutons(page, "Lire comme") == ["Lire comme « Valeur »"]
    page = select(page, "Colonne D, lue comme", "valeur")
    assert "1 ligne lue : 1 prête" in clean(read_html(page))
    click(page, "Publier la ligne")
    page = click(page, "Déposer un autre fichier")

    page = give(page, "S.1.3-02;2025;T1;31;MD", entete=ENTETE_MAISON.replace("T4", "T1"), nom="t1.csv")
    panneau = next(clean(expander.label) for expander in page.expander if "Colonnes lues" in expander.label)
    assert panneau == "Colonnes lues : 4 sur 5 (1 reprise de votre dépôt n° 2), voir ou changer"
    (boite,) = [boite for boite in page.checkbox if "autre trimestre" in boite.label]
    boite.check().run()
    click(page, "Publier la ligne")
    assert sorted(list_valeurs()) == [("S.1.3-01", "28"), ("S.1.3-02", "31")]


def test_of_two_columns_of_one_name_the_other_is_ignored(application: AppTest) -> None:
    entete = "code;annee;trimestre;valeur;valeur"
    page = give(open_depot(application), "S.1.3-01;2024;T4;28;30", entete=entete)
    assert "Deux colonnes portent le nom « valeur »" in clean(read_html(page))
    page = select(page, "Colonne D, lue comme", "")
    html = clean(read_html(page))
    assert "1 ligne lue : 1 prête" in html and "<ins>30</ins>" in html


def test_the_answers_given_come_back_when_the_file_can_be_read_again(application: AppTest) -> None:
    publish("S.1.2-01;2024;T3;40", "S.1.3-01;2024;T4;28")
    lignes = ("S.1.2-01;2024;T4;;35;;S", "S.1.3-01;2024;T4;26;30;;", "S.1.3-02;2024;T4;;x;7;")
    page = give(open_depot(application), *lignes, entete="code;annee;trimestre;valeur_connue;valeur;valeur;statut2")
    page = select(page, "Colonne F, lue comme", "")
    (boite,) = [boite for boite in page.checkbox if "cumul en baisse" in boite.label]
    boite.check().run()
    page.radio[0].set_value(page.radio[0].options[1]).run()
    fill(page, "cellule E4", "33")
    page = click(page, "Vérifier mes corrections")
    assert "3 lignes lues : 3 prêtes" in clean(read_html(page))
    page = give(page, "S.1.3-02;2024;T4;31", nom="autre.csv")
    page = give(page, *lignes, entete="code;annee;trimestre;valeur_connue;valeur;valeur;statut2")
    assert "3 lignes lues : 3 prêtes" in clean(read_html(page))


def test_a_column_that_counts_is_asked_about_and_told_to_be_of_no_use(application: AppTest) -> None:
    page = give(open_depot(application), "S.1.3-01;2024;T4;28;31", entete="code;annee;trimestre;valeur;Autre compte")
    assert "1 ligne lue : 0 prête, 1 à confirmer" in clean(read_html(page))
    page = click(page, "Aucune autre colonne n’est à lire")
    assert "1 ligne lue : 1 prête" in clean(read_html(page))


def test_the_row_of_titles_is_pointed_at_then_its_columns_are_said(application: AppTest) -> None:
    lignes = ("Quoi|An|Tri|Combien", "S.1.3-01|2024|4|28")
    page = give(open_depot(application), *lignes, entete="Suivi du service")
    html = clean(read_html(page))
    assert "Aucune ligne de titres reconnue" in html and "<td>Combien</td>" in html
    page = select(page, "Ligne des titres", 2)
    for lettre, role in (("A", "code_indicateur"), ("B", "annee"), ("C", "trimestre"), ("D", "valeur")):
        page = select(page, f"Colonne {lettre}, lue comme", role)
    assert "1 ligne lue : 1 prête" in clean(read_html(page))
    click(page, "Publier la ligne")
    assert list_valeurs() == [("S.1.3-01", "28")]


def test_the_sheet_of_a_workbook_is_chosen_and_its_cells_mended_there(application: AppTest) -> None:
    feuilles = {
        "Brouillon": [["Quoi", "Combien"], ["x", "y"]],
        "Suivi": [["Code", "Annee", "Trimestre", "Combien"], ["S.1.3-02", 2024, "T4", "environ 12"]],
    }
    page = open_depot(application)
    page.file_uploader[0].set_value(("suivi.xlsx", build_classeur(feuilles), "application/xlsx")).run()
    assert "Il manque la colonne « valeur »" in clean(read_html(page))
    page = select(page, "Feuille à lire", "Brouillon")
    assert "Aucune ligne de titres reconnue" in clean(read_html(page))
    page = select(page, "Feuille à lire", "Suivi")
    page = select(page, "Colonne D, lue comme", "valeur")
    assert "S.1.3-02 | 2024 | T4 | <span class='lu'>environ 12</span>" in clean(read_html(page))
    fill(page, "cellule D2", "12")
    page = click(page, "Vérifier mes corrections")
    assert "1 ligne lue : 1 prête" in clean(read_html(page))
    click(page, "Publier la ligne")
    assert list_valeurs() == [("S.1.3-02", "12")]


def test_a_file_of_another_kind_is_mended_as_what_it_is(application: AppTest) -> None:
    entete = "code_fiche;annee;trimestre;financeur;montant_realise"
    page = give(open_depot(application), "S.1.3;2024;T4;CD;beaucoup", entete=entete, nom="exec.csv")
    fill(page, "cellule E2", "120000")
    page = click(page, "Vérifier mes corrections")
    assert "1 ligne lue : 1 prête" in clean(read_html(page))
    click(page, "Publier la ligne")
    assert [e.montant for e in build_contrat_lu(get_code(None)).executions] == [12_000_000]
