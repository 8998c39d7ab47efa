import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.imports.mojibake import repair_mojibake
from lib.imports.texte import ENCODAGES, get_libelle_encodage, read_texte

FRANCAIS = [
    "Créteil;12",
    "Année",
    "12,5 €;total",
    "N° de fiche",
    "1\u00a0015;jeunes",
    "Évry-sur-Seine",
    "à définir;À compléter",
    "L’accès à l’emploi – « été »",
    "cœur;œuvre",
    "ÉTAT;DÉPARTEMENT",
    "COMMENTAIRE D'ÉTÉ",
    "Hôpital;Fête;Noël;Français;où",
    "L’Haÿ-les-Roses;prévu;réalisé",
    "31\u00a0795,00\u00a0€",
    "Forêt;Maïs;Île",
]


def _list_ecritures() -> list[tuple[str, bytes]]:
    """Every French text in every encoding that can write it (MS-DOS has no « ’ », Windows no lost character)."""
    ecritures = [(texte, texte.encode(code, errors="ignore"), code) for texte in FRANCAIS for code in ENCODAGES]
    return [(texte, contenu) for texte, contenu, code in ecritures if contenu.decode(code) == texte]


@pytest.mark.parametrize(("texte", "contenu"), _list_ecritures())
def test_french_text_is_read_back_from_every_encoding_that_can_write_it(texte: str, contenu: bytes):
    assert read_texte(contenu).texte == texte


@pytest.mark.parametrize("fin", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("encodage", ["utf-8", "cp1252", "utf-16"])
def test_every_end_of_line_becomes_the_same(fin: str, encodage: str):
    assert read_texte(f"été{fin}hiver{fin}".encode(encodage)).texte == "été\nhiver\n"


@pytest.mark.parametrize(
    ("contenu", "encodage"),
    [
        (b"abc", "utf-8"),
        ("été".encode(), "utf-8"),
        ("été".encode("utf-8-sig"), "utf-8"),
        ("été".encode("cp1252"), "cp1252"),
        ("12 €".encode("iso-8859-15"), "iso-8859-15"),
        ("été".encode("mac_roman"), "mac_roman"),
        ("été".encode("cp850"), "cp850"),
        ("été".encode("utf-16"), "utf-16-le"),
        ("Créteil".encode("utf-16-be"), "utf-16-be"),
        ("été\n".encode() + "hiver à Créteil".encode("cp1252"), "utf-8+cp1252"),
        (b"", "utf-8"),
    ],
)
def test_the_encoding_found_is_said(contenu: bytes, encodage: str):
    assert read_texte(contenu).encodage == encodage


def test_the_byte_order_mark_is_not_part_of_the_text():
    assert read_texte("code".encode("utf-8-sig")).texte == "code"
    assert read_texte("code".encode("utf-16")).texte == "code"


def test_an_imposed_encoding_is_obeyed_even_when_it_reads_badly():
    lu = read_texte("Créteil".encode(), encodage="cp1252")
    assert (lu.texte, lu.encodage, lu.repare) == ("CrÃ©teil", "cp1252", ())


def test_an_imposed_encoding_that_does_not_exist_is_ignored():
    assert read_texte("Créteil".encode("cp1252"), encodage="klingon").texte == "Créteil"


def test_each_line_of_a_mixed_file_is_read_in_its_own_encoding():
    lignes = ["Créteil".encode(), "prévu à l’été".encode("cp1252"), b"ascii", "œuvre".encode()]
    assert read_texte(b"\r\n".join(lignes)).texte == "Créteil\nprévu à l’été\nascii\nœuvre"


def test_mixed_encodings_are_named():
    assert get_libelle_encodage("utf-8+mac_roman") == "UTF-8 et Macintosh mêlés"


@pytest.mark.parametrize("mauvais", ["cp1252", "latin-1", "mac_roman", "cp850"])
def test_text_once_read_in_the_wrong_encoding_is_repaired_and_said(mauvais: str):
    abime = "Résultat réalisé à Créteil".encode().decode(mauvais)
    lu = read_texte(abime.encode())
    assert lu.texte == "Résultat réalisé à Créteil"
    assert lu.repare[0] == ("Résultat".encode().decode(mauvais), "Résultat")


def test_text_damaged_twice_is_repaired():
    assert repair_mojibake("été".encode().decode("cp1252").encode().decode("cp1252"))[0] == "été"


@pytest.mark.parametrize(
    "texte",
    ["« Âge » : « RÂLE »", "Ã vérifier", "L’Haÿ – 12 €", "Ô temps, âme, île, ï", "N° 12 ½ · 3²", "15 000 € “net”"],
)
def test_sound_text_is_never_repaired(texte: str):
    assert repair_mojibake(texte) == (texte, ())


def test_few_repaired_words_are_quoted_whatever_the_size_of_the_file():
    abime = " ".join(f"été{n}".encode().decode("cp1252") for n in range(200))
    repare, exemples = repair_mojibake(abime)
    assert repare == " ".join(f"été{n}" for n in range(200))
    assert len(exemples) == 20


MOTS = (
    "été Créteil déjà voilà là où Où à Ça français reçu façade être forêt fête même pôle rôle contrôle hôtel "
    "hôpital côté âge château tâche maître île dîner goût août sûr dû flûte naïf maïs Noël canoë Haÿ cœur œuvre "
    "vœu élève père deuxième crèche accès hébergement née intérêt problème très siège Évry Île Étampes Ève État "
    "Être Âgé poêle aiguë jusqu’à l’œil PÔLE NOËL FORÊT HÔTEL CONTRÔLE DÉPARTEMENT ÉTAT CRÈCHE PREMIÈRE DEUXIÈME "
    "PÈRE SIÈGE ÉLÈVE DÉJÀ VOILÀ OÙ ÇA FRANÇAIS REÇU FAÇADE ÊTRE FÊTE MÊME RÔLE CÔTÉ ÂGE CHÂTEAU TÂCHE MAÎTRE "
    "ÎLE DÎNER GOÛT AOÛT SÛR FLÛTE NAÏF MAÏS CŒUR ŒUVRE L’HAŸ ACCÈS INTÉRÊT PROBLÈME TRÈS BENOÎT RHÔNE ISRAËL "
    "DIPLÔME CHÔMAGE TÊTE ENQUÊTE PRÊT ARRÊTÉ DÉPÔT IMPÔTS SYSTÈME THÈME MODÈLE COMPLÈTE SCÈNE À 12\u00a0€ "
    "juin\u00a0– N° «\u00a0oui\u00a0» etc…"
).split(" ")
RESTENT_DOUTEUX = {
    "mac_roman": {"Ça", "être", "Ève", "jusqu’à"},
    "cp850": {"âge", "Noël", "Ève", "Être", "ÊTRE"},
}
"""Words that, alone in a file of an older encoding, read as well in another one."""


@pytest.mark.parametrize("code", ["cp1252", "iso-8859-15", "mac_roman", "cp850"])
def test_a_file_of_one_accented_word_is_read_back(code: str):
    for mot in MOTS:
        if mot.isascii() or mot.encode(code, errors="ignore").decode(code) != mot:
            continue
        lu = read_texte(f"code;commentaire\nS.1.2;{mot}\n".encode(code)).texte
        assert (lu == f"code;commentaire\nS.1.2;{mot}\n") or mot in RESTENT_DOUTEUX.get(code, set()), (mot, lu)


@given(st.lists(st.sampled_from(MOTS), min_size=1, max_size=3), st.sampled_from(["cp1252", "iso-8859-15"]))
def test_any_short_windows_file_of_french_words_is_read_back(mots: list[str], code: str):
    texte = f"code;commentaire\nS.1.2;{' '.join(mots)}\n"
    if texte.encode(code, errors="ignore").decode(code) == texte:
        assert read_texte(texte.encode(code)).texte == texte


@given(st.lists(st.sampled_from(MOTS), min_size=1, max_size=3), st.sampled_from(["mac_roman", "cp850"]))
def test_older_encodings_are_told_as_soon_as_a_word_has_a_small_e_acute(mots: list[str], code: str):
    texte = f"année;réalisé\nS.1.2;{' '.join(mots)}\n"
    if texte.encode(code, errors="ignore").decode(code) == texte:
        assert read_texte(texte.encode(code)).texte == texte
