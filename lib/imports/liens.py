"""Links between the nouns of a contract folder: a code that is named must exist."""

from collections.abc import Iterator, Sequence

from lib.domain.contrat import Axe, Contexte, Enonce, Fait, FicheAction, Territoire
from lib.domain.credits import Enveloppe, LigneBudget, Marche, RegleVersement
from lib.domain.erreurs import ErreurLocalisee
from lib.domain.indicateurs import Cible, Dimension, Indicateur, IndicateurImpact, Modalite, Repere
from lib.domain.nomenclatures import Financeur
from lib.domain.ruptures import Rupture

Situe = tuple[Fait, str, int]

LIENS: dict[tuple[type[Fait], str], type[Fait]] = {
    (FicheAction, "axe"): Axe,
    (Indicateur, "axe"): Axe,
    (Indicateur, "fiche"): FicheAction,
    (IndicateurImpact, "fiche"): FicheAction,
    (LigneBudget, "fiche"): FicheAction,
    (Enveloppe, "fiche"): FicheAction,
    (Marche, "fiche"): FicheAction,
    (Modalite, "dimension"): Dimension,
    (Cible, "indicateur"): Indicateur,
    (Cible, "territoire"): Territoire,
    (Contexte, "territoire"): Territoire,
    (Enonce, "axe"): Axe,
    (Enonce, "fiche"): FicheAction,
    (Enonce, "territoire"): Territoire,
    (Repere, "axe"): Axe,
    (Repere, "fiche"): FicheAction,
    (Repere, "indicateur"): Indicateur,
    (Repere, "territoire"): Territoire,
}
"""Which field of a noun names which other noun; an empty field names none."""


def verify_liens(faits: Sequence[Situe]) -> Iterator[ErreurLocalisee]:
    """Check that every code named exists, what a series break names too, and that periods end after they begin."""
    codes: dict[type[Fait], set[object]] = {}
    for fait, _, _ in faits:
        codes.setdefault(type(fait), set()).add(fait.cle[0])
    mesures = {
        f.mesure if isinstance(f, Contexte) else f.code for f, _, _ in faits if isinstance(f, Contexte | Indicateur)
    }
    for fait, fichier, numero in faits:
        for (nom, champ), vise in LIENS.items():
            if isinstance(fait, nom) and (code := getattr(fait, champ)) and code not in codes.get(vise, set()):
                yield ErreurLocalisee(fichier, numero, champ, code, _build_attendu(vise, codes))
        if isinstance(fait, Axe | FicheAction) and fait.fin < fait.debut:
            yield ErreurLocalisee(fichier, numero, "fin", fait.fin.isoformat(), f"une date après {fait.debut}")
        if isinstance(fait, Indicateur):
            yield from _verify_indicateur(fait, fichier, numero, codes)
        if isinstance(fait, Rupture) and not any(map(fait.is_sur, mesures)):
            attendu = "le code d’un indicateur, une mesure de contexte.csv ou le début commun de plusieurs (defm)"
            yield ErreurLocalisee(fichier, numero, "objet", fait.objet, attendu)


def verify_versements(faits: Sequence[Situe]) -> Iterator[ErreurLocalisee]:
    """Check that a payment has envelopes of the State to be a share of: its part of the contract, its year (art. 3)."""
    parties = {fait.code: fait.partie for fait, _, _ in faits if isinstance(fait, Axe)}
    axes = {fait.code: fait.axe for fait, _, _ in faits if isinstance(fait, FicheAction)}
    dotees = {
        (parties.get(axes.get(fait.fiche, "")), fait.annee)
        for fait, _, _ in faits
        if isinstance(fait, Enveloppe) and fait.financeur is Financeur.ETAT
    }
    for fait, fichier, numero in faits:
        if isinstance(fait, RegleVersement) and fait.montant and (fait.partie, fait.annee) not in dotees:
            attendu = f"des enveloppes de l’État pour {fait.annee} dans enveloppes.csv, dont ce versement est une part"
            yield ErreurLocalisee(fichier, numero, "annee", str(fait.annee), attendu)


def _verify_indicateur(
    indicateur: Indicateur, fichier: str, numero: int, codes: dict[type[Fait], set[object]]
) -> Iterator[ErreurLocalisee]:
    for part in indicateur.parts:
        if part not in codes[Indicateur]:
            yield ErreurLocalisee(fichier, numero, "formule", part, "le code d’un indicateur de ce contrat")
    for dimension in indicateur.dimensions:
        if dimension not in codes.get(Dimension, set()):
            yield ErreurLocalisee(fichier, numero, "ventilations", dimension, "un code de dimensions.csv")


def _build_attendu(nom: type[Fait], codes: dict[type[Fait], set[object]]) -> str:
    connus = sorted(str(code) for code in codes.get(nom, set()))
    if not connus:
        return f"un code déclaré ({nom.__name__} : aucun)"
    suite = ", …" if len(connus) > 8 else ""
    return "un code déclaré, parmi " + ", ".join(connus[:8]) + suite
