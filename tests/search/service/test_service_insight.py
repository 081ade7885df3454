from __future__ import annotations

import re
from datetime import timedelta

import pytest
from litestar.testing import TestClient

from search.desk.people import Person, Role
from search.service.app import create_app
from search.service.headers import CONTENT_SECURITY_POLICY
from search.service.sessions import safe_next
from search.service.settings import Settings
from tests.search.service.conftest import HASH, PASSWORD, give_account

OWN = {"Origin": "http://testserver.local"}


def token(page: str) -> str:
    found = re.search(r"""name="?token"? value=["']([^"']+)""", page)
    assert found
    return found[1]


def log_in(client: TestClient, password: str = PASSWORD, user: str = "innsikt", **changes: str):
    client.cookies.clear()
    form = {"bruker": user, "passord": password, "neste": "/innsikt", **changes}
    form.setdefault("token", token(client.get("/innsikt/logg-inn").text))
    return client.post("/innsikt/logg-inn", data=form, headers=OWN, follow_redirects=False)


@pytest.mark.parametrize(
    "path", ["/", "/sok?q=barnehage", "/api/v1/sok?q=a", "/finnes-ikke", "/helse", "/innsikt/logg-inn"]
)
def test_no_visitor_is_given_a_cookie(client: TestClient, path: str) -> None:
    assert "set-cookie" not in client.get(path).headers


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/barnehage/opptak",
        "/static/style.0123abcd.css",
        "/sok?q=a",
        "/sok?q=%ff",
        "/api/v1/sok?q=a",
        "/api/v1/openapi.json",
        "/finnes-ikke",
        "/helse",
        "/innsikt",
    ],
)
def test_every_answer_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path, follow_redirects=False).headers
    assert headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "permissions-policy" in headers


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY
    assert "frame-ancestors 'none'" in CONTENT_SECURITY_POLICY


@pytest.mark.parametrize("path", ["/innsikt", "/innsikt/funn"])
def test_the_numbers_are_behind_a_login(client: TestClient, path: str) -> None:
    answer = client.get(f"{path}?fra=2026-11-01", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/innsikt/logg-inn?neste=/innsikt")


def test_the_right_password_opens_a_session(client: TestClient) -> None:
    answer = log_in(client, neste="/innsikt?fra=2026-11-01")
    assert (answer.status_code, answer.headers["location"]) == (303, "/innsikt?fra=2026-11-01")
    cookie = answer.headers["set-cookie"]
    for part in ("HttpOnly", "SameSite=strict", "Path=/innsikt", "Max-Age=28800"):
        assert part.lower() in cookie.lower()
    assert "secure" not in cookie.lower()
    assert client.get("/innsikt").status_code == 200


def test_the_cookie_is_secure_behind_https(client: TestClient) -> None:
    client.base_url = "https://testserver.local"
    form = {"bruker": "innsikt", "passord": PASSWORD, "token": token(client.get("/innsikt/logg-inn").text)}
    answer = client.post(
        "/innsikt/logg-inn", data=form, headers={"Origin": "https://testserver.local"}, follow_redirects=False
    )
    assert "; secure" in answer.headers["set-cookie"].lower()


@pytest.mark.parametrize(
    ("user", "password"), [("innsikt", "feil"), ("andre", PASSWORD), ("", ""), ("æ", "x" * 5000)]
)
def test_a_wrong_name_or_password_tells_not_which(client: TestClient, user: str, password: str) -> None:
    answer = log_in(client, password, user)
    assert answer.status_code == 401
    assert "Feil brukernavn eller passord." in answer.text
    assert "set-cookie" not in answer.headers


def test_five_failures_and_one_has_to_wait(client: TestClient) -> None:
    assert [log_in(client, "feil").status_code for _ in range(5)] == [401] * 5
    answer = log_in(client)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 800
    assert "Vent 15 minutter" in answer.text


def test_a_success_forgets_the_failures(client: TestClient) -> None:
    for _ in range(2):
        for _ in range(4):
            log_in(client, "feil")
        assert log_in(client).status_code == 303


def test_the_limit_holds_over_all_workers(settings: Settings, clock, engine) -> None:
    workers = [create_app(settings, clock=clock, open_engine=lambda: engine) for _ in range(2)]
    with TestClient(workers[0]) as one, TestClient(workers[1]) as other:
        assert {log_in(client, "feil").status_code for client in (one, other, one, other, one)} == {401}
        assert log_in(other).status_code == 429


def test_one_account_is_not_guessed_at_from_many_addresses(settings: Settings, clock, engine) -> None:
    logins = create_app(settings, clock=clock, open_engine=lambda: engine).state.services.logins
    assert [logins.attempt(f"192.0.2.{number}", "innsikt") for number in range(30)] == [0] * 30
    assert logins.attempt("192.0.2.31", "innsikt") > 0
    assert logins.attempt("192.0.2.31", "leser") == 0


def test_without_what_the_workers_share_nobody_gets_in(client: TestClient, settings: Settings) -> None:
    settings.files.logins.mkdir()
    assert log_in(client).status_code == 503
    assert client.get("/sok?q=barnehage").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://example.org"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_from_another_site_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    form = {"bruker": "innsikt", "passord": PASSWORD, "token": token(client.get("/innsikt/logg-inn").text)}
    for path in ("/innsikt/logg-inn", "/innsikt/logg-ut"):
        answer = client.post(path, data=form, headers=headers, follow_redirects=False)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("forged", ["", "x", "eyJzbHV0dCI6OTk5OTk5OTk5OX0.abc"])
def test_a_form_without_our_token_is_refused(client: TestClient, forged: str) -> None:
    assert log_in(client, token=forged).status_code == 400


def test_an_old_form_is_refused(client: TestClient, clock) -> None:
    old = token(client.get("/innsikt/logg-inn").text)
    clock.forward(timedelta(hours=3))
    assert log_in(client, token=old).status_code == 400


def test_a_session_lasts_eight_hours(client: TestClient, clock) -> None:
    log_in(client)
    clock.forward(timedelta(hours=7, minutes=59))
    assert client.get("/innsikt", follow_redirects=False).status_code == 200
    clock.forward(timedelta(minutes=2))
    assert client.get("/innsikt", follow_redirects=False).status_code == 303


@pytest.mark.parametrize("value", ["", "x.y", "å", "eyJicnVrZXIiOiJpbm5zaWt0In0.forged"])
def test_a_forged_session_opens_nothing(client: TestClient, value: str) -> None:
    cookie = f"innsikt={value}".encode()
    assert client.get("/innsikt", headers={"Cookie": cookie}, follow_redirects=False).status_code == 303


@pytest.mark.parametrize(
    "changed", [Person("innsikt", Role.READER), Person("innsikt", Role.ADVISER)], ids=["role", "password"]
)
def test_a_new_password_or_role_ends_old_sessions(client: TestClient, settings: Settings, changed) -> None:
    log_in(client)
    assert client.get("/innsikt", follow_redirects=False).status_code == 200
    give_account(settings, changed, "$argon2id$" if changed.role is Role.ADVISER else HASH)
    assert client.get("/innsikt", follow_redirects=False).status_code == 303


def test_a_closed_account_is_out_at_once(client: TestClient) -> None:
    log_in(client)
    assert client.app.state.services.accounts.close("innsikt")
    assert client.get("/innsikt", follow_redirects=False).status_code == 303
    assert log_in(client).status_code == 401


def test_a_session_holds_in_every_worker_and_after_a_restart(
    client: TestClient, settings: Settings, clock, engine
) -> None:
    log_in(client)
    with TestClient(create_app(settings, clock=clock, open_engine=lambda: engine)) as other:
        copy = {"Cookie": f"innsikt={client.cookies['innsikt']}"}
        assert other.get("/innsikt", headers=copy, follow_redirects=False).status_code == 200


def test_a_unit_leader_does_not_see_the_whole_municipality(client: TestClient) -> None:
    log_in(client, user="leder")
    own = client.get("/innsikt", follow_redirects=False)
    assert (own.status_code, own.headers["location"]) == (303, "/innsikt/virksomheter")
    assert client.get("/innsikt/virksomheter").status_code == 200
    for page in ("ord", "uten-treff", "sider", "beslutninger", "rapport", "revisjon"):
        assert client.get(f"/innsikt/{page}").status_code == 403
    log_in(client, user="leser")
    assert client.get("/innsikt").status_code == 200
    assert client.get("/innsikt/revisjon").status_code == 403


def test_who_did_what_is_noted_and_what_was_typed_is_not(client: TestClient) -> None:
    log_in(client, "feil", "innsikt")
    log_in(client, "feil", "passordet mitt ble skrevet her")
    log_in(client, user="Leser ")
    client.get("/innsikt?csv=mest-sokt&fra=2026-11-20&til=2026-11-23")
    client.post("/innsikt/logg-ut", data={"token": token(client.get("/innsikt").text)}, headers=OWN)
    lines = [(e.who, str(e.what), e.about) for e in reversed(client.app.state.services.audit.latest())]
    assert lines == [
        ("innsikt", "avvist innlogging", ""),
        ("", "avvist innlogging", "ukjent brukernavn"),
        ("leser", "logget inn", ""),
        ("leser", "lastet ned", "innsikt-mest-sokt-2026-11-16-2026-11-29.csv"),
        ("leser", "logget ut", ""),
    ]


def test_logging_out_ends_the_session(client: TestClient) -> None:
    log_in(client)
    form = {"token": token(client.get("/innsikt").text)}
    answer = client.post("/innsikt/logg-ut", data=form, headers=OWN, follow_redirects=False)
    assert answer.status_code == 303
    assert "max-age=0" in answer.headers["set-cookie"].lower()
    assert client.get("/innsikt", follow_redirects=False).status_code == 303


def test_a_copy_of_the_cookie_is_of_no_use_after_logging_out(
    client: TestClient, settings: Settings, clock, engine
) -> None:
    log_in(client)
    copy = {"Cookie": f"innsikt={client.cookies['innsikt']}"}
    form = {"token": token(client.get("/innsikt").text)}
    client.post("/innsikt/logg-ut", data=form, headers=OWN)
    with TestClient(create_app(settings, clock=clock, open_engine=lambda: engine)) as other:
        assert other.get("/innsikt", headers=copy, follow_redirects=False).status_code == 303


def test_logging_out_takes_more_than_a_link(client: TestClient) -> None:
    log_in(client)
    assert client.get("/innsikt/logg-ut").status_code == 405
    assert client.post("/innsikt/logg-ut", data={}, headers=OWN).status_code == 400
    assert client.get("/innsikt").status_code == 200


def test_a_form_of_another_session_is_refused(client: TestClient, settings: Settings, clock, engine) -> None:
    log_in(client, user="leser")
    with TestClient(create_app(settings, clock=clock, open_engine=lambda: engine)) as other:
        log_in(other)
        form = {"token": token(other.get("/innsikt").text)}
        assert client.post("/innsikt/logg-ut", data=form, headers=OWN).status_code == 400


def test_a_form_too_large_or_of_another_kind_is_refused(client: TestClient) -> None:
    assert client.post("/innsikt/logg-inn", data={"passord": "x" * 30_000}, headers=OWN).status_code == 413
    assert client.post("/innsikt/logg-inn", json={"bruker": "a"}, headers=OWN).status_code == 400
    assert client.post("/innsikt/logg-inn", files={"a": b"b"}, headers=OWN).status_code == 400


def test_without_an_account_the_login_page_says_so(settings: Settings, clock, engine) -> None:
    without = Settings.model_validate(
        {"STATE": settings.state, "OUTPUT": settings.output, "THEME": settings.theme}
    )
    without.files.desk.unlink()
    with TestClient(create_app(without, clock=clock, open_engine=lambda: engine)) as client:
        page = client.get("/innsikt").text
        assert "Ingen konto er laget ennå" in page
        assert "<form" not in page
        answer = client.post("/innsikt/logg-inn", data={"bruker": "", "passord": ""}, headers=OWN)
        assert answer.status_code == 400
        assert client.get("/innsikt/funn", follow_redirects=False).status_code == 303


@pytest.mark.parametrize(
    "address", ["https://example.org", "//example.org", "/innsikt/../x", "/innsikt\n", "javascript:1", "/"]
)
def test_nobody_is_sent_elsewhere_after_login(address: str) -> None:
    assert safe_next(address) == "/innsikt"


def test_searches_are_seen_in_the_numbers(client: TestClient) -> None:
    for visitor in range(5):
        agent = {"User-Agent": f"nettleser {visitor}"}
        for query in ("barnehage", "Barnehage", "drage", "mitt nummer er 01019000083"):
            client.get("/sok", params={"q": query}, headers=agent)
    client.get("/sok?q=lama")
    client.app.state.services.recorder.flush()
    log_in(client)
    page = client.get("/innsikt?fra=2026-11-23").text
    assert "<td>Søk</td><td>16</td>" in page
    assert "<td>barnehage</td>" in page
    assert "lama" not in page
    assert "01019000083" not in page


def test_a_log_that_has_just_begun_shows_the_week_that_runs_and_says_so(client: TestClient) -> None:
    log_in(client)
    assert "Ingen har søkt ennå" in client.get("/innsikt").text
    for visitor in range(5):
        client.get("/sok?q=barnehage", headers={"User-Agent": f"nettleser {visitor}"})
    client.app.state.services.recorder.flush()
    for page in ("", "/ord", "/rapport"):
        shown = client.get(f"/innsikt{page}").text
        assert "<td>barnehage</td>" in shown
        assert "Søkeloggen begynte 23. november 2026, så alt her bygger på lite." in shown
        assert f"{'Måneden' if page == '/rapport' else 'Uka'} er ikke over." in shown
    assert "er ikke over" not in client.get("/innsikt?fra=2026-11-09&til=2026-11-15").text


def test_the_second_page_is_not_a_new_search(client: TestClient) -> None:
    client.get("/sok?q=barnehage")
    client.get("/sok?q=barnehage&side=2")
    client.app.state.services.recorder.flush()
    log_in(client)
    assert "<td>Søk</td><td>1</td>" in client.get("/innsikt?fra=2026-11-23").text


def test_a_wrong_period_is_explained_on_the_page(client: TestClient) -> None:
    log_in(client)
    answer = client.get("/innsikt?fra=2026-11-31")
    assert answer.status_code == 400
    assert "«2026-11-31» er ikke en dato" in answer.text
    assert "2026-10-26 2026-11-22" in answer.text


@pytest.mark.parametrize("name", ["tid-tall", "mest-sokt", "uten-treff", "mal"])
def test_every_table_can_be_downloaded(client: TestClient, name: str) -> None:
    for visitor in range(10):
        client.get("/sok", params={"q": "=1+1"}, headers={"User-Agent": f"nettleser {visitor}"})
    client.app.state.services.recorder.flush()
    log_in(client)
    answer = client.get(f"/innsikt?fra=2026-11-20&til=2026-11-23&csv={name}")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert (
        answer.headers["content-disposition"]
        == f'attachment; filename="innsikt-{name}-2026-11-16-2026-11-29.csv"'
    )
    assert answer.content.startswith("\ufeff".encode())
    assert "\r\n=1" not in answer.text
    assert ("'=1+1" in answer.text) == (name in {"mest-sokt", "uten-treff"})


def test_what_is_downloaded_has_ten_sessions_behind_it(client: TestClient) -> None:
    for visitor in range(9):
        client.get("/sok?q=barnehage", headers={"User-Agent": f"nettleser {visitor}"})
    client.app.state.services.recorder.flush()
    log_in(client)
    assert "<td>barnehage</td>" in client.get("/innsikt?fra=2026-11-23").text
    assert "barnehage" not in client.get("/innsikt?fra=2026-11-23&csv=mest-sokt").text


def test_an_unknown_page_or_table_is_not_found(client: TestClient) -> None:
    log_in(client)
    assert client.get("/innsikt/alt").status_code == 404
    assert client.get("/innsikt?csv=alt").status_code == 404


def test_an_unreadable_log_closes_the_numbers_and_not_the_search(
    client: TestClient, settings: Settings
) -> None:
    settings.files.insight.write_bytes(b"ikke en database" * 100)
    log_in(client)
    assert client.get("/innsikt").status_code == 503
    assert client.get("/sok?q=barnehage").status_code == 200
