"""Small contracts built by hand for the tests of the follow-up."""

from datetime import date
from decimal import Decimal
from typing import Any

from lib.domain.contrat import Axe, Contrat, FicheAction, Territoire
from lib.domain.contrat_lu import ContratLu
from lib.domain.faits import Resultat
from lib.domain.indicateurs import Cible, Indicateur, Seuil
from lib.domain.nomenclatures import (
    Categorie,
    Comptage,
    Mode,
    Niveau,
    PartieContrat,
    Periodicite,
    Producteur,
    Sens,
    StatutCible,
    StatutResultat,
    TypeAxe,
    TypeTerritoire,
    TypeValeur,
)
from lib.domain.periodes import Trimestre
from lib.domain.ruptures import Rupture

SEUILS = (
    Seuil(code="seuil_bonne_voie", libelle="En bonne voie", valeur=Decimal(95), unite="%", explication=""),
    Seuil(code="seuil_a_surveiller", libelle="À surveiller", valeur=Decimal(80), unite="%", explication=""),
    Seuil(code="petit_effectif", libelle="Petit effectif", valeur=Decimal(4), unite="personnes", explication=""),
    Seuil(code="avancement_ecart_minimal", libelle="Écart minimal", valeur=Decimal(5), unite="%", explication=""),
)
AXE = Axe(
    code="A1",
    type=TypeAxe.AXE,
    partie=PartieContrat.SOLIDARITES,
    ordre=1,
    intitule="Axe",
    intitule_court="Axe",
    debut=date(2024, 1, 1),
    fin=date(2027, 12, 31),
)
VOLET = Axe(
    code="V3",
    type=TypeAxe.VOLET,
    partie=PartieContrat.INSERTION,
    ordre=2,
    intitule="Volet",
    intitule_court="Volet",
    debut=date(2024, 1, 1),
    fin=date(2024, 12, 31),
)
FICHE = FicheAction(code="F1", axe="A1", ordre=1, intitule="Action", debut=date(2024, 1, 1), fin=date(2027, 12, 31))
COMMUNES = ("94017", "94028", "94079")
TERRITOIRES = (
    Territoire(code="DEP", type=TypeTerritoire.DEPARTEMENT, nom="Département"),
    Territoire(code="ZONE", type=TypeTerritoire.ZONE, nom="Pilote", membres=" ".join(COMMUNES)),
    *(Territoire(code=code, type=TypeTerritoire.COMMUNE, nom=code) for code in COMMUNES),
)
COMPTAGE_PAR_TYPE = {TypeValeur.TAUX: Comptage.RAPPORT, TypeValeur.MOYENNE: Comptage.RAPPORT}
COMPTAGE_PAR_TYPE |= {TypeValeur.DUREE: Comptage.RAPPORT, TypeValeur.TEXTE: Comptage.TEXTE}
MODE_PAR_COMPTAGE = {Comptage.STOCK: Mode.A_DATE, Comptage.TEXTE: Mode.TEXTE}


def decimal(valeur: Any) -> Decimal | None:
    return None if valeur is None else Decimal(str(valeur))


def make_indicateur(code: str = "X-01", **champs: Any) -> Indicateur:
    type_valeur = TypeValeur(champs.pop("type", "nombre"))
    comptage = Comptage(champs.pop("comptage", COMPTAGE_PAR_TYPE.get(type_valeur, Comptage.EVENEMENTS)))
    base: dict[str, Any] = {
        "niveau": Niveau.LOCAL,
        "axe": "A1",
        "fiche": "F1",
        "libelle": "Mesure",
        "unite": "personnes",
        "categorie": Categorie.REALISATION,
        "mode": Mode(champs.pop("mode", MODE_PAR_COMPTAGE.get(comptage, Mode.CUMUL_ANNEE))),
        "additif": comptage is Comptage.EVENEMENTS,
        "sens": Sens(champs.pop("sens", "hausse")),
        "producteur": Producteur.CD,
        "periodicite": Periodicite.TRIMESTRIELLE,
        "delai_jours": 15,
        "si_fin": date(2023, 12, 31),
        "statut": StatutCible.CIBLE_CHIFFREE,
    }
    return Indicateur(code=code, type=type_valeur, comptage=comptage, **(base | champs))


def make_resultat(trimestre: str, valeur: Any = None, code: str = "X-01", **champs: Any) -> Resultat:
    annee, numero = trimestre.split("-T")
    termes = {nom: decimal(champs.pop(nom, None)) for nom in ("numerateur", "denominateur")}
    statut = StatutResultat(champs.pop("statut", "mesuree"))
    return Resultat(
        indicateur=code,
        annee=int(annee),
        trimestre=int(numero),
        valeur=decimal(valeur),
        statut=statut,
        **termes,
        **champs,
    )


def make_cible(annee: int, valeur: Any = None, code: str = "X-01", **champs: Any) -> Cible:
    return Cible(indicateur=code, annee=annee, valeur=decimal(valeur), **champs)


def make_contrat(
    *indicateurs: Indicateur,
    resultats: tuple[Resultat, ...] = (),
    cibles: tuple[Cible, ...] = (),
    fiches: tuple[FicheAction, ...] = (FICHE,),
    axes: tuple[Axe, ...] = (AXE, VOLET),
    seuils: tuple[Seuil, ...] = SEUILS,
    territoires: tuple[Territoire, ...] = TERRITOIRES,
    ruptures: tuple[Rupture, ...] = (),
) -> ContratLu:
    contrat = Contrat(
        code="C",
        intitule="Contrat",
        nom_court="Contrat",
        departement_code="94",
        departement="Val-de-Marne",
        debut=date(2024, 1, 1),
        fin=date(2027, 12, 31),
    )
    return ContratLu(
        contrat=contrat,
        indicateurs=indicateurs,
        resultats=resultats,
        cibles=cibles,
        fiches=fiches,
        axes=axes,
        seuils=seuils,
        territoires=territoires,
        ruptures=ruptures,
    )


def read_trimestre(code: str) -> Trimestre:
    annee, numero = code.split("-T")
    return Trimestre(int(annee), int(numero))
