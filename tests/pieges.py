"""A contract and entries whose every free text is hostile: Markdown, HTML, formulas, icons, addresses.

`save_magasin_piege` makes the store; `PIEGE` is what each text holds, and must be read as it is wherever it shows.
"""

import csv
import shutil
from datetime import UTC, datetime
from pathlib import Path

from lib.domain.droits import Acteur, Role
from lib.domain.faits import NiveauMeteo, ObjetCommentaire
from lib.domain.nomenclatures import TypeDepot
from lib.domain.periodes import Trimestre
from lib.usecases.avenants import record_avenant
from lib.usecases.commentaires import record_commentaire
from lib.usecases.contrats import get_code
from lib.usecases.depots import Depot, publish_depot
from lib.usecases.magasin import DOSSIER_CONTRATS, save_magasin
from lib.usecases.meteo import record_meteo

PIEGE = (
    "[piège](http://mal.example/x) ![i](http://mal.example/i.png) <b id='mal'>h</b> **g** _i_ `c` ~~s~~ $x^2$ "
    ":red[r] :smile: :material/close: www.mal.example a@mal.example http://mal.example &amp; -> fin"
)
SENTINELLE = "piège"
ADMIN = Acteur(Role.ADMINISTRATEUR, nom=PIEGE[:80])
TRIMESTRE = Trimestre(2025, 1)

LIBRES = frozenset(
    "cofinanceurs commentaire contenu contexte explication intitule intitule_court libelle motif nom note note_sens "
    "objet partenaires pilotes procedure public quoi source thematique theme".split()
)
"""Columns of a contract folder that hold words; the others hold codes, dates, figures."""

CODES = frozenset({("ruptures.csv", "objet"), ("enonces.csv", "theme"), ("enonces.csv", "objet")})
"""Columns of that name that hold a code."""


def write_dossier_piege(dossier: Path) -> Path:
    """Copy the real contract, the trap at the end of each of its texts; give the folder of contracts."""
    (origine,) = DOSSIER_CONTRATS.iterdir()
    shutil.copytree(origine, dossier / origine.name)
    for fichier in (dossier / origine.name).glob("*.csv"):
        with fichier.open(encoding="utf-8-sig", newline="") as lu:
            lecteur = csv.DictReader(lu, delimiter=";")
            lignes, noms = list(lecteur), list(lecteur.fieldnames or ())
        for ligne in lignes:
            for nom in LIBRES & set(noms):
                if ligne[nom] and (fichier.name, nom) not in CODES:
                    ligne[nom] = f"{ligne[nom]} {PIEGE}"
        with fichier.open("w", encoding="utf-8", newline="") as ecrit:
            ecrivain = csv.DictWriter(ecrit, noms, delimiter=";")
            ecrivain.writeheader()
            ecrivain.writerows(lignes)
    return dossier


def save_magasin_piege(dossier: Path) -> None:
    """Load the hostile contract in the store of the environment, then enter what people type, as hostile."""
    save_magasin(write_dossier_piege(dossier))
    code = get_code(None)
    instant = datetime(2025, 5, 2, 9, tzinfo=UTC)
    record_avenant(ADMIN, code, 1, PIEGE, instant.date(), PIEGE, instant)
    record_commentaire(ADMIN, code, ObjetCommentaire.INDICATEUR, "S.1.1-01", PIEGE, instant)
    record_commentaire(ADMIN, code, ObjetCommentaire.FICHE, "S.1.1", f"# titre\n\n- liste\n{PIEGE}", instant)
    record_meteo(ADMIN, code, "S.1.1", TRIMESTRE, NiveauMeteo.SECURISES, PIEGE, instant)
    commente = PIEGE.replace("@", " ")
    texte = f'indicateur;annee;trimestre;valeur;commentaire\r\nS.1.1-01;2025;T1;3;"{commente}"\r\n'
    depot = Depot(texte.encode(), f"{PIEGE.replace('/', '')}.csv", TypeDepot.RESULTATS, motif=PIEGE)
    _, lot = publish_depot(ADMIN, code, depot, maintenant=instant)
    assert lot is not None
