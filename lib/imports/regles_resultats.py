"""One row of results: where it stands, what it says, and the fact it makes."""

from decimal import Decimal

from lib.domain.contrat import DEPARTEMENT, build_fait
from lib.domain.faits import Resultat
from lib.domain.formats import format_date_courte, format_nombre
from lib.domain.nomenclatures import Comptage, StatutResultat, TypeTerritoire
from lib.domain.non_transmissions import get_cloture
from lib.domain.periodes import Trimestre
from lib.imports.attentes import Mesure
from lib.imports.regles_cadre import Cadre, RegleIndicateur
from lib.imports.regles_codes import read_liste
from lib.imports.regles_dates import check_numero_de_jour, list_references
from lib.imports.regles_examen import Examen, Place
from lib.imports.regles_lieu import read_lieu
from lib.imports.regles_unites import check_unite
from lib.imports.regles_valeurs import STATUTS_SANS_VALEUR, TERME, read_mesure


def is_ligne_vide(examen: Examen) -> bool:
    """Whether a row of results says nothing: no value, no term, and no status that would stand for one."""
    textes = examen.textes
    if "valeur" in textes or "numerateur" in textes or "denominateur" in textes:
        return False
    statut = examen.get_texte("statut")
    return not statut or read_liste(statut, StatutResultat) in (StatutResultat.MESUREE, StatutResultat.PROVISOIRE)


def read_resultat(examen: Examen, cadre: Cadre) -> Resultat | None:
    """Read one row that says something; gives its fact, or None when it has an error."""
    lieu = read_lieu(examen, cadre)
    if lieu is None:
        return None
    regle, place, periode, commentaire = lieu
    mesure = _read_mesure(examen, regle, place, periode, cadre)
    if examen.bloquee:
        return None
    if periode == cadre.en_cours:
        mesure = _mark_provisoire(examen, mesure, periode)
    connu = cadre.contrat.resultat_par_cle.get(examen.cle or ())
    if connu is not None:
        _check_termes_perdus(examen, mesure, connu)
        _check_statut_perdu(examen, mesure, connu)
    _check_petit_effectif(examen, regle, mesure.valeur, place, cadre)
    if cadre.contrat.non_transmissions:
        _check_close(examen, place, periode, cadre)
    if "valeur_connue" in examen.ligne.textes:
        _read_valeur_connue(examen, regle)
    examen.place, examen.valeur = place, mesure.valeur
    return _build_fait(examen, place, periode, mesure, commentaire)


def _read_mesure(examen: Examen, regle: RegleIndicateur, place: Place, periode: Trimestre, cadre: Cadre) -> Mesure:
    """Read and verify the figure of a row; cells already read for this indicator without anything to say say no more.

    A share below 1 is read every time: what it means depends on the quarter before.
    """
    ligne, get = examen.ligne, examen.ligne.textes.get
    formes = (*ligne.genres.items(), *ligne.affichages.items()) if ligne.genres or ligne.affichages else ()
    cle = (get("valeur"), get("numerateur"), get("denominateur"), get("statut"), get("unite"), formes)
    connue = regle.mesures_lues.get(cle)
    if connue is not None:
        return connue
    dits = len(examen.problemes)
    mesure = read_mesure(examen, regle, cadre.get_precedent(place, periode))
    if mesure.valeur is not None:
        check_unite(examen, regle.attente)
    if examen.bloquee:
        return mesure
    _check_numeros_de_jour(examen, regle, mesure, cadre)
    part = regle.attente.pourcentage and mesure.valeur is not None and abs(mesure.valeur) < 1
    if len(examen.problemes) == dits and not part:
        regle.mesures_lues[cle] = mesure
    return mesure


def _build_fait(examen: Examen, place: Place, periode: Trimestre, mesure: Mesure, commentaire: str) -> Resultat:
    return build_fait(
        Resultat,
        indicateur=place[0],
        annee=periode.annee,
        trimestre=periode.numero,
        territoire=place[1],
        ventilation=place[2],
        valeur=mesure.valeur,
        numerateur=mesure.numerateur,
        denominateur=mesure.denominateur,
        texte=mesure.texte,
        statut=mesure.statut,
        commentaire=commentaire,
        ligne=examen.numero,
        efface=mesure.efface,
    )


def _check_close(examen: Examen, place: Place, periode: Trimestre, cadre: Cadre) -> None:
    """Tell that the datum was declared « ne sera pas transmise »: one that comes is received (I26)."""
    if place[1:] != (DEPARTEMENT, ""):
        return
    cloture = get_cloture(cadre.contrat, place[0], periode)
    if cloture is not None and cloture.phrase:
        examen.record("I26", "valeur", code=place[0], periode=periode.libelle, declaree=cloture.phrase)


def _check_numeros_de_jour(examen: Examen, regle: RegleIndicateur, mesure: Mesure, cadre: Cadre) -> None:
    """Ask about a figure typed that is rather a day's number; a term is compared with the other one too."""
    exemple = regle.attente.exemple
    cellule = None if regle.attente.pourcentage or regle.is_texte else examen.get_cellule("valeur")
    if cellule is not None:
        lue = regle.read_nombre(cellule).valeur
        check_numero_de_jour(examen, "valeur", lue, lambda: list_references(regle, cadre), exemple, cadre)

    def list_termes(autre: Decimal | None) -> list[Decimal | None]:
        resultats = cadre.contrat.resultats_par_indicateur.get(regle.indicateur.code, [])
        return [autre, *(terme for lu in resultats for terme in (lu.numerateur, lu.denominateur))]

    haut, bas = mesure.numerateur, mesure.denominateur
    check_numero_de_jour(examen, "numerateur", haut, lambda: list_termes(bas), TERME.exemple, cadre)
    check_numero_de_jour(examen, "denominateur", bas, lambda: list_termes(haut), TERME.exemple, cadre)


def _mark_provisoire(examen: Examen, mesure: Mesure, periode: Trimestre) -> Mesure:
    """Mark « provisoire » a value of the quarter that is not over, to confirm."""
    if mesure.efface or mesure.statut in STATUTS_SANS_VALEUR:
        return mesure
    examen.record("C09", "trimestre", periode=periode.libelle, fin=format_date_courte(periode.fin))
    return mesure._replace(statut=StatutResultat.PROVISOIRE)


def _check_termes_perdus(examen: Examen, mesure: Mesure, connu: Resultat) -> None:
    """Ask about a rate that changes without the two terms it was published with: they would no longer give it."""
    if connu.numerateur is None or connu.denominateur is None or connu.valeur is None:
        return
    if mesure.valeur is None or mesure.numerateur is not None or mesure.valeur == connu.valeur:
        return
    termes = {"numerateur": format_nombre(connu.numerateur), "denominateur": format_nombre(connu.denominateur)}
    avant, apres = format_nombre(connu.valeur, 1), format_nombre(mesure.valeur)
    examen.record("C31", "valeur", avant=avant, apres=apres, **termes)


def _check_statut_perdu(examen: Examen, mesure: Mesure, connu: Resultat) -> None:
    """Ask about a provisional value that comes again without any status: is it final now?"""
    if connu.statut is not StatutResultat.PROVISOIRE or examen.has("statut") or mesure.efface:
        return
    if mesure.statut is StatutResultat.MESUREE and (mesure.valeur, mesure.texte) == (connu.valeur, connu.texte):
        dite = connu.texte or format_nombre(connu.valeur)
        examen.record("C34", "statut", ("Provisoire", "Mesurée"), valeur=dite)


def _check_petit_effectif(
    examen: Examen, regle: RegleIndicateur, valeur: Decimal | None, place: Place, cadre: Cadre
) -> None:
    """Tell that a small count of persons, by commune or ventilation, will be masked."""
    _, territoire, ventilation = place
    if regle.indicateur.comptage is not Comptage.PERSONNES or valeur is None or not 1 <= valeur <= cadre.petit_effectif:
        return
    lieu = cadre.contrat.territoire_par_code.get(territoire)
    if ventilation or (lieu is not None and lieu.type is TypeTerritoire.COMMUNE):
        nom = " – ".join(filter(None, [lieu.nom if lieu else territoire, ventilation]))
        examen.record("I07", "valeur", valeur=format_nombre(valeur), unite=regle.indicateur.unite, lieu=nom)


def _read_valeur_connue(examen: Examen, regle: RegleIndicateur) -> None:
    """Read the grey column, to detect that someone changed the value since; unreadable, it says nothing.

    Blank, it says « nothing was published » on a row of the template only, told by the label printed on it.
    """
    cellule = examen.get_cellule("valeur_connue")
    if cellule is None:
        examen.a_valeur_connue = "libelle" in examen.textes
        return
    examen.valeur_connue = cellule.texte.strip() if regle.is_texte else regle.read_nombre(cellule).valeur
    examen.a_valeur_connue = examen.valeur_connue is not None
