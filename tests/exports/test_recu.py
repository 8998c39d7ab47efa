from dataclasses import replace
from datetime import UTC, datetime

from lib.domain.bordereau import Bordereau, CelluleBordereau, SortCellule
from lib.domain.changements import NomDonnee
from lib.domain.lots import EtatLot, Lot
from lib.domain.nomenclatures import GenreLot, TypeDepot
from lib.domain.recus import LigneRecu, Mouvement, Recu
from lib.exports.recu import build_recu_html, format_effet

LOT = Lot(
    numero=12,
    genre=GenreLot.DEPOT,
    type_depot=TypeDepot.RESULTATS,
    service="Conseil départemental",
    publie_le=datetime(2025, 4, 12, 8, 30, tzinfo=UTC),
    fichier="<b>t1</b>.csv",
    sha256="a" * 64,
)
NOM = NomDonnee("S.1.3-01", "Nombre de <logements>", "T1 2025")
LIGNE = LigneRecu(NOM, Mouvement.MODIFIEE, "26", "28", "+2 (+7,7 %)", 14, "resultats/S.1.3-01/2025/1/DEP/")
RECU = Recu("Val-de-Marne", LOT, "", False, "94-2024", 12, "b" * 64, (LIGNE,), comptes=(("resultats", 1),), taille=120)


def read(recu: Recu) -> str:
    return build_recu_html(recu).decode("utf-8").replace("\u00a0", " ")


def test_a_receipt_says_when_who_what_and_both_hashes() -> None:
    page = read(RECU)
    for attendu in ("Reçu du dépôt n° 12", "12 avril 2025 à 10 h 30", "Conseil départemental", "a" * 64, "b" * 64):
        assert attendu in page
    assert "<del>26</del></td><td class='nombre'>28</td>" in page


def test_what_people_wrote_is_escaped_and_nothing_is_fetched() -> None:
    page = read(RECU)
    assert "&lt;b&gt;t1&lt;/b&gt;.csv" in page and "Nombre de &lt;logements&gt;" in page
    assert "http" not in page and "<script" not in page


def test_an_undone_lot_says_so_first() -> None:
    annulation = Lot(
        numero=13, genre=GenreLot.ANNULATION, service="CD", publie_le=LOT.publie_le, motif="essai", annule_lot=12
    )
    page = read(replace(RECU, lot=replace(LOT, etat=EtatLot.ANNULE), annule_par=annulation))
    assert "annulé depuis le 12 avril 2025 à 10 h 30 par le dépôt n° 13 (CD). Motif : essai" in page


def test_a_receipt_says_what_became_of_every_filled_cell() -> None:
    cellules = (
        CelluleBordereau(sort=SortCellule.LAISSEE, numero=3, colonne="D « Valeur »", code="V01", message="« x<y » ?"),
        CelluleBordereau(sort=SortCellule.CORRIGEE, numero=4, colonne="D", lu="douze", ecrit="12"),
        CelluleBordereau(sort=SortCellule.IGNOREE, numero=0, colonne="F « agent »", message="2 cellules remplies"),
    )
    compte = Bordereau(remplies=5, publiees=2, inchangees=0, laissees=1, ignorees=2, recues=5)
    page = read(replace(RECU, bordereau=compte, cellules=cellules))
    assert "5 cellules remplies dans votre fichier = 2 publiées + 1 laissée de côté + 2 ignorées (F « agent »)" in page
    assert "ligne 3, colonne D « Valeur »</th><td>« x&lt;y »\u202f?" in page
    assert "ligne 4, colonne D</th><td>« douze » → « 12 »" in page
    assert "colonne F « agent »</th><td>2 cellules remplies" in page


def test_the_effect_counts_each_movement_and_what_is_kept_for_the_service() -> None:
    nouvelle = replace(LIGNE, mouvement=Mouvement.NOUVELLE, avant="")
    recu = replace(RECU, lignes=(LIGNE, nouvelle, nouvelle), reservees=4, comptes=(("resultats", 7),))
    effet = format_effet(recu).replace("\u00a0", " ")
    assert effet == "7 valeurs : 2 nouvelles, 1 modifiée, 4 réservées au service"
    assert format_effet(replace(RECU, lignes=(), comptes=(("axes", 6), ("fiches", 14)))) == "20 données"
