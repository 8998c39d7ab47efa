"""Where a row stands: indicator or fiche, year, quarter, territory, ventilation. Each error says what was expected."""

from lib.domain.contrat import Axe, FicheAction
from lib.domain.formats import format_date_courte
from lib.domain.indicateurs import Indicateur
from lib.domain.nomenclatures import PartieContrat, TypeTerritoire
from lib.domain.perimetres import is_fiche_dans_perimetre
from lib.domain.periodes import Trimestre
from lib.domain.petits_effectifs import is_lieu_confidentiel
from lib.imports.regles_cadre import Cadre, RegleIndicateur
from lib.imports.regles_codes import read_entier, read_numero_trimestre, to_cle, to_suggestion
from lib.imports.regles_dates import refuse_date
from lib.imports.regles_examen import Examen


def read_indicateur(examen: Examen, cadre: Cadre) -> RegleIndicateur | None:
    """Read the indicator of a row; an unknown code is answered with at most two neighbours."""
    texte = examen.get_texte("code_indicateur")
    if texte in cadre.indicateurs_lus:
        return cadre.indicateurs_lus[texte]
    exemple = cadre.exemple_code
    if not texte:
        examen.record("L07", "code_indicateur", nom="code_indicateur", exemple=f"un code, par exemple {exemple}")
        return None
    indicateur = cadre.codes.get_indicateur(texte)
    if indicateur is None:
        proches = cadre.list_proches("indicateur", texte, cadre.contrat.indicateur_par_code)
        nommes = [f"{code} – {cadre.contrat.indicateur_par_code[code].libelle}" for code in proches]
        exemple = proches[0] if proches else exemple
        examen.record("L01", "code_indicateur", proches, suggestion=to_suggestion(nommes), exemple=exemple)
        return None
    cadre.indicateurs_lus[texte] = cadre.get_regle(indicateur)
    return cadre.indicateurs_lus[texte]


def check_depot_indicateur(examen: Examen, regle: RegleIndicateur, cadre: Cadre) -> None:
    """Refuse a derived indicator (its parts are named) and one outside the person's scope."""
    indicateur = regle.indicateur
    if indicateur.formule:
        parts = indicateur.formule.replace(" + ", ", ")
        champs = {"code": indicateur.code, "formule": indicateur.formule, "parts": parts}
        examen.record("L09", "code_indicateur", **champs)
    elif not regle.dans_perimetre:
        champs = {"objet": f"L’indicateur {indicateur.code}", "producteur": indicateur.producteur.libelle}
        examen.record("L02", "code_indicateur", profil=cadre.acteur.role.libelle, **champs)


def check_libelle(examen: Examen, regle: RegleIndicateur, cadre: Cadre) -> None:
    """Ask when the printed label is another indicator's: rows were probably shifted in the spreadsheet.

    A label that is nobody's is only told: it was typed by hand, and the code decides.
    """
    lu = examen.get_texte("libelle")
    if not lu:
        return
    cle = to_cle(lu)
    if is_libelle_de(cle, regle.indicateur):
        return
    champs = {"code": regle.indicateur.code, "libelle": regle.indicateur.intitule}
    autre = any(is_libelle_de(cle, indicateur) for indicateur in cadre.contrat.indicateurs)
    examen.record("C21" if autre else "I11", "libelle", **champs)


def is_libelle_de(cle: str, indicateur: Indicateur) -> bool:
    """Whether a label, in its comparable form, is one an indicator is written under (its first words suffice)."""
    ecrits = (to_cle(texte) for texte in (indicateur.libelle, indicateur.mesure, indicateur.libelle_fiche) if texte)
    return any(cle.startswith(ecrit[:25]) or (len(cle) >= 12 and ecrit.startswith(cle[:25])) for ecrit in ecrits)


def read_fiche(examen: Examen, cadre: Cadre, nom: str = "code_fiche") -> FicheAction | None:
    """Read an existing fiche, within the person's scope."""
    texte = examen.get_texte(nom)
    exemple = cadre.contrat.fiches[0].code if cadre.contrat.fiches else "S.1.1"
    if not texte:
        examen.record("L07", nom, nom=nom, exemple=f"un code de fiche, par exemple {exemple}")
        return None
    fiche = cadre.codes.get_fiche(texte)
    if fiche is None:
        proches = cadre.list_proches("fiche", texte, cadre.contrat.fiche_par_code)
        nommees = [f"{code} – {cadre.contrat.fiche_par_code[code].intitule}" for code in proches]
        examen.record("L11", nom, proches, suggestion=to_suggestion(nommees), exemple=exemple)
        return None
    if not is_fiche_dans_perimetre(cadre.acteur, cadre.contrat.habilitations, fiche.code):
        champs = {"objet": f"La fiche {fiche.code}", "producteur": "un autre service"}
        examen.record("L02", nom, profil=cadre.acteur.role.libelle, **champs)
    return fiche


def read_annee(examen: Examen, cadre: Cadre, nom: str = "annee", defaut: int | None = None) -> int | None:
    """Read a year of the contract; defaut is the one written in the quarter's own cell."""
    texte = examen.get_texte(nom)
    annees = cadre.codes.annees
    if not texte:
        if defaut in annees:
            return defaut
        examen.record("L07", nom, nom=nom, exemple=f"une année, par exemple {annees[-1]}")
        return None
    annee = cadre.codes.read_annee(texte)
    if annee is None and not refuse_date(examen, nom, cadre, f"une année sur 4 chiffres, par exemple {annees[-1]}"):
        entier = read_entier(texte)
        longue = 2000 + entier if entier is not None and entier < 100 else None
        propositions = (str(longue),) if longue in annees else ()
        exemple = longue if longue in annees else min(max(cadre.aujourd_hui.year, annees[0]), annees[-1])
        examen.record("L03", nom, propositions, debut=annees[0], fin=annees[-1], exemple=exemple)
    return annee


def read_periode(examen: Examen, cadre: Cadre, objet: str) -> Trimestre | None:
    """Read year and quarter; a quarter that has not begun is refused."""
    texte = examen.get_texte("trimestre")
    cle = (examen.get_texte("annee"), texte)
    if cle in cadre.periodes_lues:
        examen.periode = cadre.periodes_lues[cle]
        return examen.periode
    numero, annee_ecrite = read_numero_trimestre(texte)
    annee = read_annee(examen, cadre, defaut=annee_ecrite)
    if not texte:
        examen.record("L07", "trimestre", nom="trimestre", exemple="T1, T2, T3 ou T4")
        return None
    if numero is None:
        if not refuse_date(examen, "trimestre", cadre, "un trimestre, par exemple T1"):
            examen.record("L04", "trimestre", precision="")
        return None
    if annee is None:
        return None
    if annee_ecrite not in (None, annee):
        examen.record("L04", "trimestre", precision=f" de {annee}, l’année de la ligne")
        return None
    periode = Trimestre(annee, numero)
    if periode > cadre.en_cours:
        examen.record("V08", "trimestre", periode=periode.libelle, objet=objet, dernier=cadre.en_cours.libelle)
        return None
    examen.periode = cadre.periodes_lues[cle] = periode
    return periode


def check_periode_axe(examen: Examen, axe: Axe | None, periode: Trimestre, cadre: Cadre) -> None:
    """Ask when a quarter lies outside the period of the axe or volet (art. 4)."""
    if axe is not None and cadre.is_hors_periode(axe, periode):
        champs = {"debut": format_date_courte(axe.debut), "fin": format_date_courte(axe.fin)}
        examen.record("C18", "trimestre", periode=periode.libelle, axe=axe.intitule_court, **champs)


def read_territoire(examen: Examen, cadre: Cadre) -> str | None:
    """Read a territory by code or exact name; empty is the whole département."""
    texte = examen.get_texte("territoire")
    territoire = cadre.codes.get_territoire(texte)
    if territoire is None:
        communes = [t for t in cadre.contrat.territoires if t.type is TypeTerritoire.COMMUNE]
        proches = tuple(dict.fromkeys((*cadre.codes.list_debuts(texte), *_list_lieux_proches(cadre, texte))))[:2]
        exemple = proches[0] if proches else f"{communes[0].code} ou {communes[0].nom}" if communes else "DEP"
        examen.record("L05", "territoire", proches, suggestion=to_suggestion(proches), exemple=exemple)
    return territoire


def _list_lieux_proches(cadre: Cadre, texte: str) -> tuple[str, ...]:
    """List the names close to a word; a code resembles others by its digits only, which says nothing."""
    if any(map(str.isdigit, texte)):
        return ()
    return cadre.list_proches("territoire", texte, cadre.codes.list_noms_de_lieux())


def check_confidentialite(examen: Examen, regle: RegleIndicateur, territoire: str, cadre: Cadre) -> None:
    """Refuse by territory what the contract promises to keep confidential (S.1.3, l.902)."""
    if is_lieu_confidentiel(cadre.contrat, regle.indicateur, territoire):
        examen.record("L12", "territoire", code=regle.indicateur.code, fiche=regle.indicateur.fiche)


def read_ventilation(examen: Examen, cadre: Cadre, regle: RegleIndicateur | None) -> str | None:
    """Read « dimension:modalite »; the dimension must be one of the indicator's own when it declares some."""
    texte = examen.get_texte("ventilation")
    cle = (regle.indicateur.code if regle else "", texte)
    if not texte or cle in cadre.ventilations_lues:
        return cadre.ventilations_lues.get(cle, "")
    ventilation = cadre.codes.get_ventilation(texte)
    permises = regle.ventilations & cadre.codes.dimensions if regle else frozenset()
    if ventilation and permises and ventilation.partition(":")[0] not in permises:
        ventilation = None
    if ventilation is None:
        connues = cadre.codes.list_ventilations()
        siennes = [v for v in connues if v.partition(":")[0] in permises] or connues
        proches = cadre.list_proches(f"ventilation de {cle[0]}", texte, siennes)
        exemple = siennes[0] if siennes else "parcours:emploi"
        examen.record("L10", "ventilation", proches, suggestion=to_suggestion(proches), exemple=exemple)
        return None
    cadre.ventilations_lues[cle] = ventilation
    return ventilation


def read_partie(texte: str) -> PartieContrat | None:
    """Read one of the two parts of the contract by code, label or first word."""
    cle = to_cle(texte)
    for partie in PartieContrat:
        if cle.startswith(to_cle(partie.value)[:9]):
            return partie
    return None
