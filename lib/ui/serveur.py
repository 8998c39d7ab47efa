"""What surrounds Streamlit on the server: local access, headers, the page in French, and two routes of our own.

Pure ASGI middlewares, so that websockets and uploads pass through untouched.
"""

# The first visitor must not wait for these imports: they are paid once, when the server starts.
import altair  # noqa: F401  (loaded ahead)
import pandas  # noqa: F401  (loaded ahead)
import pydeck  # noqa: F401  (loaded ahead)
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.domain.droits import Role
from lib.domain.phrases import format_texte
from lib.ui.acces import check_adresse, get_motif_refus
from lib.ui.francais import EnFrancais
from lib.ui.routeur import ECRANS
from lib.ui.session import COOKIE_ROLE

__all__ = ["INTERMEDIAIRES", "ROUTES", "check_adresse"]

CSP = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval' 'unsafe-inline'",  # a small script in Streamlit's own page
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws://127.0.0.1:* ws://localhost:*",
        "worker-src 'self' blob:",
        "child-src 'self' blob:",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    )
)

ENTETES = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

FERMES = ("/_stcore/metrics", "/_stcore/agent")
"""Streamlit's internal endpoints that nobody needs here, wherever they appear in a path."""


ACCUEIL, *AUTRES = (ecran.adresse for ecran in ECRANS)
"""The first page answers at the root; every other page at its own address."""


def build_page_erreur(titre: str, phrase: str, code: int) -> HTMLResponse:
    """Build a bare French page for a refusal; both texts are ours, never the visitor's."""
    corps = (
        f'<!DOCTYPE html><html lang="fr"><meta charset="utf-8"><title>{titre}</title>'
        f'<h1>{titre}</h1><p>{phrase}</p><p><a href="/">Retour à l’accueil de Jalons</a></p>'
    )
    return HTMLResponse(corps, status_code=code)


def build_page_absente() -> HTMLResponse:
    """Build the answer to an address that no page has."""
    return build_page_erreur("Page introuvable", "Cette adresse n’existe pas.", 404)


class AccesLocal:
    """Refuse (403) whatever does not come straight from this machine; a websocket is closed before it opens."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a local request through, refuse any other."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        client = scope.get("client")
        entetes = [(nom.decode("latin-1").lower(), valeur.decode("latin-1")) for nom, valeur in scope["headers"]]
        motif = get_motif_refus(client[0] if client else None, entetes)
        if motif is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
        else:
            phrase = format_texte(f"Jalons ne répond qu’à cette machine : {motif}.")
            await build_page_erreur("Accès refusé", phrase, 403)(scope, receive, send)


class EnTetes:
    """Set the security headers on every answer and close Streamlit's internal endpoints (404)."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 404 on a closed path, else add the headers to the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_avec_entetes(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(ENTETES)
            await send(message)

        ferme = any(chemin in scope["path"] for chemin in FERMES)
        suite = build_page_absente() if ferme else self.app
        await suite(scope, receive, send_avec_entetes)


async def get_sante(_: Request) -> Response:
    """Say that the server answers."""
    return PlainTextResponse("ok")


async def get_accueil(requete: Request) -> Response:
    """Send the first page's own name to the root, where Streamlit serves it, with what the address says."""
    return RedirectResponse(f"/?{requete.url.query}" if requete.url.query else "/")


def is_chemin_local(retour: str) -> bool:
    """Whether a return address is a plain path of this site: one leading slash, no host, no control character."""
    return retour.startswith("/") and not retour.startswith("//") and "\\" not in retour and retour.isprintable()


def is_meme_site(requete: Request) -> bool:
    """Whether the person asked from this site or typed the address.

    Every current browser says so in Sec-Fetch-Site; without it, a Referer from elsewhere refuses.
    """
    site = requete.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    referent = requete.headers.get("referer")
    return referent is None or referent.startswith(f"http://{requete.headers['host']}/")


async def save_profil(requete: Request) -> Response:
    """Keep the chosen role in a cookie, then go back to the page: `/profil/lecteur?retour=/depot`."""
    role = requete.path_params["role"]
    retour = requete.query_params.get("retour", "/")
    if not is_meme_site(requete):
        return build_page_erreur("Accès refusé", "Le profil se choisit depuis Jalons.", 403)
    if role not in {connu.value for connu in Role}:
        return build_page_erreur("Profil inconnu", "Ce profil n’existe pas. Choisissez-en un dans Jalons.", 400)
    if not is_chemin_local(retour):
        return build_page_erreur("Adresse refusée", "La page de retour doit être une page de Jalons.", 400)
    reponse = RedirectResponse(retour, status_code=303, headers={"Cache-Control": "no-store"})
    reponse.set_cookie(COOKIE_ROLE, role, path="/", httponly=True, samesite="strict")
    return reponse


INTERMEDIAIRES = [
    Middleware(EnTetes),
    Middleware(AccesLocal),
    Middleware(EnFrancais, adresses=("", *AUTRES), page_absente=build_page_absente),
]

ROUTES = [
    Route("/sante", get_sante, methods=["GET"]),
    Route(f"/{ACCUEIL}", get_accueil, methods=["GET"]),
    Route("/profil/{role}", save_profil, methods=["GET"]),
]
