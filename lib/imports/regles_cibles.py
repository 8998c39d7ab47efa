"""Rows of targets and of context figures."""

from dataclasses import replace
from decimal import Decimal

from lib.domain.contrat import Contexte
from lib.domain.formats import format_date_courte, format_nombre
from lib.domain.indicateurs import Cible
from lib.imports.attentes import Attente, NombreLu
from lib.imports.mentions import Mention, to_mention
from lib.imports.nombres import read_nombre
from lib.imports.regles_avenant import read_avenant
from lib.imports.regles_cadre import Cadre, RegleIndicateur
from lib.imports.regles_codes import read_date, read_entier, to_cle, to_liste, to_suggestion
from lib.imports.regles_dates import check_numero_de_jour, find_jour, list_references
from lib.imports.regles_examen import Examen
from lib.imports.regles_gris import refuse_chiffre
from lib.imports.regles_reperage import (
    check_confidentialite,
    read_annee,
    read_indicateur,
    read_territoire,
    read_ventilation,
)
from lib.imports.regles_texte import read_texte
from lib.imports.regles_unites import check_unite
from lib.imports.regles_valeurs import check_bornes, check_effacement, record_lecture


def read_reperes_cible(
    examen: Examen, cadre: Cadre
) -> tuple[RegleIndicateur | None, int | None, str | None, str | None]:
    """Read which target a row is about: indicator, year, territory, ventilation."""
    regle = read_indicateur(examen, cadre)
    annee = read_annee(examen, cadre)
    territoire = read_territoire(examen, cadre)
    ventilation = read_ventilation(examen, cadre, regle)
    examen.record_cle(regle and regle.indicateur.code, annee, territoire, ventilation)
    return regle, annee, territoire, ventilation


def read_cible(examen: Examen, cadre: Cadre) -> Cible | None:
    """Read one target: a figure, or the contract's own words (« À définir » stays a text, never a number)."""
    regle, annee, territoire, ventilation = read_reperes_cible(examen, cadre)
    avenant = read_avenant(examen, cadre)
    texte = read_texte(examen, "texte")
    if regle is None or (not examen.has("valeur") and refuse_chiffre(examen, "texte", "valeur")):
        return None
    if territoire is not None:
        check_confidentialite(examen, regle, territoire, cadre)
    cible = Cible(indicateur=regle.indicateur.code, annee=annee or 0, texte=texte)
    cible = _read_valeur(examen, regle, cible)
    if not regle.attente.pourcentage:
        exemple = regle.attente.exemple
        check_numero_de_jour(examen, "valeur", cible.valeur, lambda: list_references(regle, cadre), exemple, cadre)
    if cible.valeur is not None:
        check_unite(examen, regle.attente)
    if examen.bloquee or annee is None or territoire is None or ventilation is None or avenant is None:
        return None
    connue = cadre.contrat.get_cible(cible.indicateur, annee, territoire, ventilation)
    if cible.texte and cible.valeur is None and connue is not None and connue.valeur is not None:
        examen.record("C32", "texte" if examen.has("texte") else "valeur", valeur=format_nombre(connue.valeur))
    return Cible(
        indicateur=cible.indicateur,
        annee=annee,
        territoire=territoire,
        ventilation=ventilation,
        valeur=cible.valeur,
        texte=cible.texte,
        avenant=avenant,
        ligne=examen.numero,
        efface=cible.efface,
    )


def _read_valeur(examen: Examen, regle: RegleIndicateur, cible: Cible) -> Cible:
    cellule = examen.get_cellule("valeur")
    if cellule is None:
        efface = to_mention(cible.texte) is Mention.EFFACER
        return replace(cible, efface=efface, texte="" if efface else cible.texte)
    if to_mention(examen.get_texte("valeur")) is Mention.EFFACER:
        check_effacement(examen, "texte")
        return replace(cible, efface=True, texte="")
    lu = NombreLu() if regle.is_texte else regle.read_nombre(cellule)
    if regle.is_texte or lu.mention is not None:
        mots = read_texte(examen, "valeur")
        if cible.texte and to_cle(mots) != to_cle(cible.texte):
            examen.record("V34", "texte", valeur=mots)
        return replace(cible, texte=mots)
    record_lecture(examen, "valeur", lu)
    if lu.valeur is not None:
        check_bornes(examen, regle, lu.valeur)
    return replace(cible, valeur=lu.valeur)


def read_reperes_contexte(examen: Examen, cadre: Cadre) -> tuple[str | None, Contexte | None, str]:
    """Read which figure a row is about: territory, measure (one the contract's folder already names), period."""
    texte = examen.get_texte("mesure")
    mesures = {to_cle(contexte.mesure): contexte for contexte in cadre.contrat.contexte}
    mesures |= {to_cle(contexte.libelle): contexte for contexte in cadre.contrat.contexte}
    modele = mesures.get(to_cle(texte)) if texte else None
    if modele is None:
        codes = list(dict.fromkeys(contexte.mesure for contexte in cadre.contrat.contexte))
        proches = cadre.list_proches("mesure", texte, codes)
        examen.record("L13", "mesure", proches, nom="mesure", suggestion=to_suggestion(proches), liste=to_liste(codes))
    territoire = read_territoire(examen, cadre)
    periode = examen.get_texte("date")
    if not periode:
        examen.record("L07", "date", nom="date", exemple="une date ou une période, par exemple 31/12/2025")
    jour = read_date(periode)
    if jour is None and (numero := find_jour(read_entier(periode), cadre)):
        examen.record("V14", "date", exemple=format_date_courte(numero))
    periode = format_date_courte(jour) if jour else periode
    examen.record_cle(territoire, modele and modele.mesure, periode or None)
    return territoire, modele, periode


def read_contexte(examen: Examen, cadre: Cadre) -> Contexte | None:
    """Read one figure of situation."""
    territoire, modele, periode = read_reperes_contexte(examen, cadre)
    attente = Attente(
        unite=modele.unite if modele else "", entier=True, exemple="348", unites_connues=cadre.unites_connues
    )
    cellule = examen.get_cellule("valeur")
    lu = read_nombre(cellule, attente) if cellule else NombreLu()
    efface = lu.mention is Mention.EFFACER
    if cellule is None or (lu.mention is not None and not efface):
        examen.record("V01", "valeur", exemple=attente.exemple)
        return None
    record_lecture(examen, "valeur", lu)
    valeur = Decimal(0) if efface else lu.valeur
    mesure = modele.mesure if modele else ""
    check_numero_de_jour(
        examen, "valeur", lu.valeur, lambda: _list_connus(cadre, mesure, territoire), attente.exemple, cadre
    )
    if lu.valeur is not None and modele is not None:
        check_unite(examen, attente)
    source = read_texte(examen, "source")
    if examen.bloquee or modele is None or territoire is None or valeur is None:
        return None
    return Contexte(
        territoire=territoire,
        mesure=modele.mesure,
        periode=periode,
        bloc=modele.bloc,
        libelle=modele.libelle,
        unite=modele.unite,
        valeur=valeur,
        source=source,
        ligne=examen.numero,
        efface=efface,
    )


def _list_connus(cadre: Cadre, mesure: str, territoire: str | None) -> list[Decimal]:
    """List the figures known of a measure in a territory, else anywhere."""
    connus = [contexte for contexte in cadre.contrat.contexte if contexte.mesure == mesure]
    siens = [contexte.valeur for contexte in connus if contexte.territoire == territoire]
    return siens or [contexte.valeur for contexte in connus]
