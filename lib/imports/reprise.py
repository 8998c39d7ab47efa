"""Taking over the past: how each sheet of a tracker kept in a spreadsheet is proposed to be read, with the reasons.

Nothing is read here but titles, labels and the place of figures: the values are read, checked and compared by the rules
of an upload, from the reading proposed. What two readings could explain is asked.
"""

from collections.abc import Sequence
from copy import deepcopy

from lib.domain.correspondances import A_DIRE, RoleColonne
from lib.domain.reprises import (
    SANS_REPONSE,
    ColonneProposee,
    FeuilleProposee,
    Reponses,
    TableauPropose,
    UsageColonne,
    build_cle_tableau,
)
from lib.imports.grille import Grille, is_vide
from lib.imports.lecture import FeuilleBrute
from lib.imports.reprise_blocs import Bloc, Decoupage, is_nombre
from lib.imports.reprise_cadre import CadreTableau, read_indicateur, read_lieu, read_periode
from lib.imports.reprise_etude import EtudeColonne, find_reperes, study_colonnes
from lib.imports.reprise_libelles import propose_libelles
from lib.imports.reprise_lignes import RangeeSuivi
from lib.imports.reprise_outils import Outils
from lib.imports.reprise_usages import (
    apply_reponses,
    keep_commentaire,
    list_cles_par_ligne,
    read_titres,
    settle_valeurs,
)

EXEMPLES_MONTRES = 3
SANS_TABLEAU = "ni trimestre, ni indicateur reconnu dans les titres"


def propose_feuille(
    brute: FeuilleBrute, outils: Outils, reponses: Reponses = SANS_REPONSE, nom: str = ""
) -> FeuilleProposee:
    """Propose how a sheet is read; nom, that of the file, stands for that of the sheet of a CSV."""
    if brute.grille is None:
        return FeuilleProposee(brute.nom, (), brute.ecartee)
    return _Proposition(brute.nom, brute.grille, outils, reponses, nom).build()


class _Proposition:
    """The proposal for one sheet."""

    def __init__(self, feuille: str, grille: Grille, outils: Outils, reponses: Reponses, nom: str) -> None:
        self._feuille, self._nom = feuille, nom
        self._grille = _repeat_fusions(grille)
        self._outils, self._reponses = outils, reponses
        self._decoupage = Decoupage(self._grille, outils.titres)

    def build(self) -> FeuilleProposee:
        blocs = self._decoupage.list_blocs()
        proposes = (self._propose(rang, bloc, blocs[0]) for rang, bloc in enumerate(blocs, start=1))
        tableaux = tuple(tableau for tableau in proposes if tableau is not None)
        remplies = sum(is_nombre(texte) for ligne in self._grille.lignes for texte in ligne)
        return FeuilleProposee(self._feuille or self._nom, tableaux, "" if tableaux else SANS_TABLEAU, remplies)

    def _propose(self, rang: int, bloc: Bloc, premier: Bloc) -> TableauPropose | None:
        """Propose one table; None when none of its columns holds results, nor might."""
        etudes = study_colonnes(self._grille, bloc, self._decoupage)
        cadre = self._build_cadre(rang, bloc, premier)
        self._decide_colonnes(etudes, cadre)
        if not any(etude.usage in (UsageColonne.VALEUR, UsageColonne.A_DIRE) for etude in etudes):
            return None
        bornes = (bloc.premiere, bloc.derniere)
        rangee = RangeeSuivi(self._grille, etudes, bornes, cadre.constantes, self._feuille, self._outils)
        return TableauPropose(
            feuille=self._feuille,
            rang=rang,
            ligne_entete=bloc.entete,
            lignes_titre=bloc.titres,
            lignes=bornes,
            colonnes=tuple(map(_to_colonne, etudes)),
            libelles=propose_libelles(rangee, self._outils, self._reponses),
            constantes=tuple(cadre.constantes.items()),
            situees=tuple(rangee.situees.items()),
            questions=tuple(cadre.questions),
        )

    def _build_cadre(self, rang: int, bloc: Bloc, premier: Bloc) -> CadreTableau:
        """Gather what is said around a table, and what was answered of it."""
        titres = self._decoupage.list_titres_au_dessus(bloc, bloc.entete == premier.entete)
        reponses = self._reponses.tableaux.get(build_cle_tableau(self._feuille, rang), {})
        return CadreTableau(self._feuille, titres, bloc.annee, reponses)

    def _decide_colonnes(self, etudes: Sequence[EtudeColonne], cadre: CadreTableau) -> None:
        """Decide what each column is: by what is known of its title, by its cells, by its title, by the table."""
        apply_reponses(etudes, self._reponses)
        find_reperes(etudes, self._outils)
        par_ligne = list_cles_par_ligne(etudes)
        read_titres(etudes, self._outils, "code_indicateur" in par_ligne)
        valeurs = [etude for etude in etudes if etude.usage is UsageColonne.VALEUR]
        if valeurs:
            read_periode(cadre, valeurs, par_ligne)
            read_lieu(cadre, valeurs, par_ligne, self._outils)
            read_indicateur(cadre, valeurs, par_ligne, self._outils, self._nom)
        settle_valeurs(etudes, self._outils, par_ligne, cadre.constantes)
        keep_commentaire(etudes)


def _to_colonne(etude: EtudeColonne) -> ColonneProposee:
    return ColonneProposee(
        numero=etude.numero,
        titre=etude.titre,
        usage=etude.usage or UsageColonne.IGNOREE,
        role=RoleColonne(A_DIRE) if etude.usage is UsageColonne.A_DIRE else etude.role,
        raison=etude.raison,
        remplies=len(etude.textes),
        exemples=tuple(dict.fromkeys(etude.textes.values()))[:EXEMPLES_MONTRES],
        suggestions=etude.suggestions,
        chiffres=sum(map(is_nombre, etude.textes.values())),
    )


def _repeat_fusions(grille: Grille) -> Grille:
    """Give a copy of a sheet where what is merged downwards is on each filled row, as the eye reads it."""
    copie = deepcopy(grille)
    for fusion in grille.fusions:
        rang, texte = fusion.colonne - 1, grille.get_cellule(fusion.ligne, fusion.colonne).texte
        for ligne in copie.lignes[fusion.ligne : fusion.fin]:
            if texte and not is_vide(ligne):
                ligne.extend([""] * (fusion.colonne - len(ligne)))
                ligne[rang] = ligne[rang] or texte
    return copie
