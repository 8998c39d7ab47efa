"""Files made to cost: each shape is a function of a size, so that what holds of one is looked at on the family."""

from collections.abc import Callable

from tests.imports.fabrique import add_membres, build_excel, build_ods, edit_archive

TITRES = "code_indicateur;annee;trimestre;valeur;commentaire\n"
DONNEE = "V1-01a;2025;T1;348;relevé\n"

CSV: dict[str, Callable[[int], str]] = {
    "guillemets": lambda n: '"' * n,
    "guillemets seuls sur leur ligne": lambda n: '"\n' * (n // 2),
    "guillemets sous les titres": lambda n: TITRES + '"\n' * (n // 2),
    "guillemets et séparateurs": lambda n: TITRES + '";' * (n // 2),
    "guillemets qui se rouvrent à chaque ligne": lambda n: TITRES + 'x";"y\n' * (n // 6),
    "guillemets qui se rouvrent, virgule": lambda n: "a;b\n" + 'x","y\n' * (n // 6),
    "guillemet ouvert à chaque ligne": lambda n: TITRES + 'a;"b\n' * (n // 5),
    "guillemet ouvert une ligne sur deux": lambda n: TITRES + 'a;"b\nc;d\n' * (n // 9),
    "guillemet ouvert une fois": lambda n: TITRES + '"' + "a;b\n" * (n // 4),
    "cellule d'un million de lignes": lambda n: TITRES + 'a;"' + "x\n" * (n // 2) + '"\n',
    "lignes entre guillemets, sauf la dernière": lambda n: '"a;b"\n' * (n // 6) + "x",
    "séparateurs": lambda n: TITRES + ";" * n,
    "titres sans fin": lambda n: "valeur;" * (n // 7),
    "lignes vides": lambda n: TITRES + "\n" * n,
    "lignes de séparateurs": lambda n: TITRES + ";\n" * (n // 2),
    "lignes d'un caractère": lambda n: TITRES + "a\n" * (n // 2),
    "lignes de données": lambda n: TITRES + DONNEE * (n // len(DONNEE)),
    "lignes courtes et longues": lambda n: TITRES + (DONNEE + DONNEE[:-1] + ";x;y\n") * (n // 2 // len(DONNEE)),
    "une seule ligne": lambda n: TITRES + "a" * n,
    "textes forcés": lambda n: TITRES + ';="' * (n // 3),
    "titres répétés": lambda n: TITRES * (n // len(TITRES)),
    "nuls": lambda n: TITRES + "\0;" * (n // 2),
    "accents abîmés": lambda n: TITRES + "Ã©;" * (n // 5),
    "fins de ligne d'ailleurs": lambda n: TITRES + "a\x85b\x0b" * (n // 5),
    "chiffres": lambda n: TITRES + "V1-01a;2025;T1;" + "1 " * (n // 2) + ";x",
}


def _edit_feuille(change: Callable[[bytes], bytes]) -> bytes:
    def fill(_: object, feuille: object) -> None:
        feuille.write_row("A1", TITRES.strip().split(";"))  # type: ignore[attr-defined]

    return edit_archive(build_excel(fill), "xl/worksheets/sheet1.xml", change)


def add_rangees(rangees: bytes) -> bytes:
    """An .xlsx whose sheet has more rows."""
    return _edit_feuille(lambda xml: xml.replace(b"</sheetData>", rangees + b"</sheetData>"))


def add_apres(xml_ajoute: bytes) -> bytes:
    """An .xlsx whose sheet has more after its rows."""
    return _edit_feuille(lambda xml: xml.replace(b"</sheetData>", b"</sheetData>" + xml_ajoute))


def _edit(membre: str, avant: bytes, ajout: bytes) -> bytes:
    return edit_archive(add_rangees(b""), membre, lambda xml: xml.replace(avant, ajout + avant))


def _fusionne(nombre: int) -> bytes:
    plages = b"".join(b'<mergeCell ref="A1:XFD%d"/>' % (30_000 + numero) for numero in range(nombre))
    return add_apres(b"<mergeCells>" + plages + b"</mergeCells>")


def _repeat(cellule: str, rangees: int, colonnes: int) -> bytes:
    cellule = f"<table:table-cell {cellule.format(colonnes)}"
    titres: list[list[object]] = [[*TITRES.strip().split(";")], [cellule]]
    return build_ods({"A": titres}, rangees={2: f'table:number-rows-repeated="{rangees}"'})


_NOMBRE = 'office:value-type="float" office:value="1" table:number-columns-repeated="{}"/>'
_TEXTE = 'office:value-type="string" table:number-columns-repeated="{{}}"><text:p>{}</text:p></table:table-cell>'

CLASSEURS: dict[str, Callable[[], bytes]] = {
    "rangées trop larges": lambda: add_rangees(
        b"".join(b'<row r="%d">' % numero + b"<c><v>1</v></c>" * 16_000 + b"</row>" for numero in range(2, 102))
    ),
    "une rangée sans fin": lambda: add_rangees(b'<row r="2">' + b"<c><v>1</v></c>" * 100_000 + b"</row>"),
    "cellules vides": lambda: add_rangees(b'<row r="2">' + b"<c/>" * 200_000 + b"</row>"),
    "la dernière rangée seule": lambda: add_rangees(b'<row r="1048576"><c><v>1</v></c></row>'),
    "la dernière colonne seule": lambda: add_rangees(b'<row r="2"><c r="XFD2"><v>1</v></c></row>'),
    "des rangées sans cellule": lambda: add_rangees(b"<row/>" * 200_000),
    "un texte sans fin": lambda: add_rangees(
        b'<row r="2"><c t="inlineStr"><is><t>' + b"a" * 3_000_000 + b"</t></is></c></row>"
    ),
    "un attribut sans fin": lambda: add_apres(b'<a b="' + b"x" * 3_000_000 + b'"/>'),
    "des éléments sans fin": lambda: add_apres(b"<a>" * 100_000 + b"</a>" * 100_000),
    "des fusions": lambda: _fusionne(20_000),
    "des fusions en commentaire": lambda: add_apres(b"<!-- " + b"<mergeCell " * 300_000 + b" -->"),
    "des colonnes d'avant la première": lambda: _edit(
        "xl/worksheets/sheet1.xml", b"<sheetData>", b'<cols><col min="-1000000000" max="5" hidden="1"/></cols>'
    ),
    "des chaînes partagées": lambda: _edit("xl/sharedStrings.xml", b"</sst>", b"<si><t>a</t></si>" * 60_000),
    "des styles": lambda: _edit("xl/styles.xml", b"</cellXfs>", b'<xf numFmtId="0"/>' * 60_000),
    "des formats": lambda: _edit(
        "xl/styles.xml", b"<fonts ", b'<numFmts><numFmt numFmtId="200" formatCode="' + b"[" * 900_000 + b'"/></numFmts>'
    ),
    "des feuilles": lambda: _edit(
        "xl/workbook.xml",
        b"</sheets>",
        b"".join(b'<sheet name="f%d" sheetId="%d" r:id="rId1"/>' % (numero, numero) for numero in range(9, 1_500)),
    ),
    "des membres": lambda: add_membres(add_rangees(b""), {f"m/{numero}": b"" for numero in range(10_001)}),
    "ods : un million de rangées larges": lambda: _repeat(_NOMBRE, 1_048_576, 16_384),
    "ods : un million de rangées": lambda: _repeat(_NOMBRE, 1_048_576, 60),
    "ods : un texte répété": lambda: _repeat(_TEXTE.format("a" * 30_000), 1_048_576, 60),
    "ods : des espaces répétées": lambda: _repeat(_TEXTE.format("\u00a0"), 1_048_576, 60),
    "ods : un texte sans fin": lambda: _repeat(_TEXTE.format("a" * 3_000_000), 1, 1),
    "ods : des paragraphes": lambda: _repeat(_TEXTE.format("</text:p><text:p>" * 100_000), 1, 1),
    "ods : des éléments sans fin": lambda: _repeat(
        _TEXTE.format("<text:span>" * 100_000 + "</text:span>" * 100_000), 1, 1
    ),
}
