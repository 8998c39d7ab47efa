"""What reads the trackers of one contract: its codes, labels, places and words, indexed once."""

import re
from collections.abc import Iterable
from functools import cached_property

from lib.domain.contrat_lu import ContratLu
from lib.imports.contextes import Contextes, find_detail
from lib.imports.libelles import Libelles
from lib.imports.regles_codes import Codes, to_cle
from lib.imports.reprise_titres import LecteurTitres

CODE = re.compile(r"[\w.]+(?:-\w+)+")
"""What may be the code of an indicator, in a text."""
_INSEE = re.compile(r"\d{5}\Z")


class Outils:
    """The words of one contract."""

    def __init__(self, contrat: ContratLu) -> None:
        """Index once; serves every sheet of every tracker of this contract."""
        self.contrat = contrat
        self.codes = Codes(contrat)
        self.libelles = Libelles(contrat)
        self.contextes = Contextes(contrat, self.codes)
        self.titres = LecteurTitres(self.libelles, self.contextes)
        self.annees = contrat.compute_annees()

    @cached_property
    def modalites(self) -> dict[str, set[str]]:
        """Every writing of a breakdown's value → its « dimension:code » forms."""
        ecritures: dict[str, set[str]] = {}
        for modalite in self.contrat.modalites:
            stable = f"{modalite.dimension}:{modalite.code}"
            for texte in (modalite.intitule, modalite.intitule.partition("(")[0], modalite.code, stable):
                ecritures.setdefault(to_cle(texte), set()).add(stable)
        return ecritures

    def is_territoire(self, texte: str) -> bool:
        """Whether a cell is a place of the contract, by name or code."""
        if _INSEE.match(texte.strip()):
            return texte.strip() in self.contrat.territoire_par_code
        return self.contextes.get_territoire(texte) is not None

    def find_detail(self, texte: str) -> str:
        """Give the words that say that a text is about a part only of what is counted, '' when it is not.

        The name of an axe, of a fiche or of an indicator says nothing of the kind, whatever its words.
        """
        if self.contextes.find_indicateurs(texte) is not None or self.libelles.list_identiques(texte):
            return ""
        if lieux := self.contextes.find_lieux(texte):
            return self.contrat.territoire_par_code[min(lieux)].nom
        return "" if to_cle(texte) in self.unites else find_detail(texte)

    def find_codes(self, texte: str) -> tuple[str, ...]:
        """Give the codes of indicators that may be deposited written in a text, in its order."""
        lus = [self.contextes.get_code(morceau) for morceau in CODE.findall(texte)]
        codes = dict.fromkeys(code for code in lus if code)
        return tuple(code for code in codes if not self.contrat.indicateur_par_code[code].formule)

    @cached_property
    def unites(self) -> frozenset[str]:
        """Every unit of the contract."""
        return frozenset(to_cle(indicateur.unite) for indicateur in self.contrat.indicateurs)

    def are_unites(self, textes: Iterable[str]) -> bool:
        """Whether most of the different texts of a column are units of the contract."""
        differents = {to_cle(texte) for texte in textes}
        return 2 * len(differents & self.unites) > len(differents)

    def find_modalite(self, texte: str, code: str) -> str | None:
        """Give the « dimension:code » that a text is for an indicator that may be broken down so, None otherwise."""
        indicateur = self.contrat.indicateur_par_code.get(code)
        dimensions = indicateur.dimensions if indicateur else ()
        ecritures = (texte, re.sub(r"^\W*(?:dont|y compris|parcours)\s*:?\s*", "", texte, flags=re.IGNORECASE))
        possibles = {m for ecriture in ecritures for m in self.modalites.get(to_cle(ecriture), ())}
        siennes = [modalite for modalite in possibles if modalite.partition(":")[0] in dimensions]
        return siennes[0] if len(siennes) == 1 else None
