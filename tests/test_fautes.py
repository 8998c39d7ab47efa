"""The checker of sentences sees what is wrong, and nothing in what is right."""

import pytest

from tests.fautes import list_debuts, list_fautes
from tests.phrases import list_textes_html

NBSP, FINE = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("texte", "faute"),
    [
        ("Source : contrat", "espace ordinaire devant"),
        ("reçu ; attendu", "espace ordinaire devant"),
        ("50 % de plus", "espace ordinaire devant"),
        (f"nombre et{FINE}% de personnes", "espace fine devant"),
        ("12 € de trop", "espace ordinaire devant"),
        ("Vraiment ?", "espace ordinaire devant"),
        (f"reçu{NBSP}; attendu", "mauvaise espace insécable devant « ; ! ? % »"),
        (f"12{FINE}€", "mauvaise espace insécable devant « : € »"),
        ("50% de plus", "pas d’espace devant « ; ! ? % € »"),
        ("Source: contrat", "pas d’espace devant « : »"),
        ("le mot « reçu »", "espace ordinaire dans les guillemets"),
        ("le mot «reçu»", "guillemets sans espace"),
        ("l'État", "apostrophe droite"),
        ("deux  mots", "double espace"),
        ("12 000 foyers", "espace ordinaire entre milliers"),
        (f"taux de 23,9904988{FINE}%", "trop de décimales"),
        ("jusqu’au 2024-12-31", "date de machine"),
        ("12.5 jeunes", "point décimal"),
        ("1 lignes", "pluriel après 0 ou 1"),
        ("0 cibles", "pluriel après 0 ou 1"),
        ("dont 1 reçus", "pluriel après 0 ou 1"),
        ("2 ligne", "pluriel après 2"),
        (f"1{FINE}200 résultat", "pluriel après 2"),
        (f"État{NBSP}: En retard", "majuscule après deux-points"),
        ("le verdict de indicateur", "élision manquante"),
        ("ce que il faut", "élision manquante"),
        ("la part de le Département", "« de le »"),
        ("si il faut", "élision manquante"),
        ("le hébergement", "élision manquante"),
        ("valeur None", "mot anglais ou de machine"),
        ("Select a file", "mot anglais ou de machine"),
    ],
)
def test_each_fault_is_seen_and_named(texte: str, faute: str) -> None:
    assert [trouvee for trouvee in list_fautes(texte) if trouvee.startswith(faute)], list_fautes(texte)


@pytest.mark.parametrize(
    "texte",
    [
        f"T4 2024{NBSP}: 12 cibles sur 18 atteintes, 1 en retard{FINE}; 88 résultats reçus.",
        f"Source{NBSP}: art. 2.2 et 3, l.860-861, fiche S.1.2{FINE}; IGN GEOFLA 2.2 (2016)",
        "nombre et % de personnes",
        "FR-02 % du stock",
        f"12{FINE}000{NBSP}€, soit 92,1{FINE}% à 12:30 le 31/12/2024",
        f"État{NBSP}: sans objet{FINE}; RSA{NBSP}: T4{FINE}; lu par{NBSP}: Conseil départemental",
        f"le mot «{NBSP}reçu{NBSP}»{FINE}?",
        "1 fois, 1 mois, 0 avis, 1 ligne, 2 lignes, 1,5 point, T1 2024 pour 11 avis",
        "de onze, de huit, le handicap, la hausse, le 1er, de A à B, le oui",
        "https://exemple.fr/?a=1",
        "L’indicateur de l’État n’est pas de ceux qu’il juge.",
    ],
)
def test_a_right_sentence_is_left_alone(texte: str) -> None:
    assert list_fautes(texte) == []


def test_what_is_quoted_keeps_its_capital_after_a_colon() -> None:
    debuts = list_debuts(["Nombre d'enfants", "Cantines solidaires : Repas servis", "Nom"])
    assert list_fautes(f"Cible{NBSP}: Nombre d’enfants suivis", debuts) == []
    assert list_fautes(f"Cible{NBSP}: Repas servis", debuts) == []
    assert list_fautes(f"Cible{NBSP}: Nom", debuts) == []
    assert list_fautes(f"Cible{NBSP}: Norme", debuts)


@pytest.mark.parametrize(
    ("html", "textes"),
    [
        ("<p>a <b>b</b></p><p>c</p>", ["a b", "c"]),
        ("<style>p { a: b }</style><p title='x'>y</p>", ["x", "y"]),
        ("**Reçu** et [lien](/depot?a=1)", ["Reçu et lien"]),
        ("<span class='code'>S.1</span><span class='intitule'>Nom</span>", ["S.1", "Nom"]),
    ],
)
def test_a_piece_of_html_is_read_block_by_block(html: str, textes: list[str]) -> None:
    assert list_textes_html(html) == textes
