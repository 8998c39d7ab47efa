"""The files French offices send, made in code: same rows, thirty ways to spoil them, and workbooks."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from html import escape
from typing import Any

from openpyxl import Workbook
from xlsxwriter import Workbook as ClasseurEcrit

EN_TETE = ("code_indicateur", "libelle", "annee", "trimestre", "territoire", "valeur", "commentaire")
LIGNES = (
    ("V1-01a", "Jeunes accompagnés", "2025", "T1", "94028", "348", "Créteil : repéré à l’été"),
    ("V1-02", "Taux d’accès", "2025", "T1", "", "12,5", "œuvre terminée"),
    ("V3-04a", "Orientations", "2025", "T1", "94080", "1 015", "À vérifier"),
)
VALEURS = [("V1-01a", "T1", "348"), ("V1-02", "T1", "12,5"), ("V3-04a", "T1", "1 015")]
"""What every spoiled file must say: code, quarter, value."""


def to_csv(lignes: Sequence[Sequence[str]], separateur: str = ";", fin: str = "\r\n") -> str:
    """Write rows plainly, quoting the cells that hold the separator, a quote or a line break."""

    def quote(texte: str) -> str:
        return '"' + texte.replace('"', '""') + '"' if any(c in texte for c in (separateur, '"', "\n")) else texte

    return "".join(separateur.join(map(quote, ligne)) + fin for ligne in lignes)


def _simple(separateur: str = ";", fin: str = "\r\n") -> str:
    return to_csv((EN_TETE, *LIGNES), separateur, fin)


def _sans_typographie(texte: str) -> str:
    """Write as an encoding without typographic apostrophe or ligature forces to."""
    return texte.replace("’", "'").replace("œ", "oe")


def _avec_commentaire(commentaire: str, nombre: int = 1) -> str:
    lignes = [(*ligne[:6], commentaire) for ligne in LIGNES]
    return to_csv((EN_TETE, *lignes[:nombre], *LIGNES[nombre:]))


def _colonnes_en_trop() -> str:
    vides = "".join(";" * 9 + "\r\n" for _ in range(200))
    return "".join(ligne + ";;;\r\n" for ligne in _simple().splitlines()) + vides


def _une_ligne_sur_deux() -> str:
    return "\r\n\r\n".join(_simple().splitlines()) + "\r\n"


def _ascii_puis_accents(encodage: str) -> bytes:
    ascii_seul = [("V9-99", "Sans accent", "2025", "T2", "", str(n), "") for n in range(5_000)]
    return to_csv((EN_TETE, *ascii_seul, *LIGNES)).encode(encodage)


def _lignes_melees() -> bytes:
    encodages = ("utf-8", "utf-8", "cp1252", "utf-8")
    lignes = _simple().splitlines()
    return b"\r\n".join(ligne.encode(encodage) for ligne, encodage in zip(lignes, encodages, strict=True))


def _desordre() -> str:
    ordre = (5, 3, 0, 6, 2, 4)
    lignes = [[ligne[i] for i in ordre] for ligne in (EN_TETE, *LIGNES)]
    return to_csv([[*ligne, "agent" if n == 0 else "M. Dupont"] for n, ligne in enumerate(lignes)])


def _entetes_libres() -> str:
    titres = (" CODE de l’Indicateur ", "Libellé", "ANNÉE", "Trim.", "Commune", "Résultat atteint", "Observations")
    return to_csv((titres, *LIGNES))


def _milliers(espace: str) -> str:
    return _simple().replace("1 015", f"1{espace}015")


FICHIERS: dict[str, Callable[[], bytes]] = {
    "Excel CSV UTF-8 : BOM, CRLF": lambda: _simple().encode("utf-8-sig"),
    "Excel CSV point-virgule : cp1252": lambda: _simple().encode("cp1252"),
    "LibreOffice : UTF-8 sans BOM, LF": lambda: _simple(fin="\n").encode(),
    "Excel Texte Unicode : UTF-16 LE, tabulation": lambda: _simple("\t").encode("utf-16"),
    "UTF-16 BE avec BOM": lambda: b"\xfe\xff" + _simple().encode("utf-16-be"),
    "UTF-16 LE sans BOM": lambda: _simple("\t").encode("utf-16-le"),
    "UTF-16 BE sans BOM": lambda: _simple("\t").encode("utf-16-be"),
    "Excel CSV Macintosh : mac_roman, CR": lambda: _simple(fin="\r").encode("mac_roman"),
    "Excel CSV MS-DOS : cp850": lambda: _sans_typographie(_simple()).encode("cp850"),
    "ISO-8859-15 : œ en 0xBD": lambda: _simple().replace("’", "'").encode("iso-8859-15"),
    "virgule, décimales entre guillemets": lambda: _simple(",").encode(),
    "tabulations collées d’Excel": lambda: _simple("\t").encode(),
    "barres verticales, cp1252": lambda: _simple("|").encode("cp1252"),
    "ligne sep=; en tête": lambda: ("sep=;\r\n" + _simple()).encode("cp1252"),
    "titre et lignes vides au-dessus": lambda: ("Résultats du T1 2025\r\n\r\n;;;;;;\r\n" + _simple()).encode("cp1252"),
    "en-tête fusionné sur deux lignes": lambda: (";;Période;;;Résultat;\r\n" + _simple()).encode(),
    "colonnes vides et 200 lignes vides en trop": lambda: _colonnes_en_trop().encode("cp1252"),
    "une ligne vide sur deux": lambda: _une_ligne_sur_deux().encode(),
    "commentaire sur trois lignes": lambda: _avec_commentaire('Un ; deux\n"trois"\nfin').encode(),
    "commentaires pleins de virgules": lambda: _avec_commentaire("un, deux, trois, quatre, cinq", 3).encode("cp1252"),
    "en-têtes libres : accents, casse, alias": lambda: _entetes_libres().encode("cp1252"),
    "milliers U+202F": lambda: _milliers("\u202f").encode(),
    "milliers U+00A0, cp1252": lambda: _milliers("\u00a0").encode("cp1252"),
    "mojibake réenregistré": lambda: _simple().replace("œ", "oe").encode().decode("cp1252", "replace").encode(),
    "lignes mêlées UTF-8 et cp1252": _lignes_melees,
    "guillemets non doublés": lambda: _simple().replace("Créteil :", '"Créteil" :').encode(),
    "guillemet jamais refermé": lambda: _simple().replace("Créteil :", '"Créteil :').encode("cp1252"),
    "xlsx renommé en .csv": lambda: build_classeur({"Résultats": [EN_TETE, *LIGNES]}),
    "xlsx, titre et vrais nombres": lambda: build_classeur(
        {"Résultats": [["Résultats du T1 2025"], [], EN_TETE, *_lignes_typees()]}
    ),
    "colonnes dans le désordre et colonne inconnue": lambda: _desordre().encode("cp1252"),
}
"""Name of a way to spoil the rows → the file."""

FICHIERS_LONGS: dict[str, Callable[[], bytes]] = {
    "5 000 lignes ASCII puis accents cp1252": lambda: _ascii_puis_accents("cp1252"),
    "5 000 lignes ASCII puis accents UTF-8": lambda: _ascii_puis_accents("utf-8"),
}


def _lignes_typees() -> list[list[Any]]:
    nombres = {"348": 348, "12,5": 12.5, "1 015": 1015, "2025": 2025}
    return [[nombres.get(texte, texte) for texte in ligne] for ligne in LIGNES]


def build_classeur(
    feuilles: dict[str, Sequence[Sequence[Any]]],
    formats: dict[str, str] | None = None,
    fusions: Sequence[str] = (),
    masquees: Sequence[str] = (),
) -> bytes:
    """Build a workbook: sheets of rows; number formats by cell and merged ranges apply to the first sheet."""
    classeur = Workbook()
    classeur.remove(classeur.worksheets[0])
    for nom, lignes in feuilles.items():
        feuille = classeur.create_sheet(nom)
        for ligne in lignes:
            feuille.append(list(ligne))
        feuille.sheet_state = "hidden" if nom in masquees else "visible"
    premiere = classeur.worksheets[0]
    for cellule, format_nombre in (formats or {}).items():
        premiere[cellule].number_format = format_nombre
    for plage in fusions:
        premiere.merge_cells(plage)
    return _save(classeur)


def _save(classeur: Workbook) -> bytes:
    classeur.properties.created = classeur.properties.modified = datetime(2025, 4, 15)
    memoire = io.BytesIO()
    classeur.save(memoire)
    return memoire.getvalue()


def edit_archive(contenu: bytes, membre: str, change: Callable[[bytes], bytes]) -> bytes:
    """Rewrite one file of an archive."""
    memoire = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(contenu)) as lue, zipfile.ZipFile(memoire, "w", zipfile.ZIP_DEFLATED) as ecrite:
        for nom in lue.namelist():
            ecrite.writestr(nom, change(lue.read(nom)) if nom == membre else lue.read(nom))
    return memoire.getvalue()


def add_membres(contenu: bytes, membres: dict[str, bytes]) -> bytes:
    """Add files to an archive."""
    memoire = io.BytesIO(contenu)
    with zipfile.ZipFile(memoire, "a", zipfile.ZIP_DEFLATED) as archive:
        for nom, octets in membres.items():
            archive.writestr(nom, octets)
    return memoire.getvalue()


def build_archive(membres: dict[str, bytes]) -> bytes:
    """Build any archive."""
    memoire = io.BytesIO()
    with zipfile.ZipFile(memoire, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, octets in membres.items():
            archive.writestr(nom, octets)
    return memoire.getvalue()


def build_excel(
    remplir: Callable[[Any, Any], None], recalcule: bool = True, options: Mapping[str, Any] | None = None
) -> bytes:
    """Build a workbook with formats, results of formulas, hidden rows: remplir receives the workbook and its sheet.

    recalcule: the results of formulas are recorded, as when a spreadsheet saved the file.
    """
    memoire = io.BytesIO()
    livre = ClasseurEcrit(memoire, {"in_memory": True, **(options or {})})
    remplir(livre, livre.add_worksheet("Résultats"))
    livre.close()
    contenu = memoire.getvalue()
    if not recalcule:
        return contenu
    return edit_archive(contenu, "xl/workbook.xml", lambda xml: xml.replace(b' fullCalcOnLoad="1"', b""))


MIMETYPE_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_ESPACES_ODS = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}


def build_ods(
    feuilles: dict[str, Sequence[Sequence[Any]]],
    colonnes: str = "",
    styles: str = "",
    rangees: dict[int, str] | None = None,
    masquees: Sequence[str] = (),
) -> bytes:
    """Build an .ods workbook: sheets of rows, a cell being a value or XML; the rest applies to the first sheet.

    colonnes: XML of its columns; styles: XML of the automatic styles; rangees: attributes of a row, by number.
    """
    espaces = " ".join(f'xmlns:{court}="{long}"' for court, long in _ESPACES_ODS.items())
    pages = []
    for rang, (nom, lignes) in enumerate(feuilles.items()):
        attributs = (rangees or {}) if rang == 0 else {}
        lues = "".join(_to_rangee_ods(ligne, attributs.get(numero, "")) for numero, ligne in enumerate(lignes, 1))
        style = "cachee" if nom in masquees else "vue"
        pages.append(
            f'<table:table table:name="{escape(nom)}" table:style-name="{style}">'
            f"{colonnes if rang == 0 else ''}{lues}</table:table>"
        )
    contenu = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {espaces}><office:automatic-styles>'
        '<style:style style:name="cachee" style:family="table"><style:table-properties table:display="false"/>'
        f"</style:style>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
        f"{''.join(pages)}</office:spreadsheet></office:body></office:document-content>"
    )
    return build_archive({"mimetype": MIMETYPE_ODS, "content.xml": contenu.encode()})


def _to_rangee_ods(ligne: Sequence[Any], attributs: str) -> str:
    return f"<table:table-row {attributs}>{''.join(map(to_case_ods, ligne))}</table:table-row>"


def to_case_ods(valeur: Any, attributs: str = "") -> str:
    """Write a value as a cell of an .ods workbook; XML is left as it is."""
    if valeur is None:
        return f"<table:table-cell {attributs}/>"
    if isinstance(valeur, str) and valeur.startswith("<table:"):
        return valeur
    if isinstance(valeur, bool):
        genre, cle, ecrite = "boolean", "boolean-value", str(valeur).lower()
    elif isinstance(valeur, int | float):
        genre, cle, ecrite = "float", "value", str(valeur)
    elif isinstance(valeur, date):
        genre, cle, ecrite = "date", "date-value", valeur.isoformat()
    else:
        genre, cle, ecrite = "string", "string-value", escape(str(valeur))
    porte = f'office:{cle}="{ecrite}"' if genre != "string" else ""
    return (
        f'<table:table-cell office:value-type="{genre}" {porte} {attributs}><text:p>{ecrite}</text:p>'
        "</table:table-cell>"
    )


def build_suivi(**feuilles: list[list[Any]]) -> bytes:
    """Build a tracker as an office keeps it: sheets by their names (a leading _ is dropped), always the same bytes."""
    classeur = Workbook()
    classeur.remove(classeur.worksheets[0])
    for nom, lignes in feuilles.items():
        page = classeur.create_sheet(nom.lstrip("_"))
        for ligne in lignes:
            page.append(ligne)
    memoire = io.BytesIO()
    classeur.properties.created = classeur.properties.modified = datetime(2026, 7, 1)
    classeur.save(memoire)
    return memoire.getvalue()
