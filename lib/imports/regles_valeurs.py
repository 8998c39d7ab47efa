"""The value of an indicator's row: figure, two terms of a rate, words or mention, with the status they imply."""

from decimal import Decimal

from lib.domain.formats import format_montre, format_nombre
from lib.domain.nomenclatures import Mode, StatutResultat, TypeValeur
from lib.domain.periodes import Trimestre
from lib.imports.attentes import VIDE, Attente, Mesure, NombreLu
from lib.imports.mentions import Mention, to_mention
from lib.imports.nombres import read_nombre
from lib.imports.regles_cadre import RegleIndicateur
from lib.imports.regles_codes import read_liste, to_liste
from lib.imports.regles_examen import Examen
from lib.imports.regles_texte import read_texte

CENT = Decimal(100)

SANS_VALEUR: dict[Mention, StatutResultat] = {
    Mention.A_DEFINIR: StatutResultat.A_DEFINIR,
    Mention.NON_DISPONIBLE: StatutResultat.NON_DISPONIBLE,
    Mention.SANS_OBJET: StatutResultat.SANS_OBJET,
}
"""Mentions that are a status of their own."""

STATUTS_SANS_VALEUR = frozenset(SANS_VALEUR.values())

TERMES = ("numerateur", "denominateur")
"""The columns of the two terms of a rate."""

TERME = Attente(entier=True, exemple="348")
"""What a numerator or a denominator expects."""


Precedent = tuple[Trimestre, Decimal] | None


def record_lecture(examen: Examen, nom: str, lu: NombreLu) -> None:
    """Say what reading a number had to say."""
    if lu.code:
        examen.record(lu.code, nom, lu.propositions, **lu.champs)


def read_statut(examen: Examen) -> StatutResultat:
    """Read the status column; empty is « mesurée »."""
    texte = examen.get_texte("statut")
    if not texte:
        return StatutResultat.MESUREE
    statut = read_liste(texte, StatutResultat)
    if statut is None:
        liste = to_liste(membre.libelle for membre in StatutResultat)
        examen.record("V09", "statut", nom="statut", liste=liste)
        return StatutResultat.MESUREE
    return statut


def read_mesure(examen: Examen, regle: RegleIndicateur, precedent: Precedent) -> Mesure:
    """Read the value of a row; problems are recorded, and an error leaves the value None."""
    statut = read_statut(examen)
    if regle.is_texte:
        mesure = _read_mots(examen, regle)
    else:
        mesure = _read_chiffre(examen, regle, precedent)
    if mesure.efface:
        check_effacement(examen, "statut", *TERMES)
    if mesure.efface or not examen.has("statut"):
        return mesure
    contredit = statut in STATUTS_SANS_VALEUR and (mesure.valeur is not None or mesure.texte)
    if contredit or (mesure.statut in STATUTS_SANS_VALEUR and statut not in (mesure.statut, StatutResultat.MESUREE)):
        ecrite = mesure.texte or (examen.get_texte("valeur") if mesure.valeur is None else format_nombre(mesure.valeur))
        examen.record("V13", "statut", valeur=ecrite, statut=statut.libelle)
    return mesure if mesure.statut in STATUTS_SANS_VALEUR else mesure._replace(statut=statut)


def check_effacement(examen: Examen, *noms: str) -> None:
    """Refuse a row that takes a value away and says something of it in one of these columns (V33)."""
    if remplies := [nom for nom in noms if examen.has(nom)]:
        quoi = ", ".join(f"«\u00a0{examen.get_texte(nom)}\u00a0»" for nom in remplies)
        examen.record("V33", remplies[0], quoi=quoi)


def _read_mots(examen: Examen, regle: RegleIndicateur) -> Mesure:
    """Read a qualitative value."""
    cellule = examen.get_cellule("valeur")
    mention = to_mention(examen.get_texte("valeur"))
    if mention is Mention.EFFACER:
        return Mesure(efface=True)
    if examen.has(*TERMES):
        _refuse_termes(examen, regle)
    if cellule is None:
        return Mesure()
    if mention in SANS_VALEUR and examen.get_texte("valeur").casefold() != "en cours":
        return _to_sans_valeur(examen, mention)
    return Mesure(texte=read_texte(examen, "valeur"))


def _to_sans_valeur(examen: Examen, mention: Mention) -> Mesure:
    statut = SANS_VALEUR[mention]
    examen.record("I01", "valeur", statut=f"statut «\u00a0{statut.libelle}\u00a0»")
    return Mesure(statut=statut)


def _read_chiffre(examen: Examen, regle: RegleIndicateur, precedent: Precedent) -> Mesure:
    cellule = examen.get_cellule("valeur")
    lu = VIDE if cellule is None else regle.read_nombre(cellule)
    if lu.mention is Mention.EFFACER:
        return Mesure(efface=True)
    termes = _read_termes(examen, regle) if examen.has(*TERMES) else None
    if lu.code:
        record_lecture(examen, "valeur", lu)
    if lu.mention in SANS_VALEUR:
        if termes is not None:
            rapport = " sur ".join(examen.get_texte(nom) for nom in TERMES)
            examen.record("V13", TERMES[0], valeur=rapport, statut=examen.get_texte("valeur"))
        return _to_sans_valeur(examen, lu.mention)
    valeur = _apply_mention(examen, lu, regle, precedent) if lu.mention else lu.valeur
    if valeur is not None and regle.attente.pourcentage and not lu.mention and not lu.explicite:
        valeur = _check_fraction(examen, valeur, regle, precedent)
    if termes is not None:
        valeur = _check_termes(examen, regle, valeur, *termes)
    if valeur is not None:
        check_bornes(examen, regle, valeur)
    return Mesure(valeur, *(termes or ()))


def _apply_mention(examen: Examen, lu: NombreLu, regle: RegleIndicateur, precedent: Precedent) -> Decimal | None:
    """Propose a reading for « Idem » and « Néant », to confirm."""
    if lu.mention is Mention.NEANT:
        examen.record("C12", "valeur", ("0", "ND"))
        return Decimal(0)
    if lu.mention is Mention.IDEM:
        if precedent is None:
            examen.record("V01", "valeur", exemple=regle.attente.exemple)
            return None
        ecrite = format_nombre(precedent[1])
        examen.record("C06", "valeur", (ecrite,), periode_avant=precedent[0].libelle, valeur=ecrite)
        return precedent[1]
    return lu.valeur


def _check_fraction(examen: Examen, valeur: Decimal, regle: RegleIndicateur, precedent: Precedent) -> Decimal:
    """Ask whether 0,125 means 12,5 % when nothing says so; the reading proposed is 12,5."""
    if not 0 < abs(valeur) < 1:
        return valeur
    if precedent is not None and abs(precedent[1]) <= 1:
        return valeur
    reference = f" dont le dernier résultat est {format_montre(precedent[1])}\u202f%" if precedent else ""
    points, brut = format_nombre(valeur * CENT), format_nombre(valeur)
    champs = {"reference": reference, "valeur": points, "brut": brut, "exemple": regle.attente.exemple}
    examen.record("C03", "valeur", (f"{points} %", f"{brut} %"), **champs)
    return valeur * CENT


def _read_termes(examen: Examen, regle: RegleIndicateur) -> tuple[Decimal, Decimal] | None:
    """Read numerator and denominator, one of which is filled: both are needed, and never a division by zero."""
    if not regle.is_rapport:
        _refuse_termes(examen, regle)
        return None
    lus = [_read_terme(examen, nom) for nom in TERMES]
    if examen.bloquee:
        return None
    numerateur, denominateur = lus
    if numerateur is None or denominateur is None:
        manque = "numérateur" if numerateur is None else "dénominateur"
        examen.record("V12", manque.replace("é", "e"), raison=f"le {manque} est vide")
        return None
    if denominateur == 0:
        examen.record("V12", "denominateur", raison="le dénominateur est 0")
        return None
    return numerateur, denominateur


def _refuse_termes(examen: Examen, regle: RegleIndicateur) -> None:
    """Leave aside the terms of what is no rate; without a value beside them, the figure was typed in the wrong cell."""
    examen.ecartes = tuple(nom for nom in TERMES if examen.has(nom))
    code = "I09" if examen.has("valeur") else "V30"
    examen.record(code, examen.ecartes[0], (examen.get_texte(examen.ecartes[0]),), code=regle.indicateur.code)


def _read_terme(examen: Examen, nom: str) -> Decimal | None:
    cellule = examen.get_cellule(nom)
    if cellule is None:
        return None
    lu = read_nombre(cellule, TERME)
    record_lecture(examen, nom, lu)
    if lu.mention is not None:
        examen.record("V01", nom, exemple=TERME.exemple)
    if lu.valeur is not None and lu.valeur < 0:
        examen.record("V07", nom, valeur=format_nombre(lu.valeur), objet=f"un {nom}", exemple=TERME.exemple)
    return lu.valeur


def _check_termes(
    examen: Examen, regle: RegleIndicateur, valeur: Decimal | None, numerateur: Decimal, denominateur: Decimal
) -> Decimal:
    """Compute the value when empty; ask when the one typed differs from it by more than its own rounding."""
    facteur = CENT if regle.indicateur.type is TypeValeur.TAUX else Decimal(1)
    calculee = facteur * numerateur / denominateur
    if valeur is None:
        return calculee
    exposant = valeur.as_tuple().exponent
    decimales = -exposant if isinstance(exposant, int) and exposant < 0 else 0
    if abs(valeur - calculee) > Decimal("0.5").scaleb(-decimales):
        ecrits = {"numerateur": format_nombre(numerateur), "denominateur": format_nombre(denominateur)}
        calcul = format_nombre(calculee, max(decimales, 2))
        examen.record("C10", "valeur", (calcul,), valeur=format_nombre(valeur), calcule=calcul, **ecrits)
    return valeur


def check_bornes(examen: Examen, regle: RegleIndicateur, valeur: Decimal, nom: str = "valeur") -> None:
    """Refuse percentages out of 0-100 and negative counts, unless the indicator allows it; ask for halves of units."""
    indicateur, attente = regle.indicateur, regle.attente
    if indicateur.mode is Mode.VARIATION:
        return
    if attente.pourcentage and not 0 <= valeur <= CENT:
        code = "C17" if indicateur.hors_bornes else "V06"
    elif valeur < 0 and not indicateur.hors_bornes:
        code = "V07"
    elif attente.entier and valeur != valeur.to_integral_value():
        code = "C13"
    else:
        return
    champs = {"valeur": format_nombre(valeur), "code": indicateur.code, "objet": indicateur.code}
    examen.record(code, nom, unite=indicateur.unite, exemple=attente.exemple, **champs)
