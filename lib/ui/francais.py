"""Streamlit's own words, in French: its page and its scripts are translated as they are served.

The package writes them in English with no option to change them. They are what a hovered button says, and what a
screen reader reads out.
"""

from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.ui.litteral import RENDU

PAGE = {
    '<html lang="en">': '<html lang="fr">',
    "<title>Streamlit</title>": "<title>Jalons</title>",
    "You need to enable JavaScript to run this app.": "Activez JavaScript pour utiliser cette application.",
}
"""What the page says before any script runs."""

SCRIPTS = {
    "`Skip to main content`": "`Aller au contenu`",
    '"aria-label":`App pages`': '"aria-label":`Pages de Jalons`',
    '"aria-label":`Open`': '"aria-label":`Ouvrir la liste`',
    '"aria-label":`Clear value`': '"aria-label":`Effacer le choix`',
    '"aria-label":`Clear entry`': '"aria-label":`Effacer la saisie`',
    '"aria-label":`Clear all`': '"aria-label":`Tout effacer`',
    "`Choose an option`": "`Choisissez`",
    "`Choose options`": "`Choisissez`",
    "`No results`": "`Aucun résultat`",
    "label:`Clear selection`": "label:`Effacer la sélection`",
    "label:`Download as CSV`": "label:`Télécharger en CSV`",
    "label:`Download as PNG`": "label:`Télécharger en image`",
    "`Copy Vega-Lite spec`": "`Copier le tracé (Vega-Lite)`",
    "`Copied!`": "`Copié`",
    "?`Copied`:`Copy to clipboard`": "?`Copié`:`Copier le texte`",
    "label:`Show data`": "label:`Voir les données`",
    "label:`Show chart`": "label:`Voir le graphique`",
    "label:`Show/hide columns`": "label:`Choisir les colonnes`",
    "label:`Search`": "label:`Rechercher`",
    "label:`Fullscreen`": "label:`Plein écran`",
    "label:`Close fullscreen`": "label:`Quitter le plein écran`",
    "`Sort ascending`": "`Trier par ordre croissant`",
    "`Sort descending`": "`Trier par ordre décroissant`",
    "`Autosize`": "`Ajuster la largeur`",
    "`Pin column`": "`Figer la colonne`",
    "`Unpin column`": "`Libérer la colonne`",
    "`Hide column`": "`Masquer la colonne`",
    "`Copy column name`": "`Copier le nom de la colonne`",
    "`Type to search`": "`Écrivez ce que vous cherchez`",
    '"aria-label":`Close Search`': '"aria-label":`Fermer la recherche`',
    '"aria-label":`Previous Result`': '"aria-label":`Résultat précédent`',
    '"aria-label":`Next Result`': '"aria-label":`Résultat suivant`',
    '"aria-label":`Previous page`': '"aria-label":`Page précédente`',
    '"aria-label":`Next page`': '"aria-label":`Page suivante`',
    '"aria-label":`file upload`': '"aria-label":`Choisir un fichier`',
    "`Error: `": "`Erreur : `",
    "`File must be ${$(n,`b`)} or smaller.`": "`Ce fichier dépasse ${$(n,`b`)}.`",
    "`Only one file is allowed.`": "`Un seul fichier à la fois.`",
    "`File size is too small.`": "`Ce fichier est vide.`",
    "`${t.type} files are not allowed.`": "`Ce genre de fichier n’est pas accepté.`",
    "`${e.type} files are not allowed.`": "`Ce genre de fichier n’est pas accepté.`",
    "`Unexpected error. Please try again": "`Erreur inattendue. Recommencez",
    "`${T(t,D.Byte,0)} per file`": "`${T(t,D.Byte,0)} par fichier`",
    "?`${n} icon`:": "?`icône`:",
    ":`Upload`})": ":`Choisir un fichier`})",
    '"aria-label":`Add files`': '"aria-label":`Choisir un autre fichier`',
    ":`Remove ${e.name}`": ":`Retirer ${e.name}`",
    "`Cancel upload of ${e.name}`": "`Interrompre l’envoi de ${e.name}`",
    "?`submit form`:`apply`": "?`envoyer`:`valider`",
    "`Press Enter to ${e}`": "`Entrée pour ${e}`",
    "`Press ${r()?`⌘`:`Ctrl`}+Enter to ${e}`": "`${r()?`⌘`:`Ctrl`} + Entrée pour ${e}`",
    "locale:`en-US`,children:n(": "locale:`fr-FR`,children:n(",
    '"aria-label":`Selected values`': '"aria-label":`Choix faits`',
    '"aria-label":`Remove ${e}`': '"aria-label":`Retirer ${e}`',
    "label:`Select all`": "label:`Tout choisir`",
    "?`view less`:`view more`": "?`réduire`:`lire la suite`",
    "?`View less`:`View ${x-m} more`": "?`Réduire`:`Voir ${x-m} de plus`",
    "`Link to heading`": "`Lien vers ce titre`",
    '"aria-label":`Running...`': '"aria-label":`Calcul en cours…`',
    "`Connecting to Streamlit server`": "`Connexion au serveur`",
    "`Connection error`": "`La connexion est perdue`",
    "`Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:`": (
        "`Le serveur de Jalons ne répond plus. S’il a été arrêté, relancez-le :`"
    ),
    "codeBlock:`streamlit run yourscript.py`": "codeBlock:`make run`",
    "`Streamlit server is not responding. Are you connected to the internet?`": (
        "`Le serveur de Jalons ne répond plus. Rechargez la page dans un instant.`"
    ),
    "`Help for ${": "`Aide : ${",
    ".click()}catch(e){let t=e instanceof Error?e.message:": (
        ".click()}catch(e){let t=e instanceof Error?'Ce fichier n’a pas pu être préparé. Rechargez la page.':"
    ),
    "return a(n)?e:`${e}: ${n}`": "return a(n)?e:`${e}\u00a0: ${n}`",
    **RENDU,
}
"""Pieces of Streamlit's scripts that hold a label, and the same piece with the label in French.

A piece that the installed version no longer holds makes a test fail: a new Streamlit means reading this table again.
"""


class EnFrancais:
    """Serve Streamlit's page and scripts in French, and its page only at the addresses of the menu.

    Streamlit answers with its page to any address at all: page_absente builds the answer to the others.
    """

    def __init__(self, app: ASGIApp, adresses: tuple[str, ...], page_absente: Callable[[], Response]) -> None:
        """Wrap the application."""
        self.app, self.adresses, self.page_absente = app, adresses, page_absente

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold back a page or a script to translate it; every other answer passes as it comes."""
        nom = scope["path"].rpartition("/")[2] if scope["type"] == "http" else ""
        if scope["type"] != "http" or ("." in nom and not nom.endswith(".js")):
            await self.app(scope, receive, send)
            return
        # Streamlit compresses before us: without this, the text could not be found in the answer.
        entetes = [(cle, valeur) for cle, valeur in scope["headers"] if cle.lower() != b"accept-encoding"]
        connue = scope["path"].strip("/") in self.adresses
        debut: Message | None = None
        corps = b""

        async def send_en_francais(message: Message) -> None:
            nonlocal debut, corps
            if message["type"] == "http.response.start" and get_mots(message):
                debut = message
            elif debut is None:
                await send(message)
            else:
                corps += message.get("body", b"")
                if message.get("more_body", False):
                    return
                mots = get_mots(debut)
                if mots is PAGE and not connue:
                    await self.page_absente()(scope, receive, send)
                else:
                    await send_traduit(debut, translate(corps, mots), send)

        await self.app({**scope, "headers": entetes}, receive, send_en_francais)


def get_mots(debut: Message) -> dict[str, str]:
    """Give the table for an answer that begins so: a page or a script in full (status 200); none for any other."""
    genre = MutableHeaders(scope=debut).get("content-type", "").partition(";")[0] if debut["status"] == 200 else ""
    return {"text/html": PAGE, "text/javascript": SCRIPTS, "application/javascript": SCRIPTS}.get(genre, {})


def translate(corps: bytes, mots: dict[str, str]) -> bytes:
    """Put the words of a page or script in French."""
    for anglais, francais in mots.items():
        corps = corps.replace(anglais.encode(), francais.encode())
    return corps


async def send_traduit(debut: Message, corps: bytes, send: Send) -> None:
    """Send an answer in one piece, with its new length (an empty body answers HEAD, which keeps none)."""
    entetes = MutableHeaders(scope=debut)
    del entetes["content-length"]
    if corps:
        entetes["content-length"] = str(len(corps))
    await send(debut)
    await send({"type": "http.response.body", "body": corps})
