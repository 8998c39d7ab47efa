"""The guard: every row of the store against the journals, one ordered pass per table, each difference named.

Nothing is read lot by lot: the journals say what each lot must hold, then each table is read once, in order.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection
from sqlmodel import SQLModel

from lib.domain.anomalies import Anomalie
from lib.domain.contrat import Fait
from lib.domain.lots import NOMS
from lib.domain.phrases import format_quantite
from lib.domain.scelles import TAILLE_SEL
from lib.domain.texte_saisi import remove_controles
from lib.store.entrees import EntreeLue, read_journal
from lib.store.lecture_brute import Cle, group_par_lot, read_brutes, read_textes_abimes
from lib.store.textes import build_forme, seal_lot, seal_piece
from lib.store.verification_lignes import compare_rangees

SANS_ENTREE = 10**9
"""Where what concerns no entry comes: after the rest."""

NUMERO_MAX = 2**48
"""Number of a row that no store ever reaches; SQLite gives numbers at random once the greatest is taken."""


def verify_journaux(connexion: Connection) -> list[Anomalie]:
    """Compare all that the store holds with its journals; gives what is wrong, by contract then by entry."""
    with read_textes_abimes(connexion):
        anomalies = [
            replace(a, contrat=to_dit(a.contrat), message=to_dit(a.message)) for a in Verification(connexion).run()
        ]
    return sorted(anomalies, key=lambda anomalie: (anomalie.contrat, anomalie.rang or SANS_ENTREE))


def to_dit(texte: str) -> str:
    """Write what can be shown of a text read from a damaged store: what is not text is « ? »."""
    return remove_controles(texte.encode(errors="replace").decode())


class Verification:
    """One verification: the journals are read first, then each table against them."""

    def __init__(self, connexion: Connection) -> None:
        """Read the journals."""
        self._connexion = connexion
        self._journal = read_journal(connexion)
        self._lots: dict[Cle, dict[str, Any]] = {}
        self._sels: dict[Cle, bytes] = {}

    def run(self) -> Iterator[Anomalie]:
        """Verify table after table."""
        yield from self._journal.anomalies
        self._read_sels()
        yield from self._verify_lots()
        yield from self._verify_sels()
        yield from self._verify_suites()
        yield from self._verify_pieces()
        for nom in NOMS.values():
            yield from self._verify_faits(nom)

    def _group(self, table: str, champs: tuple[str, ...], numero: str = "lot") -> Iterator[tuple[Cle, list[Any]]]:
        return group_par_lot(self._connexion, SQLModel.metadata.tables[table], champs, numero)

    def _name(self, cle: Cle, message: str) -> Anomalie:
        entree = self._journal.entrees.get(cle)
        return Anomalie(str(cle[0]), message, entree.rang if entree else 0)

    def _name_difference(self, cle: Cle, difference: str) -> Anomalie:
        return self._name(cle, f"le lot {cle[1]} ne correspond plus au journal : {difference}")

    def _list_a_verifier(self, cle: Cle) -> tuple[EntreeLue, bytes] | None:
        """Give the entry and the secret of a lot; None when one is missing, which is named elsewhere."""
        entree = self._journal.entrees.get(cle)
        sel = self._sels.get(cle, b"")
        return None if entree is None or (entree.format != 1 and not sel) else (entree, sel)

    def _read_sels(self) -> None:
        for cle, ((valeur,), *autres) in self._group("sel", ("valeur",)):
            self._sels[cle] = b"" if autres else read_sel(valeur)

    def _verify_sels(self) -> Iterator[Anomalie]:
        """Each entry of format 2 has its lot's secret, and no other lot has one."""
        for cle, entree in self._journal.entrees.items():
            if entree.format != 1 and not self._sels.get(cle):
                yield self._name_difference(cle, "son sel manque ou n’en est pas un, rien n’y est vérifiable")
        for cle in self._sels:
            entree_lue = self._journal.entrees.get(cle)
            if cle not in self._lots or (entree_lue is not None and entree_lue.format == 1):
                yield self._name(cle, f"un sel est gardé pour le lot {cle[1]}, qui n’en a pas")

    def _verify_lots(self) -> Iterator[Anomalie]:
        """Compare each lot with its entry."""
        colonnes = tuple(SQLModel.metadata.tables["lot"].c.keys())
        for cle, (valeurs, *autres) in self._group("lot", colonnes, numero="numero"):
            lot = self._lots[cle] = dict(zip(colonnes, valeurs, strict=True))
            if autres:
                yield self._name_difference(cle, "le lot est écrit plusieurs fois")
            elif cle not in self._journal.entrees:
                yield self._name(cle, f"le lot {cle[1]} n’est pas au journal")
            elif a_verifier := self._list_a_verifier(cle):
                if difference := compare_lots(*a_verifier, lot):
                    yield self._name_difference(cle, difference)
        for cle in self._journal.entrees:
            if cle not in self._lots:
                yield self._name_difference(cle, "le lot a disparu")

    def _verify_suites(self) -> Iterator[Anomalie]:
        """Each contract is known, has lots, and its lots are numbered one after the other."""
        table = SQLModel.metadata.tables["contrat"]
        connus = {code for (code,) in read_brutes(self._connexion, table, ("code",), ("code",))}
        numeros: dict[str, set[int]] = {code: set() for code in connus}
        for code, numero in self._lots:
            numeros.setdefault(code, set()).add(numero)
        for code in sorted({*numeros, *self._journal.codes}, key=str):
            if code not in connus:
                yield Anomalie(
                    str(code), "ce contrat n’est pas parmi ceux du magasin, qui a des lots ou un journal à son nom"
                )
            siens = numeros.get(code, set())
            if siens != set(range(1, len(siens) + 1)):
                yield Anomalie(str(code), "la suite des numéros de lots a un trou")
            if not siens:
                yield Anomalie(str(code), "ce contrat n’a aucun lot")

    def _verify_pieces(self) -> Iterator[Anomalie]:
        """Compare each original file with its entry, and its name with its lot's."""
        vues = set()
        for cle, ((nom, contenu), *autres) in self._group("piece", ("nom", "contenu")):
            vues.add(cle)
            if autres:
                yield self._name_difference(cle, "le fichier d’origine est gardé plusieurs fois")
            elif cle not in self._lots:
                yield self._name(cle, f"un fichier d’origine est gardé pour le lot {cle[1]}, qui n’existe pas")
            elif nom != self._lots[cle]["fichier"]:
                yield self._name_difference(cle, "le nom du fichier d’origine n’est plus le même")
            elif a_verifier := self._list_a_verifier(cle):
                entree, sel = a_verifier
                # A text put by hand in this binary column is no file.
                octets = bytes(contenu) if isinstance(contenu, bytes | memoryview) else None
                if octets is None or seal_piece(sel, octets, entree.format) != entree.piece:
                    yield self._name_difference(cle, "le fichier d’origine n’est plus le même")
        for cle, entree in self._journal.entrees.items():
            if entree.piece and cle not in vues:
                yield self._name_difference(cle, "le fichier d’origine a disparu")

    def _verify_faits(self, nom: type[Fait]) -> Iterator[Anomalie]:
        """Compare the rows of a noun, lot after lot, with their entries; rows are numbered in the order they came."""
        forme = build_forme(nom)
        vues: set[Cle] = set()
        derniers: dict[str, int] = {}
        for cle, numerotees in self._group(forme.table, ("id", *forme.champs)):
            vues.add(cle)
            numeros, rangees = [rangee[0] for rangee in numerotees], [rangee[1:] for rangee in numerotees]
            if cle not in self._lots:
                lignes = format_quantite(len(rangees), "ligne")
                yield self._name(cle, f"la table {forme.table} a {lignes} du lot {cle[1]}, qui n’existe pas")
            elif a_verifier := self._list_a_verifier(cle):
                difference = compare_rangees(self._connexion, cle, *a_verifier, nom, forme, rangees)
                if not difference and not are_numeros(numeros, derniers.get(cle[0], 0)):
                    difference = f"les lignes de la table {forme.table} ne sont plus dans leur ordre"
                if difference:
                    yield self._name_difference(cle, difference)
            derniers[cle[0]] = max((numero for numero in numeros if isinstance(numero, int)), default=0)
        for cle, entree in self._journal.entrees.items():
            if forme.table in entree.faits and cle not in vues:
                attendues = entree.faits[forme.table]["lignes"]
                yield self._name_difference(cle, f"la table {forme.table} a 0 ligne au lieu de {attendues}")


def are_numeros(numeros: list[Any], dernier: int) -> bool:
    """Whether the numbers of a lot's rows, in order, are such as the database gives: after those of the lots before."""
    return all(isinstance(numero, int) for numero in numeros) and dernier < numeros[0] and numeros[-1] < NUMERO_MAX


def read_sel(valeur: Any) -> bytes:
    """Read a lot's secret; b"" when it is not one, written as it was."""
    est_sel = isinstance(valeur, str) and re.fullmatch(f"[0-9a-f]{{{2 * TAILLE_SEL}}}", valeur)
    return bytes.fromhex(valeur) if est_sel else b""


def compare_lots(entree: EntreeLue, sel: bytes, lot: dict[str, Any]) -> str:
    """Say how a lot differs from its entry, '' when it does not; a field that came after the entry must be empty."""
    try:
        lu = seal_lot(sel, lot, entree.scelles)
    except (ValueError, TypeError, AttributeError, KeyError):
        return "une de ses valeurs est illisible"
    for champ in sorted(entree.lot.keys() | lu.keys()):
        if champ in entree.lot and entree.lot[champ] != lu.get(champ):
            scelle = champ in entree.scelles
            avant = ", qui n’est pas ce qui a été publié" if scelle else f" au lieu de « {entree.lot[champ]} »"
            return f"« {champ} » du lot vaut « {lot.get(champ)} »{avant}"
        if champ not in entree.lot and lu[champ] not in (None, ""):
            return f"« {champ} » du lot a une valeur que le journal ne connaît pas"
    return ""
