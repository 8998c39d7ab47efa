"""Rows of State payments: to a part of the contract, and perhaps to an axe and a fiche of that part (art. 3)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from lib.domain.contrat import FicheAction
from lib.domain.faits import Versement
from lib.domain.formats import format_date_courte, format_euros
from lib.domain.nomenclatures import PartieContrat
from lib.domain.saisies_argent import get_incoherence
from lib.imports.regles_argent import read_montant
from lib.imports.regles_cadre import Cadre
from lib.imports.regles_codes import read_date, to_cle, to_liste, to_suggestion
from lib.imports.regles_examen import Examen
from lib.imports.regles_reperage import read_annee, read_fiche, read_partie
from lib.imports.regles_texte import read_texte


@dataclass(frozen=True)
class ReperesVersement:
    """Which payment a row is about; None: could not be read. axe and fiche are '' when the payment is not split."""

    partie: PartieContrat | None
    axe: str
    fiche: FicheAction | None
    annee: int | None
    jour: date | None
    reference: str


def read_reperes_versement(examen: Examen, cadre: Cadre) -> ReperesVersement:
    """Read which payment a row is about: part, axe, fiche, year of the convention, date and reference."""
    partie = read_partie(examen.get_texte("partie"))
    if partie is None:
        examen.record("V09", "partie", nom="partie", liste=to_liste(p.libelle for p in PartieContrat))
    axe = _read_axe(examen, cadre)
    fiche = read_fiche(examen, cadre, "fiche") if examen.has("fiche") else None
    annee = read_annee(examen, cadre, "annee_convention")
    jour = read_date(examen.get_texte("date"))
    if jour is None:
        examen.record("V14", "date", exemple=format_date_courte(cadre.aujourd_hui))
    elif jour > cadre.aujourd_hui:
        examen.record("V15", "date", date=format_date_courte(jour), objet="un versement")
    reference = read_texte(examen, "reference")
    if partie is not None and not (examen.has("axe") and not axe) and not (examen.has("fiche") and fiche is None):
        examen.record_cle(partie.value, axe, fiche.code if fiche else "", annee, jour, reference)
    return ReperesVersement(partie, axe, fiche, annee, jour, reference)


def _read_axe(examen: Examen, cadre: Cadre) -> str:
    """Read the code of an axe or volet; '' when the cell is empty or unknown."""
    axe, axes = examen.get_texte("axe"), cadre.contrat.axe_par_code
    trouve = next((code for code in axes if to_cle(code) == to_cle(axe)), "")
    if axe and not trouve:
        proches = cadre.list_proches("axe", axe, axes)
        examen.record("L13", "axe", proches, nom="axe", suggestion=to_suggestion(proches), liste=to_liste(axes))
    return trouve


def read_versement(examen: Examen, cadre: Cadre) -> Versement | None:
    """Read one State payment; its part, axe and fiche must hold together."""
    lus = read_reperes_versement(examen, cadre)
    montant = read_montant(examen, "montant")
    if examen.bloquee or lus.partie is None or lus.annee is None or lus.jour is None or montant is None:
        return None
    versement = Versement(
        partie=lus.partie.value, axe=lus.axe, fiche=lus.fiche.code if lus.fiche else "", annee_convention=lus.annee,
        date_versement=lus.jour, reference=lus.reference, montant=montant.centimes, ligne=examen.numero,
        efface=montant.efface,
    )  # fmt: skip
    if incoherence := get_incoherence(cadre.contrat, versement):
        examen.record("L14", "fiche" if lus.fiche else "axe", incoherence=incoherence)
    return None if examen.bloquee else versement


def verify_versements_ensemble(examens: list[Examen], cadre: Cadre) -> None:
    """Ask about a payment whose part, year, date and amount are those of another one, of the store or of the file."""
    connus = {versement.cle: versement for versement in cadre.contrat.versements}
    memes: dict[tuple[object, ...], list[tuple[Versement, str]]] = defaultdict(list)
    for versement in connus.values():
        memes[_get_paiement(versement)].append((versement, "est déjà enregistré"))
    for examen in examens:
        fait = examen.fait
        if not isinstance(fait, Versement) or fait.efface or fait.cle in connus:
            continue
        paiement = _get_paiement(fait)
        if memes[paiement]:
            autre, ou = memes[paiement][0]
            champs = {"montant": format_euros(autre.montant), "date": format_date_courte(autre.date_versement)}
            examen.record("C35", "montant", ou=ou, sous=_format_place(autre), **champs)
        memes[paiement].append((fait, f"est aussi à la ligne {examen.numero}"))


def _get_paiement(versement: Versement) -> tuple[object, ...]:
    return versement.partie, versement.annee_convention, versement.date_versement, versement.montant


def _format_place(versement: Versement) -> str:
    """Write what a payment is recorded under: its axe or fiche, and its reference."""
    reference = f"la référence «\u00a0{versement.reference}\u00a0»" if versement.reference else "aucune référence"
    return f"{versement.fiche or versement.axe or 'aucun axe ni fiche'}, {reference}"
