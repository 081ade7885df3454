from __future__ import annotations

import socket
from pathlib import Path

import pytest
from litestar import Litestar, get
from litestar.testing import TestClient

from search.insight.salt import SEED_VARIABLE
from search.service.client import AnyRequest, client_address, is_https
from search.service.server import hand_down_secrets, port_complaint, serve
from search.service.settings import Settings, SettingsError, settings_from

PROXIES = settings_from({"TRUSTED_PROXIES": "127.0.0.0/8, 10.0.0.1"}).trusted_proxies


def test_an_empty_environment_is_enough() -> None:
    settings = settings_from({"STATE": "", "PORT": "", "HOME": "/root"})
    assert (settings.state, settings.output, settings.port, settings.bind) == (
        Path("var"),
        Path("output"),
        8000,
        "127.0.0.1",
    )


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("PORT", "åtti", "PORT «åtti» kan ikke brukes: skriv et tall fra 1 til 65535"),
        ("PORT", "70000", "PORT «70000» kan ikke brukes"),
        ("TRUSTED_PROXIES", "10.0.0.0/8,her", "skriv IP-adresser eller nett"),
        ("SKI_UTVIKLING", "kanskje", "skriv 1 eller 0"),
        ("INNSIKT_NOKKEL", "kort-hemmelighet", "minst 32 tegn"),
    ],
)
def test_a_wrong_setting_names_key_value_and_remedy(key: str, value: str, says: str) -> None:
    with pytest.raises(SettingsError) as caught:
        settings_from({key: value})
    assert says in str(caught.value)
    if key == "INNSIKT_NOKKEL":
        assert value not in str(caught.value)


def test_all_wrong_settings_are_told_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        settings_from({"PORT": "x", "SKI_UTVIKLING": "kanskje"})
    assert len(str(caught.value).splitlines()) == 2


def test_secrets_are_not_shown() -> None:
    settings = Settings.model_validate({"INNSIKT_NOKKEL": "n" * 40, "INNSIKT_ENGANGS_HASH": "$argon2id$"})
    assert "n" * 40 not in repr(settings)
    assert "$argon2id$" not in repr(settings)


def test_workers_are_given_the_same_secrets(tmp_path: Path) -> None:
    environ: dict[str, str] = {}
    settings = settings_from({"STATE": str(tmp_path)})
    hand_down_secrets(settings, environ)
    assert settings_from(environ).key() == settings.key()
    assert environ[SEED_VARIABLE]


def test_a_key_that_others_could_have_read_stops_the_start(tmp_path: Path) -> None:
    settings = settings_from({"STATE": str(tmp_path)})
    settings.key()
    settings.files.session_key.chmod(0o644)
    with pytest.raises(SettingsError, match="kan leses av andre"):
        settings.key()


def test_a_port_in_use_is_explained(capsys) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"Port {port} er i bruk" in port_complaint("127.0.0.1", port)
        assert serve(host="127.0.0.1", port=port) == 1
    assert "make serve PORT=" in capsys.readouterr().err


def test_an_address_of_another_machine_is_explained() -> None:
    assert "BIND «192.0.2.1» kan ikke brukes" in port_complaint("192.0.2.1", 0)


@pytest.mark.parametrize("key", ["PORT", "ARBEIDERE", "TRUSTED_PROXIES", "NAA"])
def test_the_server_stops_at_a_wrong_setting(key: str, monkeypatch, capsys) -> None:
    monkeypatch.setenv(key, "feil")
    assert serve() == 2
    assert f"{key} «feil» " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("peer", "forwarded", "visitor"),
    [
        ("127.0.0.1", "192.0.2.9", "192.0.2.9"),
        ("127.0.0.1", "198.51.100.1, 192.0.2.9", "192.0.2.9"),
        ("127.0.0.1", "192.0.2.9, 10.0.0.1", "192.0.2.9"),
        ("203.0.113.5", "192.0.2.9", "203.0.113.5"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", " , tull", "tull"),
        ("tull", "192.0.2.9", "tull"),
    ],
)
def test_a_forwarded_address_is_believed_as_far_as_proxies_are_trusted(peer, forwarded, visitor) -> None:
    @get("/")
    async def show(request: AnyRequest) -> str:
        request.scope["client"] = (peer, 1)
        return f"{client_address(request, PROXIES)} {is_https(request, PROXIES)}"

    with TestClient(Litestar([show])) as client:
        headers = {"X-Forwarded-For": forwarded, "X-Forwarded-Proto": "https"}
        trusted = peer.startswith("127.")
        assert client.get("/", headers=headers).text == f"{visitor} {trusted}"
