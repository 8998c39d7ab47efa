"""From a figure on a page to where it comes from: its versions, their lots, the rows of their files."""

from collections.abc import Iterable

import streamlit as st

from lib.domain.changements import get_adresse
from lib.domain.contrat import DEPARTEMENT
from lib.domain.contrat_lu import ContratLu
from lib.domain.formats import INSECABLE
from lib.domain.lisibles import ResultatLisible, list_resultats
from lib.domain.periodes import Trimestre
from lib.ui.liens import build_lien_valeur


def get_dernier_resultat(contrat: ContratLu, code: str, trimestre: Trimestre) -> list[ResultatLisible]:
    """Give the last result of an indicator for the whole département at a quarter; none for a computed one."""
    siens = [
        resultat
        for resultat in list_resultats(contrat)
        if not resultat.masque
        and (resultat.indicateur, resultat.territoire, resultat.ventilation) == (code, DEPARTEMENT, "")
        and resultat.periode <= trimestre
    ]
    return sorted(siens, key=lambda resultat: resultat.periode)[-1:]


def show_origine(resultats: Iterable[ResultatLisible]) -> None:
    """Lead from a figure to its history, named by its quarter."""
    for resultat in resultats:
        lien = build_lien_valeur(get_adresse(resultat), resultat.periode.libelle)
        st.html(f"<p>D’où vient ce chiffre{INSECABLE}: {lien}</p>")
