"""What each label of a tracker is proposed to be read as, with the reason; what is not sure is asked, never guessed."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from lib.domain.correspondances import A_DIRE, RoleColonne, read_role
from lib.domain.reprises import Certitude, LibellePropose, Reponses
from lib.imports.libelles import SUGGESTIONS
from lib.imports.plis import fold
from lib.imports.reperes import SEPARATEUR
from lib.imports.reprise_lignes import GenreLigne, LigneTableau, RangeeSuivi
from lib.imports.reprise_outils import Outils
from lib.imports.reprise_titres import REALISE, is_nature

_TOTAL = re.compile(r"(?:sous[- ]?)?tota(?:l|ux)\b|ensemble\b|moyenne\b|somme\b|cumul\b|recapitulatif")
_CIBLE = re.compile(
    r"\A(?:cible|objectif|previsionnel|attendu)s?\b|[(–—:-]\s*(?:cible|objectif|prev|attendu)[^)]*\)?\s*\Z"
)
_MULTIPLE = re.compile(r"\bk ?€|\bm ?€|\bk ?euros?\b|\bmilliers?\b|\bmillions?\b")

Suggestions = tuple[tuple[str, int], ...]


class Rapprochement:
    """What one row is matched to, how surely, why, and what may be suggested instead."""

    def __init__(self, lu_comme: str, certitude: Certitude, raison: str = "", suggestions: Suggestions = ()) -> None:
        """Keep the four."""
        self.lu_comme, self.certitude, self.raison, self.suggestions = lu_comme, certitude, raison, suggestions


def propose_libelles(rangee: RangeeSuivi, outils: Outils, reponses: Reponses) -> tuple[LibellePropose, ...]:
    """Propose what each key of a table's rows is read as, in the order of the rows that fill something."""
    lecteur = _LecteurLibelles(rangee, outils, reponses)
    groupes: dict[str, list[LigneTableau]] = {}
    for ligne in rangee.lignes:
        if ligne.remplies and (cle := rangee.reperes.get_cle(ligne.numero)):
            groupes.setdefault(cle, []).append(ligne)
    proposes = [lecteur.propose(cle, lignes) for cle, lignes in groupes.items()]
    return tuple(_ask_doubles(proposes, rangee, reponses))


def _ask_doubles(proposes: Sequence[LibellePropose], rangee: RangeeSuivi, reponses: Reponses) -> list[LibellePropose]:
    """Ask about the labels whose rows say the same datum as others: nothing tells which is the result."""

    def list_donnees(libelle: LibellePropose) -> list[tuple[str, tuple[object, ...]]]:
        lu = libelle.cle if libelle.lu_comme == A_DIRE else libelle.lu_comme
        return [(lu, rangee.get_place(numero)) for numero in libelle.lignes]

    comptes = Counter(donnee for libelle in proposes for donnee in list_donnees(libelle))
    return [
        _ask_double(libelle)
        if libelle.lu_comme
        and libelle.cle not in reponses.libelles
        and any(comptes[donnee] > 1 for donnee in list_donnees(libelle))
        else libelle
        for libelle in proposes
    ]


def _ask_double(libelle: LibellePropose) -> LibellePropose:
    quoi = "portent ce libellé" if libelle.lu_comme == A_DIRE else f"diraient {libelle.lu_comme.split(' ')[0]}"
    suggestions = libelle.suggestions or (((libelle.lu_comme, 100),) if libelle.lu_comme != A_DIRE else ())
    return replace(
        libelle,
        lu_comme=A_DIRE,
        certitude=Certitude.A_DIRE,
        raison=f"plusieurs lignes {quoi}",
        suggestions=suggestions,
    )


class _LecteurLibelles:
    """Matches the rows of one table; a row that details another is matched through it."""

    def __init__(self, rangee: RangeeSuivi, outils: Outils, reponses: Reponses) -> None:
        self._rangee, self._outils, self._reponses = rangee, outils, reponses
        self._faits: dict[int, Rapprochement] = {}

    def propose(self, cle: str, lignes: Sequence[LigneTableau]) -> LibellePropose:
        premiere = lignes[0]
        lu = self._match(premiere)
        situe = self._rangee.reperes.get_contextes(premiere.numero)
        return LibellePropose(
            cle=cle,
            texte=cle.removeprefix(SEPARATEUR.join([*dict.fromkeys(situe), ""])) if situe else cle,
            situe=SEPARATEUR.join(dict.fromkeys(situe)),
            lignes=tuple(ligne.numero for ligne in lignes),
            remplies=sum(ligne.remplies for ligne in lignes),
            lu_comme=lu.lu_comme,
            certitude=lu.certitude,
            raison=lu.raison,
            suggestions=lu.suggestions,
        )

    def _match(self, ligne: LigneTableau) -> Rapprochement:
        """Match a row: what was answered, what is known, then what its words say."""
        if ligne.numero not in self._faits:
            cle = self._rangee.reperes.get_cle(ligne.numero)
            trouve = self._match_mots(ligne)
            if (choisi := self._reponses.libelles.get(cle)) is not None:
                trouve = Rapprochement(choisi, Certitude.CHOISIE, "", trouve.suggestions)
            elif (connu := self._reponses.libelles_connus.get(cle)) not in (None, trouve.lu_comme):
                if self._is_du_contrat(str(connu)):
                    trouve = Rapprochement(str(connu), Certitude.CONNUE, "", trouve.suggestions)
            self._faits[ligne.numero] = trouve
        return self._faits[ligne.numero]

    def _is_du_contrat(self, connu: str) -> bool:
        code = read_role(connu).nom
        return not code or code in self._outils.contrat.indicateur_par_code

    def _match_mots(self, ligne: LigneTableau) -> Rapprochement:
        numero = ligne.numero
        precision = self._rangee.reperes.get_precision(numero)
        if precision and (nature := is_nature(precision)) != REALISE:
            raison = f"dit «\u00a0{nature or precision}\u00a0»"
            return _ignore(raison) if nature else _ask(raison)
        periode = self._rangee.reperes.periodes.get(numero)
        if periode is not None and periode.illisible:
            raison = f"«\u00a0{periode.illisible}\u00a0» n’est pas un trimestre"
            return _ignore(raison) if _TOTAL.match(fold(periode.illisible)) else _ask(raison)
        if ligne.genre is GenreLigne.NATURE:
            return self._match_nature(ligne)
        if ligne.genre is GenreLigne.LIEU:
            return self._match_lieu(ligne)
        if ligne.genre is GenreLigne.DETAIL:
            return self._match_detail(ligne)
        return self._check_libres(numero, self._put_lieu(numero, self._match_libelle(ligne)))

    def _match_nature(self, ligne: LigneTableau) -> Rapprochement:
        """« Réalisé » is the indicator above; « Cible » is no result."""
        nature = is_nature(ligne.libelle)
        if nature != REALISE:
            return _ignore(f"dit «\u00a0{nature}\u00a0»\u00a0: pas un résultat")
        parent = self._rangee.get_parent(ligne.numero)
        if parent is None or parent.genre not in (GenreLigne.INDICATEUR, GenreLigne.DETAIL, GenreLigne.LIEU):
            return _ask("aucun indicateur n’est nommé au-dessus")
        return self._match(parent)

    def _match_lieu(self, ligne: LigneTableau) -> Rapprochement:
        """A place under an indicator is this indicator there."""
        parent = self._rangee.get_parent(ligne.numero)
        if parent is None or parent.genre is not GenreLigne.INDICATEUR:
            return _ask("aucun indicateur n’est nommé juste au-dessus")
        lieu = self._outils.contextes.get_territoire(ligne.libelle)
        return self._add_fixe(self._match(parent), ("territoire", str(lieu)))

    def _match_detail(self, ligne: LigneTableau) -> Rapprochement:
        """« dont … » is a breakdown of the indicator above, when the contract has it."""
        parent = self._rangee.get_parent(ligne.numero)
        if parent is None or parent.genre is not GenreLigne.INDICATEUR:
            return _ask("un détail, sans indicateur au-dessus")
        lu = self._match(parent)
        raison = f"un détail de «\u00a0{parent.libelle}\u00a0»"
        return _ask(raison, self._add_modalite(lu, ligne.libelle))

    def _add_fixe(self, lu: Rapprochement, fixe: tuple[str, str]) -> Rapprochement:
        """Add a key to what a row is matched to, and to what is suggested."""

        def add(texte: str) -> str:
            return str(RoleColonne(texte, (fixe,))) if texte not in ("", A_DIRE) and " " not in texte else texte

        suggestions = tuple((add(code), note) for code, note in lu.suggestions)
        return Rapprochement(add(lu.lu_comme), lu.certitude, lu.raison, suggestions)

    def _add_modalite(self, lu: Rapprochement, texte: str) -> Rapprochement | None:
        """Give the breakdown a text may be of the indicator matched, to be suggested; None when it is not one."""
        modalite = self._outils.find_modalite(texte, lu.lu_comme)
        return self._add_fixe(lu, ("ventilation", modalite)) if modalite else None

    def _put_lieu(self, numero: int, lu: Rapprochement) -> Rapprochement:
        """Place a row under a section that is a place; ask under one that speaks of a part only."""
        for texte in self._rangee.reperes.get_contextes(numero)[1 if self._rangee.reperes.has_feuille else 0 :]:
            if territoire := self._outils.contextes.get_territoire(texte):
                lu = self._add_fixe(lu, ("territoire", territoire))
            elif lu.lu_comme and (detail := self._outils.find_detail(texte)):
                return _ask(f"«\u00a0{texte}\u00a0» parle de «\u00a0{detail}\u00a0»", lu)
            elif ventile := self._add_modalite(lu, texte):
                return _ask(f"«\u00a0{texte}\u00a0» est peut-être un détail", ventile)
        return lu

    def _check_libres(self, numero: int, lu: Rapprochement) -> Rapprochement:
        """Ask about a row one of whose unread cells speaks of a part only, or of thousands."""
        if not lu.lu_comme:
            return lu
        for titre, texte in self._rangee.list_textes_libres(numero):
            if _MULTIPLE.search(fold(texte)):
                return _ask(f"«\u00a0{texte}\u00a0»\u00a0: les valeurs sont peut-être en milliers", lu)
            if len(texte) <= 60 and (detail := self._outils.find_detail(texte)):
                return _ask(f"«\u00a0{titre}\u00a0» dit «\u00a0{detail}\u00a0»", lu)
            if ventile := self._add_modalite(lu, texte):
                return _ask(f"«\u00a0{titre}\u00a0» dit «\u00a0{texte}\u00a0»", ventile)
        return lu

    def _match_libelle(self, ligne: LigneTableau) -> Rapprochement:
        """Match the words of a label, in the light of those that situate it."""
        libelle, outils = ligne.libelle, self._outils
        if code := outils.contextes.get_code(libelle):
            return self._check_formule(code)
        contextes = self._rangee.reperes.get_contextes(ligne.numero)
        parmi = outils.contextes.restrict(contextes)
        trouvaille = outils.libelles.find(libelle)
        identiques = trouvaille.identiques or outils.libelles.list_identiques(
            *(f"{contexte} {libelle}" for contexte in reversed(contextes))
        )
        if identiques:
            return self._match_identiques(identiques, parmi, outils.libelles.find_mot_a_mot(libelle))
        if refus := self._find_refus(libelle):
            return _ignore(refus)
        if codes := outils.find_codes(libelle):
            dits = tuple((code, 100) for code in codes)
            autres = tuple(autre for autre in _sort_suggestions(trouvaille.proches, parmi) if autre[0] not in codes)
            return Rapprochement(A_DIRE, Certitude.A_DIRE, f"contient le code {' et '.join(codes)}", dits + autres)
        suggestions = _sort_suggestions(trouvaille.proches, parmi)
        proche = trouvaille.get_proche()
        if detail := outils.find_detail(libelle):
            return Rapprochement(A_DIRE, Certitude.A_DIRE, f"parle de «\u00a0{detail}\u00a0»", suggestions)
        if proche and (parmi is None or proche in parmi):
            return Rapprochement(A_DIRE, Certitude.PROCHE, "", suggestions)
        return Rapprochement(A_DIRE, Certitude.A_DIRE, "aucun libellé du contrat n’est assez proche", suggestions)

    def _match_identiques(
        self, identiques: Sequence[str], parmi: frozenset[str] | None, mot_a_mot: frozenset[str]
    ) -> Rapprochement:
        """One indicator is written so: it is that one, unless the section says otherwise; of several, the section's.

        mot_a_mot are those written so to the letter: when the section's is not one of them, one of the two is wrong.
        """
        retenus = [code for code in identiques if parmi is None or code in parmi]
        suggestions = tuple((code, 100) for code in dict.fromkeys([*retenus, *identiques]))
        if len(retenus) == 1 and (not mot_a_mot or retenus[0] in mot_a_mot):
            return self._check_formule(retenus[0])
        raison = "plusieurs indicateurs portent ce libellé" if len(identiques) > 1 else "d’une autre partie du contrat"
        return Rapprochement(A_DIRE, Certitude.A_DIRE, raison, suggestions)

    def _check_formule(self, code: str) -> Rapprochement:
        """An indicator that is the sum of others is not deposited: its row is not read."""
        indicateur = self._outils.contrat.indicateur_par_code[code]
        if indicateur.formule:
            return _ignore(f"{code} se calcule\u00a0: {indicateur.formule}")
        return Rapprochement(code, Certitude.IDENTIQUE)

    def _find_refus(self, libelle: str) -> str:
        """Say why a row holds no result: a total, a target, a part of the contract as a whole."""
        plat = fold(libelle).strip()
        if _TOTAL.match(plat):
            return "ligne de total"
        if _CIBLE.search(plat):
            return "dit une cible"
        return "total d’une section" if self._outils.contextes.find_indicateurs(libelle) is not None else ""


def _ignore(raison: str) -> Rapprochement:
    return Rapprochement("", Certitude.IGNOREE, raison)


def _ask(raison: str, lu: Rapprochement | None = None) -> Rapprochement:
    suggestions: Suggestions = ()
    if lu is not None:
        suggestions = lu.suggestions or (((lu.lu_comme, 100),) if lu.lu_comme not in ("", A_DIRE) else ())
    return Rapprochement(A_DIRE, Certitude.A_DIRE, raison, suggestions)


def _sort_suggestions(proches: Iterable[tuple[str, int]], parmi: frozenset[str] | None) -> Suggestions:
    """Put first the indicators of the section's part of the contract."""
    tries = sorted(proches, key=lambda proche: (parmi is not None and proche[0] not in parmi, -proche[1]))
    return tuple(tries[:SUGGESTIONS])
