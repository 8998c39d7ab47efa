"""Who may reach the server, in local mode: this machine only, and never through a relay.

Nobody signs in yet, so the machine is the only lock: each http and websocket request must come from a loopback
client, name a loopback host, and carry no trace of a relay nor of another site.
"""

import sys
from collections.abc import Iterable
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

HOTES_LOCAUX = frozenset({"127.0.0.1", "localhost", "::1"})
"""The names under which this machine calls itself (Host header, without port)."""

RELAIS = frozenset(
    {"forwarded", "via", "x-real-ip", "x-client-ip", "x-cluster-client-ip", "true-client-ip", "cf-connecting-ip"}
)
"""Headers that a relay adds, besides the whole X-Forwarded-* family."""

Entetes = list[tuple[str, str]]


def is_adresse_locale(adresse: str | None) -> bool:
    """Whether an IP address is loopback (::ffff:127.0.0.1 included). A name or an absent address is not."""
    try:
        ip = ip_address(adresse or "")
    except ValueError:
        return False
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:
        return ip.ipv4_mapped.is_loopback
    return ip.is_loopback


def is_hote_local(hote: str) -> bool:
    """Whether a Host header (`localhost:8501`, `[::1]`) names this machine, with any port."""
    try:
        lu = urlsplit(f"//{hote}")
        _ = lu.port
    except ValueError:
        return False
    return lu.netloc == hote and "@" not in hote and lu.hostname in HOTES_LOCAUX


def get_motif_refus(client: str | None, entetes: Iterable[tuple[str, str]]) -> str | None:
    """Give the French reason for which a request is refused, None when it may pass. Header names in lower case."""
    recus = list(entetes)
    hotes = [valeur for nom, valeur in recus if nom == "host"]
    origines = [valeur for nom, valeur in recus if nom == "origin"]
    if not is_adresse_locale(client):
        return "la demande vient d’une autre machine"
    if len(hotes) != 1 or not is_hote_local(hotes[0]):
        return "l’adresse demandée n’est pas celle de cette machine"
    if any(nom in RELAIS or nom.startswith("x-forwarded") for nom, _ in recus):
        return "la demande est passée par un relais"
    if any(origine.partition("://")[2] != hotes[0] for origine in origines):
        return "la demande vient d’un autre site"
    return None


def check_adresse(adresse: str | None) -> None:
    """Stop the process, with a French sentence, when the server is asked to listen beyond this machine."""
    if is_adresse_locale(adresse) or adresse == "localhost":
        return
    lue = f"« {adresse} »" if adresse else "toutes les interfaces"
    sys.exit(
        f"Jalons ne démarre pas sur {lue} : sans connexion nominative, l’application n’écoute que cette machine. "
        "Utilisez server.address = 127.0.0.1."
    )
