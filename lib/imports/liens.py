"""Links between the nouns of a contract folder: a code that is named must exist."""

from collections.abc import Iterator, Sequence

from lib.domain.contrat import Axe, Contexte, Enonce, Fait, FicheAction, Territoire
from lib.domain.credits import Enveloppe, LigneBudget, Marche
from lib.domain.erreurs import ErreurLocalisee
from lib.domain.indicateurs import Cible, Dimension, Indicateur, IndicateurImpact, Modalite, Repere
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
