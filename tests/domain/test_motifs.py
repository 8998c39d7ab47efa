import pytest

from lib.domain.erreurs import SaisieRefusee
from lib.domain.motifs import MotifAnnulation, MotifChangement, build_motif


@pytest.mark.parametrize(
    ("choix", "precision", "motif"),
    [
        (MotifChangement.ERREUR, "", "Erreur de saisie"),
        (MotifChangement.PERIMETRE, " deux villes de plus ", "Changement de périmètre\u00a0: deux villes de plus"),
        (MotifAnnulation.AUTRE, "essai de formation", "essai de formation"),
        (None, "", ""),
    ],
)
def test_a_reason_is_the_words_of_the_list_then_those_of_the_person(
    choix: MotifChangement | MotifAnnulation | None, precision: str, motif: str
) -> None:
    assert build_motif(choix, precision) == motif


@pytest.mark.parametrize("choix", [MotifChangement.AUTRE, MotifAnnulation.AUTRE])
def test_autre_alone_explains_nothing(choix: MotifChangement | MotifAnnulation) -> None:
    with pytest.raises(SaisieRefusee, match="écrivez en quelques mots"):
        build_motif(choix, "  ")
