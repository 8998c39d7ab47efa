"""A small contract and small tables, built by hand: what a French office would send, without reading any file."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from lib.domain.contrat import Avenant, Axe, Contexte, Contrat, FicheAction, Habilitation, Territoire
from lib.domain.contrat_lu import ContratLu
from lib.domain.credits import Enveloppe
from lib.domain.depots import COLONNES
from lib.domain.droits import Acteur, Role
from lib.domain.faits import Execution, Resultat
from lib.domain.indicateurs import Dimension, Indicateur, Modalite
from lib.domain.nomenclatures import (
    Categorie,
    Comptage,
    Financeur,
    Mode,
    NatureEnveloppe,
    Niveau,
    PartieContrat,
    Periodicite,
    Producteur,
    Sens,
    StatutCible,
    TypeAxe,
    TypeDepot,
    TypePerimetre,
    TypeTerritoire,
    TypeValeur,
)
from lib.domain.periodes import read_trimestre
from lib.domain.tableau import Entete, GenreCellule, LectureFichier, LigneLue, TableLue

CONTRIBUTEUR = Acteur(Role.CONTRIBUTEUR_CD, "Camille", "Conseil départemental")
AUJOURD_HUI = date(2025, 8, 15)
"""In T3 2025: T1 and T2 are over, T4 has not begun."""

AXES = (
    Axe(
        code="A1",
        type=TypeAxe.AXE,
        partie=PartieContrat.SOLIDARITES,
        ordre=1,
        intitule="Prévenir la pauvreté",
        intitule_court="Prévention",
        debut=date(2024, 1, 1),
        fin=date(2027, 12, 31),
    ),
    Axe(
        code="V2",
        type=TypeAxe.VOLET,
        partie=PartieContrat.INSERTION,
        ordre=2,
        intitule="Étoffer l’offre d’insertion",
        intitule_court="Insertion",
        debut=date(2024, 1, 1),
        fin=date(2024, 12, 31),
    ),
)


def build_fiche(code: str, axe: str = "A1") -> FicheAction:
    """Build a fiche of an axe."""
    debut, fin = date(2024, 1, 1), date(2027, 12, 31)
    secret = code == "S.1.3"
    return FicheAction(
        code=code, axe=axe, ordre=1, intitule=f"Action {code}", debut=debut, fin=fin, confidentielle=secret
    )


def build_indicateur(code: str, libelle: str, unite: str, **champs: object) -> Indicateur:
    """Build an indicator; by default distinct persons cumulated since January, of fiche S.1.2."""
    communs: dict[str, object] = {
        "niveau": Niveau.LOCAL,
        "axe": "A1",
        "fiche": "S.1.2",
        "categorie": Categorie.REALISATION,
        "type": TypeValeur.NOMBRE,
        "comptage": Comptage.PERSONNES,
        "mode": Mode.CUMUL_ANNEE,
        "additif": False,
        "sens": Sens.HAUSSE,
        "producteur": Producteur.CD,
        "periodicite": Periodicite.TRIMESTRIELLE,
        "delai_jours": 15,
        "statut": StatutCible.CIBLE_CHIFFREE,
        "ventilations": "parcours",
    }
    return Indicateur(code=code, libelle=libelle, unite=unite, **(communs | champs))  # type: ignore[arg-type]


_TAUX = {"type": TypeValeur.TAUX, "comptage": Comptage.RAPPORT, "mode": Mode.CUMUL_ANNEE}
_EVENEMENTS = {"comptage": Comptage.EVENEMENTS, "additif": True}

INDICATEURS = (
    build_indicateur("S.1.2-01", "Nombre de jeunes logés en colocation", "jeunes", situation_initiale=Decimal(50)),
    build_indicateur("S.1.2-02", "Nombre de jeunes accompagnés", "jeunes"),
    build_indicateur("S.1.2-04", "Nombre de diagnostics", "diagnostics", **_EVENEMENTS),
    build_indicateur("S.1.3-02", "Nombre de familles accompagnées", "familles", fiche="S.1.3"),
    build_indicateur("S.2.1-01", "Part des ménages aidés", "% des ménages", **_TAUX),
    build_indicateur("S.2.1-02", "Taux de couverture", "%", hors_bornes=True, **_TAUX),
    build_indicateur("S.3.1-01", "Nombre d’ETP", "ETP", comptage=Comptage.STOCK, mode=Mode.A_DATE),
    build_indicateur("S.3.1-02", "Nombre de vélos", "vélos", comptage=Comptage.STOCK, mode=Mode.A_DATE),
    build_indicateur(
        "S.3.3-02",
        "Communication",
        "texte",
        type=TypeValeur.TEXTE,
        comptage=Comptage.TEXTE,
        mode=Mode.TEXTE,
    ),
    build_indicateur("N-S-04", "Jeunes de 16 à 25 ans", "jeunes", formule="S.1.2-01 + S.1.2-02"),
    build_indicateur("V2.1-02", "Évolution des entrants", "%", **(_TAUX | {"mode": Mode.VARIATION})),
    build_indicateur("V2.1-03a", "Orientés en moins de 1 mois", "personnes (ARSA)", **_EVENEMENTS),
    build_indicateur(
        "V2.1-03b", "Orientés en moins de 1 mois", "personnes (ARSA)", mesure="dont en moins de 15 jours", **_EVENEMENTS
    ),
    build_indicateur("V2.2-01", "Entrées en parcours", "personnes", axe="V2", **_EVENEMENTS),
    *(
        build_indicateur(f"V3-04{lettre}", "Orientations", "% des orientations", mesure=f"part {nom}", **_TAUX)
        for lettre, nom in (("a", "emploi"), ("b", "équilibré"), ("c", "remobilisation"))
    ),
    build_indicateur("N-V3-05", "Sortants", "personnes", producteur=Producteur.FRANCE_TRAVAIL),
)

COMMUNES = (("94011", "Bonneuil-sur-Marne"), ("94017", "Champigny-sur-Marne"), ("94028", "Créteil"))

CONTRAT = ContratLu(
    contrat=Contrat(
        code="94",
        intitule="Contrat d’exemple",
        nom_court="Val-de-Marne 2024-2027",
        departement_code="94",
        departement="Val-de-Marne",
        debut=date(2024, 1, 1),
        fin=date(2027, 12, 31),
    ),
    avenants=(Avenant(numero=0, objet="Contrat initial"), Avenant(numero=1, objet="Avenant 2025")),
    territoires=(
        Territoire(code="DEP", type=TypeTerritoire.DEPARTEMENT, nom="Val-de-Marne"),
        Territoire(code="ZONE", type=TypeTerritoire.ZONE, nom="Territoire pilote", membres="94017 94028"),
        Territoire(code="AG-94011", type=TypeTerritoire.AGENCE, nom="Agence de Champigny", membres="94017"),
        *(Territoire(code=code, type=TypeTerritoire.COMMUNE, nom=nom) for code, nom in COMMUNES),
    ),
    axes=AXES,
    fiches=(*map(build_fiche, ("S.1.2", "S.1.3", "S.2.1")), build_fiche("I.V2", "V2")),
    indicateurs=INDICATEURS,
    dimensions=(Dimension(code="parcours", intitule="Parcours"), Dimension(code="mois", intitule="Mois")),
    modalites=(
        Modalite(dimension="parcours", code="emploi", intitule="Emploi"),
        Modalite(dimension="parcours", code="equilibre", intitule="Équilibré"),
        Modalite(dimension="mois", code="m01", intitule="Janvier"),
    ),
    enveloppes=(
        Enveloppe(
            fiche="S.1.2",
            annee=2025,
            financeur=Financeur.ETAT,
            nature=NatureEnveloppe.PREVISIONNEL,
            montant=20_750_000,
        ),
    ),
    contexte=(
        Contexte(
            territoire="DEP",
            mesure="foyers_rsa",
            periode="31/12/2023",
            bloc="Situation initiale",
            libelle="Nombre de foyers RSA",
            unite="foyers",
            valeur=Decimal(42_000),
        ),
    ),
    habilitations=(
        Habilitation(role="contributeur_cd", type=TypePerimetre.PRODUCTEUR, valeur="CD"),
        Habilitation(role="contributeur_ft", type=TypePerimetre.PRODUCTEUR, valeur="FRANCE_TRAVAIL"),
    ),
)


def build_contrat(*, resultats: Sequence[Resultat] = (), executions: Sequence[Execution] = ()) -> ContratLu:
    """Give the small contract with what was already published."""
    return replace(CONTRAT, resultats=tuple(resultats), executions=tuple(executions))


def build_resultat(indicateur: str, periode: str, valeur: str, **champs: str) -> Resultat:
    """Build a published figure, e.g. build_resultat("S.1.2-01", "2025-T1", "348")."""
    trimestre = read_trimestre(periode)
    assert trimestre is not None
    return Resultat(
        indicateur=indicateur,
        annee=trimestre.annee,
        trimestre=trimestre.numero,
        valeur=Decimal(valeur),
        **champs,  # type: ignore[arg-type]
    )


Contenu = str | tuple[str, GenreCellule]
"""A cell of a test table: its text, or its text and the kind an .xlsx gives it."""


def build_table(type_depot: TypeDepot, *lignes: dict[str, Contenu], ligne_entete: int = 1) -> TableLue:
    """Build a table as the reader gives it: columns in the template's order, headers as the template writes them.

    Columns are those that one row at least names, and the compulsory ones.
    """
    nommees = {nom for ligne in lignes for nom in ligne}
    colonnes = [c for c in COLONNES[type_depot] if c.nom in nommees or c.obligatoire]
    assert nommees <= {colonne.nom for colonne in colonnes}
    entetes = tuple(Entete(rang, colonne.intitule, colonne.nom) for rang, colonne in enumerate(colonnes, 1))
    lues = []
    for numero, ligne in enumerate(lignes, ligne_entete + 1):
        rangs = {entete.nom or "": entete.colonne for entete in entetes}
        contenus = {nom: ligne.get(nom, "") for nom in rangs}
        textes = {nom: contenu if isinstance(contenu, str) else contenu[0] for nom, contenu in contenus.items()}
        genres = {nom: contenu[1] for nom, contenu in contenus.items() if not isinstance(contenu, str)}
        lues.append(LigneLue(numero, textes, rangs, genres))
    return TableLue(LectureFichier("csv", lignes=len(lues)), entetes, tuple(lues))
