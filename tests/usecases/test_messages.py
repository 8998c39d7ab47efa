"""Every message of the catalogue comes from a whole file, such as an office sends, by the very path of the Dépôt page.

The files are about the real contract; each holds ordinary rows beside the one that brings its message.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest

from lib.domain.correspondances import A_DIRE, LectureChoisie, RoleColonne
from lib.domain.depots import COLONNES
from lib.domain.droits import Acteur, Role
from lib.domain.fiction import MENTION
from lib.domain.nomenclatures import TypeDepot
from lib.domain.periodes import Trimestre
from lib.domain.problemes import NiveauProbleme
from lib.domain.tableau import TableLue
from lib.domain.verification import RapportVerification
from lib.imports.catalogue import CATALOGUE
from lib.imports.classeur import LIMITE_DECOMPRESSE
from lib.imports.grille import LIGNES_TABLEUR
from lib.imports.lecture import Consignes
from lib.imports.verification import verify_table
from lib.usecases.depots import Depot, PlanDepot, publish_depot, verify_depot
from lib.usecases.non_transmissions import record_non_transmission
from tests.imports.demesures import CLASSEURS
from tests.imports.fabrique import build_archive, build_classeur, build_excel, to_csv

CODE = "94-2024"
CD = Acteur(Role.CONTRIBUTEUR_CD, nom="Camille")
LE_JOUR = datetime(2025, 8, 15, 9, tzinfo=UTC)
"""In T3 2025: T1 and T2 are over, T4 has not begun; the insertion part ended with 2024."""

R, E, C, V = TypeDepot.RESULTATS, TypeDepot.EXECUTIONS, TypeDepot.CIBLES, TypeDepot.ENVELOPPES
VT, RP, CX = TypeDepot.VERSEMENTS, TypeDepot.REPORTS, TypeDepot.CONTEXTE
Ligne = dict[str, Any]


def resultat(valeur: Any, code: str = "S.1.2-02", annee: str = "2025", trimestre: str = "T2", **champs: Any) -> Ligne:
    return {"code_indicateur": code, "annee": annee, "trimestre": trimestre, "valeur": valeur} | champs


def execution(montant: str, **champs: Any) -> Ligne:
    base = {"code_fiche": "S.1.2", "annee": "2024", "trimestre": "T4", "financeur": "État", "montant_realise": montant}
    return base | champs


def cible(valeur: str, **champs: Any) -> Ligne:
    return {"code_indicateur": "S.1.2-02", "annee": "2026", "valeur": valeur, "avenant": "0"} | champs


def enveloppe(montant: str, **champs: Any) -> Ligne:
    base = {"code_fiche": "S.1.2", "annee": "2025", "financeur": "Département", "nature": "Notifié"}
    return base | {"montant": montant, "avenant": "0"} | champs


def versement(montant: str, **champs: Any) -> Ligne:
    base = {"partie": "Solidarités", "axe": "A1", "fiche": "S.1.2", "annee_convention": "2025", "date": "31/03/2025"}
    return base | {"montant": montant, "reference": "EJ 2025-118"} | champs


def report(montant: str, **champs: Any) -> Ligne:
    base = {"fiche": "S.1.2", "annee_origine": "2024", "annee_destination": "2025", "financeur": "Département"}
    return base | {"montant": montant} | champs


def contexte(valeur: str, **champs: Any) -> Ligne:
    return {"territoire": "Créteil", "mesure": "foyers_rsa", "date": "31/12/2024", "valeur": valeur} | champs


ORDINAIRES: dict[TypeDepot, tuple[Ligne, ...]] = {
    R: (resultat("62", "S.1.1-01", commentaire="relevé des foyers"), resultat("16", "S.1.3-01")),
    E: (execution("20 145,50", code_fiche="S.1.1"), execution("26 000 €", code_fiche="S.1.1", financeur="Département")),
    C: (cible("60", code_indicateur="S.1.1-01"), cible("À définir", code_indicateur="S.3.2-01")),
    V: (enveloppe("31 795,00 €", code_fiche="S.1.1"),),
    VT: (versement("31 795", fiche="S.1.1"), versement("25 000,00", axe="", fiche="")),
    RP: (report("2 500", fiche="S.1.1"),),
    CX: (contexte("3 467", territoire="Champigny-sur-Marne", source="CAF 94"),),
}
"""Rows of each kind that have nothing to be told."""

T1: Ligne = {"trimestre": "T1"}
T4_2024: Ligne = {"annee": "2024", "trimestre": "T4"}
AVANT = (
    (
        *(
            resultat("60", **T1),
            resultat("190", "S.3.3-03", **T1),
            resultat("", "S.2.1-01", numerateur="785", denominateur="1000", **T1),
        ),
        resultat("73", "S.1.2-03"),
        resultat("50", "S.1.2-04", statut="Provisoire"),
    ),
    (execution("31 795", trimestre="T3"), execution("40 000", financeur="Département", trimestre="T3")),
)
"""What was published before: the results of T1 2025 and of one indicator at T2, the spending of T3 2024."""


def build_fichier(type_depot: TypeDepot, *lignes: Ligne, ordinaires: bool = True) -> bytes:
    """Write rows under the template's own titles: CSV of a French office, or a workbook when a cell needs one."""
    toutes = [*(ORDINAIRES[type_depot] if ordinaires else ()), *lignes]
    colonnes = [c for c in COLONNES[type_depot] if c.obligatoire or any(c.nom in ligne for ligne in toutes)]
    rangees = [[c.intitule for c in colonnes], *([ligne.get(c.nom, "") for c in colonnes] for ligne in toutes)]
    if all(isinstance(case, str) for rangee in rangees for case in rangee):
        return to_csv(rangees).encode("cp1252")
    lettre = "ABCDEFGHIJKLMNOPQ"[[c.nom for c in colonnes].index("valeur")]
    cases = {f"{lettre}{n}": "0.0%" for n, r in enumerate(rangees, 1) if any(isinstance(c, float) for c in r)}
    return build_classeur({"Résultats": rangees}, cases)


SIMPLE = to_csv([["Code de l’indicateur", "Année", "Trimestre", "Valeur"], ["S.1.2-02", "2025", "T2", "64"]])
COMMENTE = SIMPLE.replace("Valeur", "Valeur;Commentaire").replace(";64", ";64;relevé")
LARGE = "code_indicateur;T1 2025;T2 2025;commentaire\r\nS.1.2-02;;;relevé\r\nS.1.1-01;;62;\r\n"
MOJIBAKE = build_fichier(R, resultat("64", commentaire="relevé à Créteil")).decode("cp1252")
OLE_PROTEGE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")
SOIXANTE_DIX = [*("Code de l’indicateur", "Année", "Trimestre", "Valeur"), *(f"Semaine {n}" for n in range(1, 67))]
VIDES = SIMPLE + ";;;\r\n;;;\r\nS.1.1-01;2025;T2;62\r\n"
DEUX_FEUILLES = {
    "T2 2025": [["Code", "Année", "Trimestre", "Valeur"], ["S.1.2-02", 2025, "T2", 64]],
    "Notes": [["à voir"]],
}


@dataclass(frozen=True)
class Fichier:
    """A file that brings one message, and what the person had chosen on screen."""

    code: str
    contenu: bytes
    nom: str = "depot.csv"
    choix: dict[str, Any] = field(default_factory=dict)


def fichier(code: str, type_depot: TypeDepot, *lignes: Ligne) -> Fichier:
    return Fichier(code, build_fichier(type_depot, *lignes))


SUIVI = to_csv([["Libellé", "T2 2025"], ["Enfants soutenus", "62"], ["Jeunes coachés", "64"]]).encode("cp1252")


def suivi(code: str, lu_comme: str) -> Fichier:
    """A tracker, one of whose labels is matched and the other waits for an answer, or is not read."""
    titres = ((1, RoleColonne("code_indicateur")), (2, RoleColonne("valeur", (("annee", "2025"), ("trimestre", "T2")))))
    libelles = (("Enfants soutenus", "S.1.1-01"), ("Jeunes coachés", lu_comme))
    choisie = LectureChoisie(ligne_entete=1, colonnes=titres, libelles=libelles, lignes=(2, 3))
    return Fichier(code, SUIVI, choix={"consignes": Consignes(choisie=choisie), "type_depot": R})


COLONNES_TABLEUR: Ligne = {c.nom: c.intitule for c in COLONNES[R] if c.obligatoire or c.nom == "commentaire"}
"""Columns A to E of a workbook of results."""

AUTRE_ORDRE: Ligne = dict(zip(COLONNES_TABLEUR, ("Code", "Valeur", "Année", "Trimestre"), strict=False))


class Formule(NamedTuple):
    """A formula and the result that a spreadsheet recorded."""

    texte: str
    resultat: float


def tableur(
    code: str,
    *lignes: Ligne,
    formats: Mapping[str, str] = MappingProxyType({}),
    fusions: Sequence[str] = (),
    masquees: Sequence[int] = (),
    colonnes_masquees: Sequence[str] = (),
) -> Fichier:
    """A workbook of results as a spreadsheet saves it: titles, two ordinary rows, then these from row 4 on."""

    def remplir(livre: Any, feuille: Any) -> None:
        ordinaires = [{**ligne, "valeur": float(ligne["valeur"])} for ligne in ORDINAIRES[R]]
        for numero, ligne in enumerate([COLONNES_TABLEUR, *ordinaires, *lignes], 1):
            for lettre, nom in zip("ABCDE", COLONNES_TABLEUR, strict=True):
                case, valeur = f"{lettre}{numero}", ligne.get(nom)
                style = livre.add_format({"num_format": formats.get(case, "General")})
                if isinstance(valeur, Formule):
                    feuille.write_formula(case, valeur.texte, style, valeur.resultat)
                else:
                    feuille.write(case, valeur, style)
        for plage in fusions:
            haut = feuille.table[int(plage[1]) - 1]["ABCDE".index(plage[0])]
            valeur = haut.number if hasattr(haut, "number") else "relevé des villes"
            feuille.merge_range(plage, valeur)
        for numero in masquees:
            feuille.set_row(numero - 1, None, None, {"hidden": True})
        for plage in colonnes_masquees:
            feuille.set_column(plage, None, None, {"hidden": True})

    return Fichier(code, build_excel(remplir), "resultats.xlsx")


DU_FICHIER = (
    Fichier("F01", to_csv([["Code de l’indicateur", "Année", "Trimestre", "Valeur", "Commentaire"]]).encode()
            + ("S.1.2-02;2025;T2;64;" + "relevé des villes " * 20 + "\r\n").encode("cp1252") * 15_000),
    Fichier("F02", b"Code de l'indicateur;Ann\xe9e;Trimestre;Valeur\r\n"),
    Fichier("F03", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "resultats.pdf"),
    Fichier("F04", OLE_PROTEGE, "resultats.xlsx"),
    Fichier("F05", "Suivi des jeunes;2e trimestre\r\nColocation;64\r\nCoaching;12\r\n".encode("cp1252")),
    Fichier("F06", b"Code de l'indicateur;Trimestre;Valeur\r\nS.1.2-02;T2;64\r\n"),
    Fichier("F07", SIMPLE.replace("Valeur", "Valeur;Valeur").replace(";64", ";60;64").encode("cp1252")),
    Fichier("F08", (SIMPLE.splitlines()[0] + "\r\n" + "S.1.2-02;2025;T2;64\r\n" * 20_001).encode("cp1252")),
    Fichier("F15", SIMPLE.replace("Valeur", "Valeur;Résultat").replace(";64", ";;64").encode("cp1252")),
    Fichier("F09", MOJIBAKE.replace("’", "'").encode().decode("cp1252", "replace").encode()),
    Fichier("F10", build_fichier(R, resultat("64")), choix={"trimestre": Trimestre(2025, 1)}),
    Fichier("F11", build_fichier(R, *AVANT[0], ordinaires=False)),
    Fichier("F12", to_csv([SOIXANTE_DIX, ["S.1.2-02", "2025", "T2", "64"]]).encode("cp1252")),
    Fichier("F13", build_archive({"xl/workbook.xml": b"<w/>", "xl/media/image1.bmp": bytes(LIMITE_DECOMPRESSE + 1)}),
            "resultats.xlsx"),
    Fichier("F18", (SIMPLE + 'x";"y\r\n' * 5_000).encode("cp1252")),
    Fichier("F19", (SIMPLE + "\r\n" * LIGNES_TABLEUR).encode("cp1252")),
    Fichier("F20", CLASSEURS["des fusions"](), "resultats.xlsx"),
    Fichier("F22", CLASSEURS["un texte sans fin"](), "resultats.xlsx"),
    Fichier("L08", SIMPLE.replace(";64", ";64;relevé des villes ; et du bailleur").encode("cp1252")),
    Fichier("L15", (SIMPLE + "S.1.1-01;2025T2;62\r\n").encode("cp1252")),
    Fichier("L16", (COMMENTE + 'S.1.1-01;2025;T2;62;"relevé des foyers\r\n').encode("cp1252")),
    Fichier("L17", (COMMENTE + 'S.1.1-01;2025;T2;62;"relevé\r\nS.1.3-01;2025;T2;16;fin"\r\n').encode("cp1252")),
    Fichier("L18", (COMMENTE + "S.1.1-01;2025;T2;62;relevé\r\ndes foyers\r\n").encode("cp1252")),
    Fichier("F16", "\r\n".join([*SIMPLE.splitlines()[::-1], "S.1.1-01;2025;T2;62", ""]).encode("cp1252")),
    Fichier("L20", LARGE.encode("cp1252")),
    Fichier("C33", SIMPLE.replace("Valeur", "Valeur (femmes)").encode("cp1252")),
    Fichier("L19", COMMENTE.replace(";", ",").replace("64,relevé", "64,5").encode("cp1252")),
    Fichier("C30", SIMPLE.replace("Valeur", "Valeur;Ville").replace(";64", ";64;Créteil").encode("cp1252")),
    Fichier("V31", SIMPLE.replace("Valeur", "Valeur (T1)").encode("cp1252")),
    Fichier("I20", SIMPLE.replace("Valeur", "Valeur;Agent").replace(";64", ";64;M. D.").encode("cp1252")),
    Fichier("I02", VIDES.encode("cp1252")),
    Fichier("C38", build_classeur({"T1": DEUX_FEUILLES["T2 2025"], "T2": DEUX_FEUILLES["T2 2025"]}), "resultats.xlsx"),
    Fichier("C39", SIMPLE.encode("cp1252"), "fictif-resultats.csv"),
    Fichier("C39", f"{MENTION}\r\n{SIMPLE}".encode("cp1252")),
    Fichier("C39", build_classeur({"T2 2025 (fictif)": DEUX_FEUILLES["T2 2025"]}), "resultats.xlsx"),
    Fichier("I10", build_classeur(DEUX_FEUILLES), "resultats.xlsx"),
)  # fmt: skip

DES_LIGNES = (
    fichier("L01", R, resultat("64", "S.1.2-20")),
    fichier("L02", R, resultat("64", "N-V3-05", **T4_2024)),
    fichier("L03", R, resultat("64", annee="205")),
    fichier("L04", R, resultat("64", trimestre="T5")),
    fichier("L05", R, resultat("12", "S.3.3-03", territoire="Bonneuil-sur-Mer")),
    fichier("L06", R, resultat("64"), resultat("46")),
    fichier("L07", E, execution("31 795", financeur="")),
    fichier("L09", R, resultat("64", "N-S-04")),
    fichier("L10", R, resultat("64", ventilation="partenaires:Reaji")),
    fichier("L11", E, execution("31 795", code_fiche="S.1.22")),
    fichier("L12", R, resultat("12", "S.1.3-02", territoire="Créteil")),
    fichier("L13", CX, contexte("4 018", mesure="foyer_rmi")),
    suivi("L25", A_DIRE),
    suivi("I25", ""),
    fichier("L14", VT, versement("207 500", partie="Insertion", axe="V2")),
    fichier("L14", VT, versement("207 500", axe="A3")),
    fichier("L14", VT, versement("207 500", axe="V2", fiche="")),
    fichier("I01", R, resultat("ND")),
    fichier("I03", R),
    fichier("I04", R, resultat("64"), resultat("64,0")),
    fichier("I05", E, execution("120 k€")),
    fichier("I06", R, resultat(0.785, "S.2.1-01")),
    fichier("I07", R, resultat("3", "S.2.2-02", territoire="Créteil")),
    fichier("I08", R, resultat("", commentaire="chiffre attendu en septembre")),
    fichier("I09", R, resultat("64", numerateur="64", denominateur="80")),
    tableur("I12", resultat(Formule("=B4*2", 64))),
    tableur("I13", resultat(64), colonnes_masquees=("D:D",)),
    tableur("I14", COLONNES_TABLEUR, resultat(64)),
    fichier("I11", R, resultat("64", libelle="Coaching REAJI, file active")),
)

DES_VALEURS = (
    fichier("V01", R, resultat("environ 12")),
    fichier("V02", R, resultat(datetime(2025, 3, 1))),
    fichier("V03", R, resultat("#REF!")),
    fichier("V04", R, resultat("=B3*2", annee=2025)),
    fichier("V05", R, resultat("64 familles")),
    fichier("V06", R, resultat("112,5", "S.2.1-01")),
    fichier("V07", R, resultat("-3")),
    fichier("V08", R, resultat("64", trimestre="T4")),
    fichier("V09", V, enveloppe("207 500", nature="Votée")),
    fichier("V10", R, resultat("64", commentaire="Le suivi de ce trimestre a porté sur les foyers. " * 45)),
    fichier("V11", R, resultat("######")),
    fichier("V30", R, resultat("", numerateur="64")),
    fichier("C31", R, resultat("80", "S.2.1-01", **T1)),
    fichier("V12", R, resultat("", "S.2.1-01", numerateur="12", denominateur="0")),
    fichier("V13", R, resultat("64", statut="Non disponible")),
    fichier("V14", VT, versement("207 500", date="fin mars")),
    fichier("V15", VT, versement("207 500", date="31/12/2025")),
    fichier("V16", E, execution("31 795,005")),
    fichier("V17", RP, report("26 000", annee_destination="2024")),
    tableur("V18", resultat(64), resultat(None, **T1), fusions=("D4:D5",)),
    fichier("V19", R, resultat("64", trimestre="31/03/2025")),
    tableur("V20", AUTRE_ORDRE, {"code_indicateur": "S.1.2-02", "annee": 64, "trimestre": 2025, "valeur": "T2"}),
    fichier("C01", R, resultat("1.234", "S.2.2-02")),
    fichier("C02", R, resultat("1?015", "S.2.2-02")),
    fichier("C03", R, resultat("0,785", "S.2.1-01")),
    fichier("C04", R, resultat("52")),
    fichier("C05", R, resultat("640")),
    fichier("C06", R, resultat("Idem")),
    fichier("C07", R, resultat("75", "S.1.2-03", valeur_connue="70")),
    fichier("C08", R, resultat("75", "S.1.2-03")),
    fichier("C09", R, resultat("64", trimestre="T3")),
    fichier("C10", R, resultat("78", "S.2.1-01", numerateur="60", denominateur="80")),
    fichier("C11", R, resultat("1E3", "S.2.2-02")),
    fichier("C12", R, resultat("Néant", "S.3.2-02")),
    fichier("C13", R, resultat("64,5")),
    fichier("C14", R, resultat("210", "S.3.3-03"),
            *(resultat("130", "S.3.3-03", territoire=t) for t in ("Créteil", "94017"))),
    fichier("C15", R, *(resultat(v, f"V3-04{x}", **T4_2024) for x, v in (("a", "50"), ("b", "35"), ("c", "25")))),
    fichier("C16", R, resultat("40", "V2.1-EIO-03a", **T4_2024), resultat("45", "V2.1-EIO-03b", **T4_2024)),
    fichier("C17", R, resultat("104,2", "V3-01", **T4_2024)),
    fichier("C18", R, resultat("40", "V2.2-01")),
    fichier("C19", C, cible("25", code_indicateur="S.1.2-05", avenant="2")),
    fichier("C32", C, cible("", code_indicateur="S.1.2-05", annee="2024", texte="à revoir")),
    fichier("V32", R, resultat("NULL", "S.3.3-02")),
    fichier("V33", R, resultat("EFFACER", statut="Provisoire")),
    fichier("V34", C, cible("Guide paru", code_indicateur="S.3.3-02", texte="Guide diffusé")),
    fichier("I21", R, resultat("64", commentaire="NULL")),
    fichier("V37", R, resultat("64", commentaire="EFFACER")),
    fichier("V36", R, resultat("", commentaire="64")),
    fichier("V35", CX, contexte("4", unite="milliers")),
    fichier("C36", R, resultat("64", unite="%")),
    fichier("C35", VT, versement("31 795", fiche="S.1.1", reference="")),
    fichier("I22", R, resultat("EFFACER")),
    fichier("I27", R, resultat("64", commentaire="relevé\x01 des foyers")),
    fichier("I26", R, resultat("28", "S.1.3-01", **T4_2024)),
    fichier("C34", R, resultat("50", "S.1.2-04")),
    fichier("C20", R, resultat("64", commentaire="Voir Mme Martin, 06 12 34 56 78")),
    fichier("C21", R, resultat("64", libelle="Nombre de jeunes parrainés dans le cadre du parrainage de proximité")),
    tableur("C22", resultat(Formule("=TODAY()-45800", 64))),
    tableur("C23", resultat(64), formats={"D4": "#,##0,"}),
    tableur("C24", resultat(64), masquees=(4,)),
    fichier("C25", R, resultat("", valeur_precedente="24")),
    fichier("C26", R, resultat("45 291", "S.1.2-01")),
    tableur("C27", resultat(64, commentaire="relevé des villes"), resultat(73, "S.1.2-03"), fusions=("E4:E5",)),
    fichier("B01", E, execution("28 000")),
    fichier("B02", E, execution("300 000")),
    fichier("B03", E, execution("31 795", financeur="Etat DRETS")),
    fichier("B04", E, execution("407,5", financeur="Département", trimestre="T2")),
    fichier("B05", E, execution("-500", financeur="Autres")),
    fichier("B06", E, execution("-500", financeur="Autres", commentaire="annulation du mandat 12")),
)  # fmt: skip

FICHIERS = (*DU_FICHIER, *DES_LIGNES, *DES_VALEURS)


@pytest.fixture(scope="module", autouse=True)
def contrat(magasin_initial: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The contract alone, then what was published before."""
    copie = shutil.copy(magasin_initial, tmp_path_factory.mktemp("messages") / "jalons.sqlite")
    with pytest.MonkeyPatch.context() as environnement:
        environnement.setenv("DATABASE_URL", f"sqlite:///{copie}")
        for type_depot, lignes in zip((R, E), AVANT, strict=True):
            contenu = build_fichier(type_depot, *lignes, ordinaires=False)
            publish_depot(CD, CODE, Depot(contenu=contenu, nom="avant.csv"), maintenant=LE_JOUR)
        record_non_transmission(CD, CODE, "S.1.3-01", Trimestre(2024, 4), "Le relevé a été perdu.", LE_JOUR)
        yield


def verify(lu: Fichier) -> PlanDepot:
    return verify_depot(CD, CODE, Depot(contenu=lu.contenu, nom=lu.nom, **lu.choix), date(2025, 8, 15))


@pytest.mark.parametrize("lu", FICHIERS, ids=[f"{rang}-{lu.code}" for rang, lu in enumerate(FICHIERS)])
def test_a_file_brings_its_message_and_no_other(lu: Fichier) -> None:
    """I03, which counts what the file does not speak of, is said of nearly all of them."""
    plan = verify(lu)
    autres = {"I03"} | ({"L15"} if lu.code == "L18" else set())  # the rest of the row below is short
    assert {probleme.code for probleme in plan.problemes} - autres == {lu.code} - autres
    assert lu.code in {probleme.code for probleme in plan.problemes}
    (niveau, *_) = CATALOGUE[lu.code]
    if niveau is NiveauProbleme.FICHIER:
        assert plan.est_illisible and not plan.a_publier
    else:
        assert all("{" not in texte for p in plan.problemes for texte in (p.message, p.attendu, p.geste))


def test_the_files_bring_every_message_of_the_catalogue() -> None:
    assert {probleme.code for lu in FICHIERS for probleme in verify(lu).problemes} == set(CATALOGUE) - {"F14", "F21"}


def test_a_reading_that_forgets_a_filled_cell_refuses_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def forget(table: TableLue, *autres: Any) -> RapportVerification:
        rapport = verify_table(table, *autres)
        return replace(rapport, lignes=rapport.lignes[:-1])

    monkeypatch.setattr("lib.usecases.depots.verify_table", forget)
    plan = verify(Fichier("F14", build_fichier(R, resultat("64")), "oubli.csv"))
    assert plan.est_illisible and not plan.lignes
    assert [p.message for p in plan.problemes if p.code == "F14"] == [
        "Des cellules remplies (1) ne se retrouvent dans aucune ligne lue\u00a0: D4."
    ]


def test_an_error_leaves_out_its_own_rows_and_no_other() -> None:
    for lu in FICHIERS:
        plan = verify(lu)
        for ligne in plan.lignes:
            problemes = ligne.verifiee.problemes if ligne.verifiee else ()
            if any(p.niveau is NiveauProbleme.ERREUR for p in problemes):
                assert ligne.apres is None, lu.code
        if CATALOGUE[lu.code][0] is NiveauProbleme.ERREUR and lu.code not in ("L08", "L15", "L19", "V31", "C33"):
            assert plan.a_publier, f"{lu.code} : les lignes ordinaires ne sont plus publiées"
