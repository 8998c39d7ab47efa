"""What an avenant changes: added, changed, taken away, with the words and the totals."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from lib.domain.avenants import (
    Changement,
    Mouvement,
    build_changements,
    build_phrase,
    compute_totaux,
    get_titre,
    list_avenants,
)
from lib.domain.contrat import Avenant, Enonce, Obligation
from lib.domain.contrat_lu import ContratLu
from lib.domain.credits import LigneBudget, Marche
from lib.domain.indicateurs import Cible, Repere
from lib.domain.lots import NOMS_AGREES
from lib.domain.nomenclatures import PartieContrat, ThemeEnonce
from lib.domain.objets_avenant import ObjetAvenant, format_compte
from tests.domain.fabrique_argent import CD, ETAT, NOTIFIE, make_contrat, make_enveloppe, make_fiche, make_regle
from tests.factories import INDICATEURS

LOGES, COMMUNICATION = INDICATEURS[0], next(i for i in INDICATEURS if i.unite == "texte")
A_DEFINIR = Cible(indicateur=LOGES.code, annee=2025, texte="A définir")
CHIFFREE = Cible(indicateur=LOGES.code, annee=2025, valeur=Decimal(75), avenant=1, lot=9)


def clean(texte: str) -> str:
    return texte.replace("\u202f", " ").replace("\u00a0", " ")


def build(avant: ContratLu, apres: ContratLu) -> Changement:
    (changement,) = build_changements(avant, apres)
    return changement


def test_the_same_contract_changes_nothing_whatever_the_lot_and_the_avenant_that_say_it() -> None:
    contrat = make_contrat(cibles=[A_DEFINIR], enveloppes=[make_enveloppe("S.1", ETAT, 100)])
    redite = replace(contrat, cibles=(replace(A_DEFINIR, avenant=1, lot=12, source="avenant"),))
    assert build_changements(contrat, redite) == []


def test_a_target_that_gets_a_figure_is_told_with_the_words_it_had() -> None:
    avant = make_contrat(indicateurs=[LOGES], cibles=[A_DEFINIR])
    vu = build(avant, replace(avant, cibles=(CHIFFREE,)))
    assert (vu.objet, vu.mouvement, vu.nom.code, vu.nom.periode) == (
        ObjetAvenant.CIBLES,
        Mouvement.CHANGEMENT,
        "S.1.2-01",
        "2025",
    )
    assert (clean(vu.avant), vu.apres, vu.ecart) == ("« A définir »", "75 jeunes", "")


def test_a_revised_figure_comes_with_its_difference() -> None:
    avant = make_contrat(indicateurs=[LOGES], cibles=[replace(CHIFFREE, valeur=Decimal(60), avenant=0)])
    assert clean(build(avant, replace(avant, cibles=(CHIFFREE,))).ecart) == "+15 (+25,0 %)"


@pytest.mark.parametrize(
    ("anciennes", "nouvelles", "mouvement", "avant", "apres", "ecart"),
    [
        ([], [100], Mouvement.AJOUT, "–", "100 €", ""),
        ([100], [120], Mouvement.CHANGEMENT, "100 €", "120 €", "+20 € (+20,0 %)"),
        ([100], [0], Mouvement.CHANGEMENT, "100 €", "0 €", "−100 € (−100,0 %)"),
        ([100], [], Mouvement.RETRAIT, "100 €", "–", ""),
    ],
)
def test_an_amount_is_added_changed_or_taken_away(
    anciennes: list[float], nouvelles: list[float], mouvement: Mouvement, avant: str, apres: str, ecart: str
) -> None:
    vu = build(
        make_contrat(enveloppes=[make_enveloppe("S.1", ETAT, euros, NOTIFIE) for euros in anciennes]),
        make_contrat(enveloppes=[make_enveloppe("S.1", ETAT, euros, NOTIFIE) for euros in nouvelles]),
    )
    assert (vu.mouvement, vu.nom.precision) == (mouvement, "État · notifié")
    assert (clean(vu.avant), clean(vu.apres), clean(vu.ecart)) == (avant, apres, ecart)


def test_a_definition_tells_only_its_fields_that_change_and_never_its_order() -> None:
    avant = make_contrat()
    fiche = replace(make_fiche("S.1", "A1"), ordre=7, duree="Quatre ans", presente=False)
    vu = build(avant, replace(avant, fiches=(fiche, *avant.fiches[1:])))
    assert (vu.objet, vu.nom.code, vu.nom.libelle) == (ObjetAvenant.FICHES, "S.1", "Action S.1")
    assert clean(vu.avant) == "présente dans le document : oui ; durée : –"
    assert clean(vu.apres) == "présente dans le document : non ; durée : Quatre ans"


def test_a_new_fiche_and_a_new_indicator_are_named() -> None:
    avant = make_contrat()
    apres = replace(avant, fiches=(*avant.fiches, make_fiche("S.4", "A2")), indicateurs=(COMMUNICATION,))
    vus = build_changements(avant, apres)
    assert [(vu.objet, vu.mouvement, vu.nom.code) for vu in vus] == [
        (ObjetAvenant.FICHES, Mouvement.AJOUT, "S.4"),
        (ObjetAvenant.INDICATEURS, Mouvement.AJOUT, "S.3.3-02"),
    ]


def test_totals_are_by_year_nature_and_funder_and_unwritten_is_not_zero() -> None:
    avant = make_contrat(enveloppes=[make_enveloppe("S.1", ETAT, 100), make_enveloppe("S.2", ETAT, 50)])
    apres = replace(
        avant,
        enveloppes=(
            make_enveloppe("S.1", ETAT, 130),
            make_enveloppe("S.2", ETAT, 50),
            make_enveloppe("S.1", CD, 70, NOTIFIE, 2025),
        ),
    )
    assert [(t.annee, t.nature.value, t.financeur.value, t.avant, t.apres) for t in compute_totaux(avant, apres)] == [
        (2024, "previsionnel", "ETAT", 15000, 18000),
        (2025, "notifie", "CD", None, 7000),
    ]


def test_the_sentence_counts_what_is_added_changed_and_taken_away() -> None:
    avant = make_contrat(
        indicateurs=[LOGES],
        cibles=[A_DEFINIR],
        enveloppes=[make_enveloppe("S.1", ETAT, 1), make_enveloppe("S.2", CD, 1)],
    )
    apres = replace(avant, cibles=(CHIFFREE,), enveloppes=(make_enveloppe("S.3", ETAT, 1),))
    phrase = clean(build_phrase(1, build_changements(avant, apres)))
    assert phrase == "L’avenant n° 1 ajoute 1 enveloppe, change 1 cible et retire 2 enveloppes."
    assert "ne change encore rien" in build_phrase(2, [])


def test_words_of_the_counts() -> None:
    assert clean(format_compte(2, ObjetAvenant.AXES)) == "2 axes ou volets"
    assert clean(format_compte(1, ObjetAvenant.FICHES)) == "1 fiche action"
    assert clean(format_compte(2, ObjetAvenant.OBLIGATIONS)) == "2 obligations"
    assert clean(format_compte(2, ObjetAvenant.REGLES_VERSEMENT)) == "2 règles de versement"
    assert [clean(get_titre(numero)) for numero in (0, 3)] == ["contrat initial", "avenant n° 3"]


def test_avenants_are_listed_in_their_order() -> None:
    avenants = [Avenant(numero=numero, objet="x") for numero in (2, 0, 1)]
    assert [avenant.numero for avenant in list_avenants(make_contrat(avenants=avenants))] == [0, 1, 2]


NON_CHANGES = frozenset({"avenants", "contexte", "ecarts", "seuils", "ruptures", "habilitations"})
"""Nouns of the folder an avenant does not change: itself, figures of situation, our notes and our conventions."""


def test_every_noun_of_the_contract_is_either_compared_or_said_not_to_change() -> None:
    compares = {objet.value for objet in ObjetAvenant}
    assert compares | NON_CHANGES == set(NOMS_AGREES)
    assert not compares & NON_CHANGES
    assert all(hasattr(make_contrat(), nom) for nom in compares)


def test_a_statement_that_changes_is_told_by_its_object() -> None:
    enonce = Enonce(code="E1", ordre=1, theme=ThemeEnonce.ENGAGEMENTS, objet="Orientation", texte="à deux")
    vu = build(make_contrat(enonces=[enonce]), make_contrat(enonces=[replace(enonce, texte="à trois")]))
    assert (vu.objet, vu.nom.libelle) == (ObjetAvenant.ENONCES, "Orientation")
    assert (clean(vu.avant), clean(vu.apres)) == ("texte : à deux", "texte : à trois")


def test_a_payment_rule_that_changes_is_told_in_euros_and_days() -> None:
    avant = make_contrat(regles_versement=[make_regle("R3", PartieContrat.SOLIDARITES, 1000)])
    apres = replace(avant, regles_versement=(replace(avant.regles_versement[0], montant=120000, delai_jours=30),))
    vu = build(avant, apres)
    assert (vu.objet, vu.nom.code, vu.nom.libelle, vu.nom.periode) == (
        ObjetAvenant.REGLES_VERSEMENT,
        "R3",
        "Versement, solidarités",
        "2024",
    )
    assert (clean(vu.avant), clean(vu.apres)) == (
        "montant : 1 000 € ; délai en jours : 15",
        "montant : 1 200 € ; délai en jours : 30",
    )


def test_a_new_payment_rule_says_what_it_commits_to() -> None:
    apres = make_contrat(regles_versement=[make_regle("R3-2025", PartieContrat.SOLIDARITES, 1000, "0.6")])
    vu = build(make_contrat(), apres)
    assert (vu.mouvement, vu.avant) == (Mouvement.AJOUT, "")
    assert clean(vu.apres) == (
        "part : 60 % ; montant : 1 000 € ; déclencheur : signature du contrat ; délai en jours : 15 ; article : art. 3"
    )


OBLIGATION = Obligation(
    code="O11", ordre=1, partie="solidarites", qui="CD", quoi="Rapport", echeance="31 mars 2026", article="art. 2.4.3"
)


def test_an_obligation_is_added_changed_and_taken_away() -> None:
    sans, avec = make_contrat(), make_contrat(obligations=[OBLIGATION])
    ajout, retrait = build(sans, avec), build(avec, sans)
    assert (ajout.nom.code, ajout.nom.libelle) == ("O11", "Rapport")
    assert clean(ajout.apres) == clean(retrait.avant) == "qui : CD ; échéance : 31 mars 2026 ; article : art. 2.4.3"
    change = build(avec, make_contrat(obligations=[replace(OBLIGATION, date_limite=date(2026, 6, 30))]))
    assert (clean(change.avant), clean(change.apres)) == ("date limite : –", "date limite : 30/06/2026")


def test_a_budget_line_a_market_a_reference_figure_and_the_contract_s_end_are_told_in_their_units() -> None:
    ligne = LigneBudget(fiche="S.1", annee=2025, rang=2, libelle="Logements", montant=1260000)
    marche = Marche(code="M1", fiche="I.V2.1", ordre=1, procedure="Marché", libelle="ESE", prix_parcours=90000)
    repere = Repere(code="REP-1", libelle="Allocataires", valeur=Decimal(5000), unite="personnes", annee=2024)
    avant = make_contrat(lignes_budget=[ligne], marches=[marche], reperes=[repere])
    apres = replace(
        avant,
        lignes_budget=(replace(ligne, montant=1500000),),
        marches=(replace(marche, prix_parcours=95000),),
        reperes=(replace(repere, annee=2025),),
        contrat=replace(avant.contrat, fin=date(2028, 12, 31)),
    )
    assert [(vu.nom.complet, clean(vu.avant), clean(vu.apres)) for vu in build_changements(avant, apres)] == [
        ("S.1 · 2025 · ligne 2 · Logements", "montant : 12 600 €", "montant : 15 000 €"),
        ("M1 · Marché, ESE", "prix du parcours : 900 €", "prix du parcours : 950 €"),
        ("REP-1 · 2025 · Allocataires", "année : 2024", "année : 2025"),
        ("00-2024 · Contrat d'essai", "fin : 31/12/2027", "fin : 31/12/2028"),
    ]
