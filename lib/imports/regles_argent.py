"""Rows of money: execution, envelopes and carry-overs. Amounts become cents, exactly."""

from decimal import Decimal
from typing import NamedTuple

from lib.domain.contrat import FicheAction
from lib.domain.credits import Enveloppe
from lib.domain.faits import Execution, Report
from lib.domain.formats import format_date_courte, format_nombre
from lib.domain.nomenclatures import Financeur, NatureEnveloppe
from lib.domain.periodes import Trimestre
from lib.imports.attentes import Attente, NombreLu
from lib.imports.mentions import Mention
from lib.imports.nombres import read_nombre
from lib.imports.regles_avenant import read_avenant
from lib.imports.regles_cadre import Cadre
from lib.imports.regles_codes import read_liste, to_cle, to_liste, to_suggestion
from lib.imports.regles_examen import Examen
from lib.imports.regles_reperage import check_periode_axe, read_annee, read_fiche, read_periode
from lib.imports.regles_texte import read_texte
from lib.imports.regles_valeurs import record_lecture

ARGENT = Attente(unite="€", argent=True, exemple="31\u202f795,50")
"""What a column of euros expects."""

SOUPCON_MILLIERS = 100
"""An amount under 1 000 € and this many times below what is foreseen may be in thousands (convention Jalons)."""

MILLE_EUROS = 100_000
"""1 000 € in cents."""


def read_financeur(examen: Examen, cadre: Cadre) -> Financeur | None:
    """Read who pays, by code, label or usual name; an unknown one gets a suggestion."""
    texte = examen.get_texte("financeur")
    libelles = [financeur.libelle for financeur in Financeur]
    if not texte:
        examen.record("L07", "financeur", nom="financeur", exemple=to_liste(libelles))
        return None
    usages = {to_cle(f"CD{cadre.contrat.contrat.departement_code}"): Financeur.CD}
    usages |= {to_cle("Conseil départemental"): Financeur.CD, to_cle(cadre.contrat.contrat.departement): Financeur.CD}
    financeur = read_liste(texte, Financeur) or usages.get(to_cle(texte))
    if financeur is None:
        debut = [libelle for libelle in libelles if to_cle(texte).startswith(to_cle(libelle))]
        proches = tuple(debut) or cadre.list_proches("financeur", texte, libelles, proximite=0.6)
        examen.record("B03", "financeur", proches, suggestion=to_suggestion(proches), liste=to_liste(libelles))
    return financeur


class Montant(NamedTuple):
    """An amount read, in cents; efface takes the one in place away."""

    centimes: int = 0
    efface: bool = False


def read_montant(examen: Examen, nom: str) -> Montant | None:
    """Read an amount in euros. A dash or « Néant » proposes 0; mentions other than EFFACER leave the row empty."""
    cellule = examen.get_cellule(nom)
    if cellule is None:
        examen.record("L07", nom, nom=nom, exemple=f"un montant en euros, par exemple {ARGENT.exemple}")
        return None
    lu = read_nombre(cellule, ARGENT)
    if lu.mention is Mention.EFFACER:
        return Montant(efface=True)
    if lu.mention is Mention.NEANT or cellule.texte.strip() in ("-", "–", "—"):
        examen.record("C12", nom, ("0", "ND"))
        return Montant()
    if lu.mention is not None:
        examen.record("I01", nom, statut="la ligne n’est pas enregistrée")
        examen.vide = True
        return None
    record_lecture(examen, nom, lu)
    return _to_centimes(examen, nom, lu)


def _to_centimes(examen: Examen, nom: str, lu: NombreLu) -> Montant | None:
    if lu.valeur is None:
        return None
    centimes = lu.valeur * 100
    if centimes != centimes.to_integral_value():
        examen.record("V16", nom, exemple=ARGENT.exemple)
        return None
    return Montant(int(centimes))


def _to_euros(centimes: int) -> str:
    """Write an amount without its sign, with its cents when it has any."""
    return format_nombre(Decimal(centimes).scaleb(-2), 2 if centimes % 100 else 0)


def get_prevu(cadre: Cadre, fiche: str, annee: int, financeur: Financeur) -> int | None:
    """Give what is foreseen: the notified amount else the forecast, with what was carried over; None if unknown."""
    par_nature = {
        e.nature: e.montant
        for e in cadre.contrat.enveloppes
        if (e.fiche, e.annee, e.financeur) == (fiche, annee, financeur)
    }
    montant = par_nature.get(NatureEnveloppe.NOTIFIE, par_nature.get(NatureEnveloppe.PREVISIONNEL))
    if montant is None:
        return None
    cle = (fiche, annee, financeur)
    return montant + sum(r.montant for r in cadre.contrat.reports if (r.fiche, r.annee_destination, r.financeur) == cle)


def _check_milliers(examen: Examen, nom: str, montant: int, prevu: int | None) -> bool:
    """Ask about an amount so small beside what is foreseen that it may be in thousands of euros."""
    if prevu is None or not 0 < montant < MILLE_EUROS or prevu < SOUPCON_MILLIERS * montant:
        return False
    champs = {"montant": _to_euros(montant), "prevu": _to_euros(prevu), "propose": _to_euros(montant * 1000)}
    examen.record("B04", nom, (champs["montant"], champs["propose"]), **champs)
    return True


def _check_positif(examen: Examen, nom: str, montant: int, objet: str) -> None:
    if montant < 0:
        examen.record("V07", nom, valeur=f"{_to_euros(montant)}\u00a0€", objet=objet, exemple=ARGENT.exemple)


def _read_connu(examen: Examen, nom: str) -> None:
    """Read the grey amount of the template, in cents; blank, it says « nothing » on a row of the template only."""
    cellule = examen.get_cellule(nom)
    if cellule is None:
        examen.a_valeur_connue = nom in examen.ligne.textes and examen.has("intitule")
        return
    valeur = read_nombre(cellule, ARGENT).valeur
    examen.valeur_connue = None if valeur is None else (valeur * 100).quantize(Decimal(1))
    examen.a_valeur_connue = valeur is not None


def read_reperes_execution(
    examen: Examen, cadre: Cadre
) -> tuple[FicheAction | None, Trimestre | None, Financeur | None]:
    """Read which spending a row is about: fiche, quarter, funder."""
    fiche = read_fiche(examen, cadre)
    periode = read_periode(examen, cadre, "dépense")
    financeur = read_financeur(examen, cadre)
    if fiche is not None and periode is not None:
        examen.record_cle(fiche.code, periode.annee, periode.numero, financeur)
    return fiche, periode, financeur


def read_execution(examen: Examen, cadre: Cadre) -> Execution | None:
    """Read one row of spending, cumulated since 1 January."""
    fiche, periode, financeur = read_reperes_execution(examen, cadre)
    montant = read_montant(examen, "montant_realise")
    commentaire = read_texte(examen, "commentaire")
    if examen.bloquee or fiche is None or periode is None or financeur is None or montant is None:
        return None
    check_periode_axe(examen, cadre.contrat.axe_par_code.get(fiche.axe), periode, cadre)
    if not montant.efface:
        _check_execution(examen, cadre, fiche, periode, financeur, montant.centimes)
        if periode == cadre.en_cours:
            examen.record("C09", "trimestre", periode=periode.libelle, fin=format_date_courte(periode.fin))
    _read_connu(examen, "montant_connu")
    return None if examen.bloquee else Execution(
        fiche=fiche.code, annee=periode.annee, trimestre=periode.numero, financeur=financeur,
        montant=montant.centimes, commentaire=commentaire, ligne=examen.numero, efface=montant.efface,
    )  # fmt: skip


def _check_execution(
    examen: Examen, cadre: Cadre, fiche: FicheAction, periode: Trimestre, financeur: Financeur, montant: int
) -> None:
    """Compare an amount with zero and with what is foreseen for the year."""
    if montant < 0:
        examen.record("B06" if examen.has("commentaire") else "B05", "montant_realise", montant=_to_euros(montant))
    prevu = get_prevu(cadre, fiche.code, periode.annee, financeur)
    if not _check_milliers(examen, "montant_realise", montant, prevu) and prevu is not None and montant > prevu:
        examen.record("B02", "montant_realise", montant=_to_euros(montant), prevu=_to_euros(prevu))


def verify_executions_ensemble(examens: list[Examen], cadre: Cadre) -> None:
    """Ask about spending that falls within a year, in the file or compared with the store."""
    montants = {(e.fiche, e.financeur, Trimestre(e.annee, e.trimestre)): e.montant for e in cadre.contrat.executions}
    lignes = [(examen, examen.fait) for examen in examens if isinstance(examen.fait, Execution)]
    for _, fait in lignes:
        cle = (fait.fiche, fait.financeur, Trimestre(fait.annee, fait.trimestre))
        montants[cle] = fait.montant
        if fait.efface:
            del montants[cle]
    for examen, fait in lignes:
        for numero in range(fait.trimestre - 1, 0, -1):
            avant = montants.get((fait.fiche, fait.financeur, Trimestre(fait.annee, numero)))
            if avant is not None:
                if fait.montant < avant and not fait.efface:
                    champs = {"avant": _to_euros(avant), "periode_avant": Trimestre(fait.annee, numero).libelle}
                    champs |= {"apres": _to_euros(fait.montant)}
                    periode = Trimestre(fait.annee, fait.trimestre).libelle
                    examen.record("B01", "montant_realise", periode_apres=periode, **champs)
                break


def read_reperes_enveloppe(
    examen: Examen, cadre: Cadre
) -> tuple[FicheAction | None, int | None, Financeur | None, NatureEnveloppe | None]:
    """Read which envelope a row is about: fiche, year, funder, nature."""
    fiche = read_fiche(examen, cadre)
    annee = read_annee(examen, cadre)
    financeur = read_financeur(examen, cadre)
    nature = read_liste(examen.get_texte("nature"), NatureEnveloppe)
    if nature is None:
        examen.record("V09", "nature", nom="nature", liste=to_liste(n.libelle for n in NatureEnveloppe))
    examen.record_cle(fiche and fiche.code, annee, financeur, nature)
    return fiche, annee, financeur, nature


def read_enveloppe(examen: Examen, cadre: Cadre) -> Enveloppe | None:
    """Read one row of envelope, agreed by an avenant."""
    fiche, annee, financeur, nature = read_reperes_enveloppe(examen, cadre)
    montant = read_montant(examen, "montant")
    avenant = read_avenant(examen, cadre)
    if fiche is None or annee is None or financeur is None or nature is None or montant is None or avenant is None:
        return None
    _check_positif(examen, "montant", montant.centimes, "une enveloppe")
    voisins = [e.montant for e in cadre.contrat.enveloppes if (e.fiche, e.financeur) == (fiche.code, financeur)]
    _check_milliers(examen, "montant", montant.centimes, max(voisins, default=None))
    return None if examen.bloquee else Enveloppe(
        fiche=fiche.code, annee=annee, financeur=financeur, nature=nature, montant=montant.centimes, avenant=avenant,
        ligne=examen.numero, efface=montant.efface,
    )  # fmt: skip


def read_reperes_report(
    examen: Examen, cadre: Cadre
) -> tuple[FicheAction | None, int | None, int | None, Financeur | None]:
    """Read which carry-over a row is about: fiche, years of origin and destination, funder."""
    fiche = read_fiche(examen, cadre, "fiche")
    origine = read_annee(examen, cadre, "annee_origine")
    destination = read_annee(examen, cadre, "annee_destination")
    financeur = read_financeur(examen, cadre)
    examen.record_cle(fiche and fiche.code, origine, destination, financeur)
    return fiche, origine, destination, financeur


def read_report(examen: Examen, cadre: Cadre) -> Report | None:
    """Read one carry-over, from a year to a later one."""
    fiche, origine, destination, financeur = read_reperes_report(examen, cadre)
    montant = read_montant(examen, "montant")
    commentaire = read_texte(examen, "commentaire")
    if origine is not None and destination is not None and destination <= origine:
        examen.record("V17", "annee_destination", origine=origine, destination=destination)
    if fiche is None or origine is None or destination is None or financeur is None or montant is None:
        return None
    _check_positif(examen, "montant", montant.centimes, "un report")
    return None if examen.bloquee else Report(
        fiche=fiche.code, annee_origine=origine, annee_destination=destination, financeur=financeur,
        montant=montant.centimes, commentaire=commentaire, ligne=examen.numero, efface=montant.efface,
    )  # fmt: skip
