"""Where the keyboard stands: after an answer, the page leads to what comes next instead of staying where it was."""

import json

import streamlit as st

_TOUR = "focus-tour"
_SCRIPT = """<script data-tour="{tour}">
(() => {{
  const fin = Date.now() + 10000;
  const vise = () => {{
    const cible = document.querySelector({selecteur});
    const etat = document.querySelector("[data-testid=stApp]").dataset.testScriptState;
    if ((etat !== "notRunning" || !cible) && Date.now() < fin) return setTimeout(vise, 50);
    if (!cible) return;
    if (cible.tabIndex < 0) cible.tabIndex = -1;
    cible.focus({{ preventScroll: true }});
    cible.scrollIntoView({{ block: "center" }});
    if (cible.select) cible.select();
  }};
  setTimeout(vise, 50);
}})();
</script>"""

_ENTREE = """<script>
if (!window.jalonsEntree) {{
  window.jalonsEntree = true;
  document.addEventListener("keydown", (touche) => {{
    const champ = touche.target;
    if (touche.key !== "Enter" || touche.isComposing || !champ.matches?.({champs})) return;
    setTimeout(() => document.querySelector({bouton})?.click(), 0);
  }});
}}
</script>"""


def show_focus(selecteur: str) -> None:
    """Lead the keyboard and the eye to an element (CSS selector, ours) once the page is drawn; a field is selected."""
    tour = st.session_state.get(_TOUR, 0) + 1
    st.session_state[_TOUR] = tour
    script = _SCRIPT.format(tour=tour, selecteur=json.dumps(selecteur))
    st.html(script, unsafe_allow_javascript=True)


def show_entree(champs: str, bouton: str) -> None:
    """Let the Enter key, in fields that wait for a button (CSS selectors, ours), press this button."""
    st.html(_ENTREE.format(champs=json.dumps(champs), bouton=json.dumps(bouton)), unsafe_allow_javascript=True)
