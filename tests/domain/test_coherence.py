"""What must hold within a contract: no orphan, payments that are their share."""

from dataclasses import replace
from decimal import Decimal

from lib.domain.coherence import list_incoherences
from lib.domain.contrat import Contrat
from lib.domain.contrat_lu import ContratLu
from lib.domain.faits import Resultat
from lib.domain.lots import NOMS_AGREES
from lib.imports.dossier import read_dossier
from tests.imports.test_dossier import REEL


def read_contrat_reel() -> ContratLu:
    faits = [lu.fait for lu in read_dossier(REEL).faits]
    listes = {
        cle: tuple(fait for fait in faits if type(fait) is nom)
        for cle, nom in NOMS_AGREES.items()
        if nom is not Contrat
    }
    return ContratLu(contrat=next(f for f in faits if isinstance(f, Contrat)), **listes)  # type: ignore[arg-type]


def test_the_real_contract_is_coherent() -> None:
    assert list(list_incoherences(read_contrat_reel())) == []


def test_an_orphan_value_is_named() -> None:
    orphelin = Resultat(indicateur="Z-99", annee=2024, trimestre=4, territoire="75056", valeur=Decimal(1))
    contrat = replace(read_contrat_reel(), resultats=(orphelin,))
    assert list(list_incoherences(contrat)) == [
        "une ligne porte sur l’indicateur « Z-99 », qui n’existe pas",
        "une ligne porte sur le territoire « 75056 », qui n’existe pas",
    ]


def test_a_payment_that_is_not_its_share_is_named() -> None:
    contrat = read_contrat_reel()
    fausse = replace(contrat.regles_versement[1], montant=271677400)
    (message,) = list_incoherences(replace(contrat, regles_versement=(fausse,)))
    assert "ne vaut pas sa part des enveloppes de l’État" in message
