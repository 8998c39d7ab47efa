"""Reprendre un tableau: give the tracker kept until now, say what it does not say, see every quarter, publish."""

from lib.domain.droits import can_deposer, check_can_voir
from lib.domain.nomenclatures import TypeDepot
from lib.ui.depot import show_etape, show_profils
from lib.ui.donnees import load_contrat
from lib.ui.page import open_page
from lib.ui.problemes import show_refus_fichier
from lib.ui.reprise import select_suivi, show_feuilles, show_questions
from lib.ui.reprise_colonnes import show_colonnes
from lib.ui.reprise_libelles import show_libelles
from lib.ui.reprise_matrice import show_matrice
from lib.ui.reprise_problemes import show_problemes
from lib.ui.reprise_publication import show_issues, show_laissees, show_publication
from lib.ui.reprise_reponses import list_tableaux, load_reprise

acteur = open_page("Reprendre un tableau", check_can_voir).acteur
contrat = load_contrat()
code = contrat.contrat.code

if not can_deposer(acteur, TypeDepot.RESULTATS):
    show_profils(acteur, "/reprise", TypeDepot.RESULTATS)

else:
    show_issues()
    show_etape(1, "Donnez votre tableau de suivi")
    suivi = select_suivi()

    if suivi:
        reprise = load_reprise(acteur, code, suivi)
        lus = list_tableaux(acteur, code, suivi, reprise)

        if reprise.problemes:
            show_refus_fichier(reprise.problemes)
        else:
            show_etape(2, "Regardez ses feuilles")
            lu = show_feuilles(reprise, lus, suivi)

            if lu:
                show_etape(3, "Vérifiez comment la feuille est lue")
                show_questions(contrat, suivi, lu.tableau)
                show_colonnes(contrat, suivi, lu.tableau)
                show_libelles(contrat, suivi, lu.tableau)

                show_etape(4, "Vérifiez ce qui sera publié")
                show_matrice(contrat, suivi, lu)
                show_problemes(acteur, contrat, lu)
                show_laissees(contrat, lu)

                show_etape(5, "Publiez")
                show_publication(acteur, code, suivi, lus, lu)
