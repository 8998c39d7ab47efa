"""Entry point of the server: `streamlit run app.py`. The screens start in lib/ui/routeur.py."""

import streamlit as st

from lib.ui.incidents import show_incident
from lib.ui.serveur import INTERMEDIAIRES, ROUTES, check_adresse

check_adresse(st.get_option("server.address"))

app = st.App("lib/ui/routeur.py", middleware=INTERMEDIAIRES, routes=ROUTES, on_script_error=show_incident)
