"""How sentences are built in French: agreement, elision, enumerations, typography."""

from decimal import Decimal

import pytest

from lib.domain.formats import FINE, INSECABLE
from lib.domain.phrases import (
    can_elider,
    format_accord,
    format_elision,
    format_html,
    format_liste,
    format_quantite,
    format_texte,
)


def lire(texte: str) -> str:
    """Make the invisible spaces visible: _ for U+202F, ~ for U+00A0."""
    return texte.replace(FINE, "_").replace(INSECABLE, "~")


@pytest.mark.parametrize(
    ("nombre", "mots", "attendu"),
    [
        (0, ("ligne",), "0 ligne"),
        (1, ("ligne",), "1 ligne"),
        (Decimal("1.5"), ("point",), "1,5 point"),
        (2, ("ligne",), "2 lignes"),
        (-3, ("point",), "−3 points"),
        (1200, ("ligne",), "1_200 lignes"),
        (3, ("valeur provisoire",), "3 valeurs provisoires"),
        (3, ("trimestre de retard",), "3 trimestres de retard"),
        (3, ("ligne d’action",), "3 lignes d’action"),
        (3, ("donnée non transmise",), "3 données non transmises"),
        (3, ("avis",), "3 avis"),
        (3, ("tableau",), "3 tableaux"),
        (3, ("total", "totaux"), "3 totaux"),
        (0, ("donnée reçue", "", "aucune"), "aucune donnée reçue"),
    ],
)
def test_a_count_agrees_from_two_on(nombre: int | Decimal, mots: tuple[str, ...], attendu: str) -> None:
    assert lire(format_quantite(nombre, *mots)) == attendu


@pytest.mark.parametrize(("nombre", "attendu"), [(0, "est attendue"), (1, "est attendue"), (2, "sont attendues")])
def test_verbs_and_participles_agree_without_their_count(nombre: int, attendu: str) -> None:
    assert f"{format_accord(nombre, 'est', 'sont')} {format_accord(nombre, 'attendue')}" == attendu


@pytest.mark.parametrize(
    ("mot", "suite", "attendu"),
    [
        ("de", "Humanesens", "d’Humanesens"),
        ("de", "État", "d’État"),
        ("de", "onze", "de onze"),
        ("de", "11", "de 11"),
        ("de", "handicap", "de handicap"),
        ("de", "hébergement", "d’hébergement"),
        ("de", "Département", "de Département"),
        ("de", "œuvre", "d’œuvre"),
        ("de", "«\u00a0École\u00a0»", "d’«\u00a0École\u00a0»"),
        ("que", "il", "qu’il"),
        ("Le", "État", "L’État"),
        ("la", "heure", "l’heure"),
        ("la", "hausse", "la hausse"),
        ("de", "", "de "),
    ],
)
def test_a_vowel_is_elided_where_french_asks_for_it(mot: str, suite: str, attendu: str) -> None:
    assert format_elision(mot, suite) == attendu


@pytest.mark.parametrize("mot", ["yaourt", "oui", "ululer", "Yonne", "halte", "héros", "1er"])
def test_some_words_never_ask_for_an_elision(mot: str) -> None:
    assert can_elider(mot) is False


@pytest.mark.parametrize(
    ("elements", "attendu"), [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")]
)
def test_an_enumeration_ends_with_its_conjunction(elements: list[str], attendu: str) -> None:
    assert format_liste(elements) == attendu


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("Source : contrat ; art. 3 ?", "Source~: contrat_; art. 3_?"),
        ("« oui »", "«~oui~»"),
        ("100 % de 12 000 € !", "100_% de 12_000~€_!"),
        ("12\u00a0000\u00a0€\u00a0; 5\u00a0%", "12_000~€_; 5_%"),
        ("l'État d'abord", "l’État d’abord"),
        ("'2024'", "'2024'"),
        ("à 12:30, https://exemple.fr/?a=1&b=2", "à 12:30, https://exemple.fr/?a=1&b=2"),
        ("l. 1234 567", "l. 1234 567"),
        ("fiche S.1.2, l.860 861", "fiche S.1.2, l.860 861"),
        ("T4 2024 350 jeunes", "T4 2024 350 jeunes"),
        (":material/home: et ![image](a.png)", ":material/home: et ![image](a.png)"),
        ("| :--- | ---: |", "| :--- | ---: |"),
        ("déjà\u00a0: bien\u202f; oui", "déjà~: bien_; oui"),
    ],
)
def test_the_spaces_of_a_text_are_put_right_and_nothing_else(texte: str, attendu: str) -> None:
    assert lire(format_texte(texte)) == attendu
    assert format_texte(format_texte(texte)) == format_texte(texte)


@pytest.mark.parametrize(
    ("html", "attendu"),
    [
        ("<strong>Non</strong> : rien ;", "<strong>Non</strong>~: rien_;"),
        ("<a href='/x?a=1 ; b' title='oui : non'>oui</a>", "<a href='/x?a=1 ; b' title='oui~: non'>oui</a>"),
        ("<style>a { b : c ; }</style><p>d ;</p>", "<style>a { b : c ; }</style><p>d_;</p>"),
        ("&lt;b&gt; : l&#x27;eau", "&lt;b&gt;~: l’eau"),
        ("`SELECT 1 ;` puis : fin", "`SELECT 1 ;` puis~: fin"),
    ],
)
def test_tags_styles_and_code_are_left_as_they_are(html: str, attendu: str) -> None:
    assert lire(format_html(html)) == attendu
