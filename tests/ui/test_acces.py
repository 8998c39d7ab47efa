import pytest

from lib.ui.acces import check_adresse, get_motif_refus

LOCAL = ("host", "127.0.0.1:8501")


@pytest.mark.parametrize(
    ("client", "entetes", "motif"),
    [
        ("127.0.0.1", [LOCAL], None),
        ("127.8.0.3", [LOCAL], None),
        ("::1", [("host", "[::1]:8501")], None),
        ("::ffff:127.0.0.1", [("host", "localhost")], None),
        ("127.0.0.1", [("host", "LOCALHOST:9000")], None),
        ("127.0.0.1", [LOCAL, ("origin", "http://127.0.0.1:8501")], None),
        ("192.168.1.20", [LOCAL], "machine"),
        ("::ffff:192.168.1.20", [LOCAL], "machine"),
        ("testclient", [LOCAL], "machine"),
        (None, [LOCAL], "machine"),
        ("127.0.0.1", [], "adresse"),
        ("127.0.0.1", [("host", "")], "adresse"),
        ("127.0.0.1", [("host", "jalons.example.org")], "adresse"),
        ("127.0.0.1", [("host", "localhost.example.org")], "adresse"),
        ("127.0.0.1", [("host", "127.0.0.1.example.org:8501")], "adresse"),
        ("127.0.0.1", [("host", "localhost@example.org")], "adresse"),
        ("127.0.0.1", [("host", "example.org@localhost")], "adresse"),
        ("127.0.0.1", [("host", "localhost/example.org")], "adresse"),
        ("127.0.0.1", [("host", "localhost:port")], "adresse"),
        ("127.0.0.1", [("host", "[::1")], "adresse"),
        ("127.0.0.1", [("host", "0.0.0.0:8501")], "adresse"),
        ("127.0.0.1", [LOCAL, ("host", "example.org")], "adresse"),
        ("127.0.0.1", [LOCAL, ("x-forwarded-for", "127.0.0.1")], "relais"),
        ("127.0.0.1", [LOCAL, ("x-forwarded-host", "localhost")], "relais"),
        ("127.0.0.1", [LOCAL, ("x-forwarded-proto", "https")], "relais"),
        ("127.0.0.1", [LOCAL, ("forwarded", "for=127.0.0.1")], "relais"),
        ("127.0.0.1", [LOCAL, ("x-real-ip", "127.0.0.1")], "relais"),
        ("127.0.0.1", [LOCAL, ("via", "1.1 relais")], "relais"),
        ("127.0.0.1", [LOCAL, ("origin", "http://127.0.0.1:3000")], "site"),
        ("127.0.0.1", [LOCAL, ("origin", "https://example.org")], "site"),
        ("127.0.0.1", [LOCAL, ("origin", "null")], "site"),
    ],
)
def test_only_a_direct_request_of_this_machine_passes(
    client: str | None, entetes: list[tuple[str, str]], motif: str | None
) -> None:
    lu = get_motif_refus(client, entetes)
    assert lu is None if motif is None else motif in (lu or "")


@pytest.mark.parametrize("adresse", ["127.0.0.1", "::1", "localhost"])
def test_the_server_may_listen_to_this_machine(adresse: str) -> None:
    check_adresse(adresse)


@pytest.mark.parametrize("adresse", [None, "", "0.0.0.0", "::", "192.168.1.4", "jalons.example.org", "unix:///tmp/j"])
def test_the_server_refuses_to_listen_beyond_this_machine(adresse: str | None) -> None:
    with pytest.raises(SystemExit, match="Jalons ne démarre pas"):
        check_adresse(adresse)
