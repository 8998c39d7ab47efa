import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Scope

from lib.ui.serveur import INTERMEDIAIRES, ROUTES

PAGE = Path(streamlit.__file__).parent / "static" / "index.html"


async def _answer_page(_: Request) -> HTMLResponse:
    return HTMLResponse(PAGE.read_text(encoding="utf-8"))


async def _answer_script(_: Request) -> Response:
    return Response("const a=`Choose an option`,b=`Choose a card`", media_type="text/javascript")


async def _answer_texte(_: Request) -> PlainTextResponse:
    return PlainTextResponse("texte")


APPLICATION = Starlette(
    routes=[
        *ROUTES,
        Route("/_stcore/{suite:path}", _answer_texte),
        Route("/static/js/{nom}", _answer_script),
        Route("/{page:path}", _answer_page),
    ],
    middleware=INTERMEDIAIRES,
)
"""Our middlewares and routes in front of what Streamlit would answer."""
APPLICATION_COMPRESSEE = Starlette(routes=APPLICATION.routes, middleware=INTERMEDIAIRES)
APPLICATION_COMPRESSEE.user_middleware.append(type(INTERMEDIAIRES[0])(GZipMiddleware))


@dataclass
class Reponse:
    statut: int
    entetes: dict[str, str]
    corps: str


async def _recevoir() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


def run(coroutine: Coroutine[None, None, None]) -> None:
    """Run apart: on the main thread, the browser of other tests may already hold a running loop."""
    with ThreadPoolExecutor(1) as fil:
        fil.submit(asyncio.run, coroutine).result()


def build_scope(adresse: str, **entetes: str) -> Scope:
    chemin, _, requete = adresse.partition("?")
    noms = {"host": "127.0.0.1:8501", **{nom.replace("_", "-"): valeur for nom, valeur in entetes.items()}}
    return {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": chemin,
        "raw_path": chemin.encode(),
        "query_string": requete.encode(),
        "root_path": "",
        "headers": [(nom.encode(), valeur.encode()) for nom, valeur in noms.items()],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 8501),
    }


def get(adresse: str, application: ASGIApp = APPLICATION, **entetes: str) -> Reponse:
    messages: list[Message] = []

    async def envoyer(message: Message) -> None:
        messages.append(message)

    run(application(build_scope(adresse, **entetes), _recevoir, envoyer))
    lus = {nom.decode().lower(): valeur.decode() for nom, valeur in messages[0]["headers"]}
    corps = b"".join(message.get("body", b"") for message in messages[1:])
    return Reponse(messages[0]["status"], lus, corps.decode())


@pytest.mark.parametrize("application", [APPLICATION, APPLICATION_COMPRESSEE], ids=["claire", "compressée"])
def test_the_page_is_declared_in_french_even_when_compression_is_asked(application: ASGIApp) -> None:
    reponse = get("/", application, accept_encoding="gzip, br")
    assert '<html lang="fr">' in reponse.corps
    assert "<title>Jalons</title>" in reponse.corps
    assert int(reponse.entetes["content-length"]) == len(reponse.corps.encode())


@pytest.mark.parametrize("application", [APPLICATION, APPLICATION_COMPRESSEE], ids=["claire", "compressée"])
def test_the_labels_of_scripts_are_in_french(application: ASGIApp) -> None:
    reponse = get("/static/js/Selectbox.js", application, accept_encoding="gzip, br")
    assert reponse.corps == "const a=`Choisissez`,b=`Choose a card`"
    assert int(reponse.entetes["content-length"]) == len(reponse.corps.encode())


@pytest.mark.parametrize("adresse", ["/nulle-part", "/methode/plus-loin", "/app"])
def test_an_address_outside_the_menu_is_not_found(adresse: str) -> None:
    reponse = get(adresse)
    assert reponse.statut == 404
    assert "Cette adresse n’existe pas" in reponse.corps


@pytest.mark.parametrize(
    ("adresse", "suite"),
    [
        ("/synthese", "/"),
        ("/synthese?trimestre=2024-T4", "/?trimestre=2024-T4"),
        ("/synthese?avenant=1&trimestre=2024-T4", "/?avenant=1&trimestre=2024-T4"),
    ],
)
def test_the_name_of_the_first_page_leads_to_the_root_with_what_its_address_says(adresse: str, suite: str) -> None:
    reponse = get(adresse)
    assert (reponse.statut, reponse.entetes["location"]) == (307, suite)


@pytest.mark.parametrize("adresse", ["/", "/sante", "/nulle-part", "/_stcore/metrics", "/_stcore/health"])
def test_every_answer_carries_the_security_headers(adresse: str) -> None:
    entetes = get(adresse).entetes
    assert "default-src 'self'" in entetes["content-security-policy"]
    assert "frame-ancestors 'none'" in entetes["content-security-policy"]
    assert "unsafe-eval'" not in entetes["content-security-policy"].replace("wasm-unsafe-eval'", "")
    assert entetes["x-content-type-options"] == "nosniff"
    assert entetes["x-frame-options"] == "DENY"
    assert entetes["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    "adresse",
    ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/interact", "/_stcore/agent/mcp"],
)
def test_the_internal_endpoints_are_closed(adresse: str) -> None:
    assert get(adresse).statut == 404


def test_health_answers_ok() -> None:
    reponse = get("/sante")
    assert (reponse.statut, reponse.corps) == (200, "ok")


@pytest.mark.parametrize(
    "entetes", [{"host": "jalons.example.org"}, {"x_forwarded_for": "127.0.0.1"}, {"origin": "https://example.org"}]
)
@pytest.mark.parametrize("adresse", ["/", "/sante", "/profil/lecteur", "/_stcore/health"])
def test_a_request_from_elsewhere_gets_a_french_refusal(adresse: str, entetes: dict[str, str]) -> None:
    reponse = get(adresse, **entetes)
    assert reponse.statut == 403
    assert "Jalons ne répond qu’à cette machine" in reponse.corps
    assert "set-cookie" not in reponse.entetes
    assert "content-security-policy" in reponse.entetes


@pytest.mark.parametrize(("hote", "attendu"), [("127.0.0.1:8501", "accept"), ("jalons.example.org", "close")])
def test_a_websocket_from_elsewhere_is_closed_before_it_opens(hote: str, attendu: str) -> None:
    messages: list[Message] = []

    async def ouvrir(scope: Scope, receive: object, send: object) -> None:
        await envoyer({"type": "websocket.accept"})

    async def envoyer(message: Message) -> None:
        messages.append(message)

    pile: ASGIApp = ouvrir
    for intermediaire in reversed(INTERMEDIAIRES):
        pile = intermediaire.cls(pile, *intermediaire.args, **intermediaire.kwargs)
    scope = {**build_scope("/_stcore/stream", host=hote), "type": "websocket"}
    run(pile(scope, _recevoir, envoyer))
    assert [message["type"] for message in messages] == [f"websocket.{attendu}"]


def test_choosing_a_role_sets_a_strict_http_only_cookie_and_returns_to_the_page() -> None:
    reponse = get("/profil/valideur_etat?retour=/depot", sec_fetch_site="same-origin")
    assert (reponse.statut, reponse.entetes["location"]) == (303, "/depot")
    cookie = reponse.entetes["set-cookie"].lower()
    assert cookie.startswith("jalons_role=valideur_etat;")
    assert {"httponly", "path=/", "samesite=strict"} <= {partie.strip() for partie in cookie.split(";")}


@pytest.mark.parametrize(
    ("entetes", "statut"),
    [
        ({}, 303),
        ({"sec_fetch_site": "same-origin"}, 303),
        ({"sec_fetch_site": "none"}, 303),
        ({"referer": "http://127.0.0.1:8501/depot"}, 303),
        ({"sec_fetch_site": "cross-site"}, 403),
        ({"sec_fetch_site": "same-site"}, 403),
        ({"referer": "https://example.org/"}, 403),
        ({"referer": "http://127.0.0.1:3000/"}, 403),
    ],
)
def test_another_site_cannot_choose_the_role(entetes: dict[str, str], statut: int) -> None:
    reponse = get("/profil/administrateur", **entetes)
    assert reponse.statut == statut
    assert ("set-cookie" in reponse.entetes) is (statut == 303)


@pytest.mark.parametrize("role", ["directeur", "Lecteur", "lecteur%0d%0a", " "])
def test_an_unknown_role_is_refused(role: str) -> None:
    reponse = get(f"/profil/{role}")
    assert (reponse.statut, "set-cookie" in reponse.entetes) == (400, False)


@pytest.mark.parametrize(
    ("retour", "statut"),
    [
        ("/", 303),
        ("/depot", 303),
        ("/indicateurs%3Faxe%3DA1", 303),
        ("//example.org", 400),
        ("/%5Cexample.org", 400),
        ("https://example.org", 400),
        ("javascript:alert(1)", 400),
        ("/depot%0d%0aset-cookie:a=b", 400),
        ("/%09/example.org", 400),
        ("depot", 400),
        ("", 400),
    ],
)
def test_the_return_address_is_a_page_of_this_site(retour: str, statut: int) -> None:
    assert get(f"/profil/lecteur?retour={retour}").statut == statut
