from __future__ import annotations

import time
from datetime import timedelta
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from litestar.testing import TestClient

from search.service import theme
from search.service.app import create_app
from search.service.engine import REFRESH_SECONDS
from search.service.settings import Settings

WILD = hypothesis_settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)


def test_a_search_is_answered_in_the_theme(client: TestClient) -> None:
    answer = client.get("/sok?q=barnehage")
    assert answer.status_code == 200
    assert "Opptak i <mark>barnehage</mark>" in answer.text
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["x-robots-tag"] == "noindex"


def test_a_query_is_escaped(client: TestClient) -> None:
    assert "<script>" not in client.get("/sok", params={"q": "<script>alert(1)</script>"}).text


def test_an_empty_page_is_not_a_search(client: TestClient, engine) -> None:
    engine.asked.clear()
    assert client.get("/sok").status_code == 200
    assert client.get("/sok?q=++").status_code == 200
    assert not engine.asked


def test_raw_utf8_in_the_address_is_understood(client: TestClient, engine) -> None:
    client.get("/sok?q=søppel")
    assert engine.asked[-1].text == "søppel"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("s%F8ppel", "søppel"),
        ("S%D8PPEL+p%E5+%C6rlig", "SØPPEL på Ærlig"),
        ("%93skole%94+%96", "“skole” –"),
        ("s%C3%B8ppel", "søppel"),
    ],
)
def test_a_query_that_is_not_utf8_is_read_as_old_links_are_written(
    client: TestClient, engine, typed: str, read: str
) -> None:
    assert client.get(f"/sok?q={typed}").status_code == 200
    assert engine.asked[-1].text == read


@given(st.binary(max_size=300))
@WILD
def test_nothing_typed_can_make_an_error(client: TestClient, raw: bytes) -> None:
    for path in ("/sok", "/sok.json", "/sok.csv", "/sok.atom", "/api/v1/sok", "/api/v1/forslag"):
        answer = client.get(f"{path}?q={quote_from_bytes(raw)}", follow_redirects=False)
        assert answer.status_code in {200, 303}, path


def test_nothing_found_points_to_units_and_main_lines(client: TestClient, settings: Settings) -> None:
    settings.files.documents.mkdir()
    manifest = '{"version":1,"shards":[],"target_groups":{},"units":{"barnehage":"Barnehage","plan":"Plan"}}'
    (settings.files.documents / "manifest.json").write_text(manifest)
    page = client.get("/sok?q=barnehave").text
    assert "href='/barnehage/'" in page
    assert "href='/plan/'" not in page
    assert "href='/nyheter/'" in page


def test_the_api_answers_the_same_search(client: TestClient, engine) -> None:
    answer = client.get("/api/v1/sok?q=barnehage&type=tjeneste")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["total"] == 25
    assert engine.asked[-1].kinds == ("tjeneste",)


@pytest.mark.parametrize("query", ["side=x", "ar=i-fjor", "&a=1" * 200])
def test_a_wrong_request_is_a_kind_400(client: TestClient, query: str) -> None:
    page, problem = client.get(f"/sok?{query}"), client.get(f"/api/v1/sok?{query}")
    assert page.status_code == problem.status_code == 400
    assert "forstod ikke" in page.text
    assert problem.headers["content-type"] == "application/problem+json"
    assert set(problem.json()) == {"status", "title", "detail"}
    assert problem.json()["status"] == 400


@given(st.binary(max_size=300))
@WILD
def test_no_query_string_is_too_wild(client: TestClient, raw: bytes) -> None:
    for path in ("/sok", "/api/v1/sok", "/innsikt", "/innsikt/logg-inn"):
        answer = client.get(f"{path}?q={quote_from_bytes(raw)}", follow_redirects=False)
        assert answer.status_code < 500


@given(
    st.dictionaries(
        st.sampled_from(["q", "type", "virksomhet", "ar", "for", "side", "antall", "sprak", "x"]), st.text()
    )
)
@WILD
def test_no_field_is_too_wild(client: TestClient, fields: dict[str, str]) -> None:
    encoded = {key: value.encode(errors="surrogatepass") for key, value in fields.items()}
    assert client.get("/sok", params=encoded).status_code in {200, 400}
    assert client.get("/api/v1/sok", params=encoded).status_code in {200, 400}


@given(st.text())
@WILD
def test_no_path_is_too_wild(client: TestClient, path: str) -> None:
    raw = quote_from_bytes(path.encode(errors="surrogatepass"))
    for prefix in ("/", "/journalpost/", "/journalpost/a/", "/innsikt/csv/", "/sok/", "/api/"):
        assert client.get(prefix + raw, follow_redirects=False).status_code < 500


def test_without_an_index_only_the_search_is_away(settings: Settings, clock) -> None:
    def missing():
        raise FileNotFoundError("gjeldende")

    app = create_app(settings, clock=clock, open_engine=missing)
    with TestClient(app, raise_server_exceptions=False) as client:
        page, problem = client.get("/sok?q=a"), client.get("/api/v1/sok?q=a")
        assert page.status_code == problem.status_code == 503
        assert "ikke tilgjengelig" in page.text
        assert page.headers["retry-after"] == "60"
        assert client.get("/").status_code == 200
        assert client.get("/helse").json() == {"status": "mangler", "nettsted": True, "sok": False}


def test_a_link_checker_is_answered_and_not_counted(client: TestClient, settings: Settings) -> None:
    answer = client.head("/sok?q=barnehage")
    assert (answer.status_code, answer.content) == (200, b"")
    client.app.state.services.recorder.flush()
    assert not settings.files.insight.exists()


def test_an_engine_that_breaks_is_opened_anew(client: TestClient, engine) -> None:
    engine.fails = 1
    assert client.get("/sok?q=barnehage").status_code == 200


def test_an_engine_that_stays_broken_is_a_503_that_tells_nothing(client: TestClient, engine, capfd) -> None:
    engine.fails = 99
    answer = client.get("/sok?q=hemmelig")
    assert answer.status_code == 503
    output = capfd.readouterr()
    assert "hemmelig" not in answer.text.replace('value="hemmelig"', "") + output.out + output.err


def test_alerts_follow_the_clock_and_not_the_build(client: TestClient, clock) -> None:
    assert "Vannet er stengt" in client.get("/sok").text
    clock.forward(timedelta(hours=1))
    assert "Vannet er stengt" not in client.get("/sok").text


def a_second_later(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.monotonic() + REFRESH_SECONDS
    monkeypatch.setattr(theme, "monotonic", lambda: now)


def test_a_new_frame_is_used_at_once_and_a_changed_template_within_a_second(
    client: TestClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get("/sok")
    template = settings.theme / "templates" / "sok.html"
    template.write_text("{{ frame.site_name }} ny mal")
    frame = settings.files.frame
    frame.write_text(frame.read_text().replace("Ski kommune", "Ski nye kommune"))
    assert "Ski nye kommune" in client.get("/opensearch.xml").text
    a_second_later(monkeypatch)
    assert client.get("/sok").text == "Ski nye kommune ny mal"


def test_half_a_frame_leaves_the_one_before_in_use(client: TestClient, settings: Settings) -> None:
    client.get("/sok")
    settings.files.frame.write_text('{"site_name": ')
    assert client.get("/sok").status_code == 200


def test_a_site_that_was_never_built_says_so_in_plain_text(settings: Settings, clock, engine) -> None:
    settings.files.frame.unlink()
    with TestClient(
        create_app(settings, clock=clock, open_engine=lambda: engine), raise_server_exceptions=False
    ) as client:
        answer = client.get("/sok?q=a")
        assert answer.status_code == 503
        assert answer.headers["content-type"].startswith("text/plain")
        assert "ikke ferdig bygget" in answer.text


def test_a_broken_template_is_a_503_without_a_traceback(
    client: TestClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    (settings.theme / "templates" / "sok.html").write_text("{{ finnes_ikke.i_det_hele_tatt }}")
    a_second_later(monkeypatch)
    answer = client.get("/sok?q=a")
    assert answer.status_code == 503
    assert "Traceback" not in answer.text
    assert "finnes_ikke" not in answer.text


def test_the_health_check_is_well_when_all_is_there(client: TestClient) -> None:
    answer = client.get("/helse")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")


def test_the_api_is_described(client: TestClient) -> None:
    document = client.get("/api/v1/openapi.json").json()
    operation = document["paths"]["/api/v1/sok"]["get"]
    assert document["openapi"].startswith("3.")
    assert {p["name"] for p in operation["parameters"]} == {
        "q", "type", "virksomhet", "ar", "for", "side", "antall", "sprak", "forklar", "uten",
    }  # fmt: skip
    assert {"200", "400", "503"} <= set(operation["responses"])
    assert sorted(document["paths"]) == ["/api/v1/forslag", "/api/v1/sok"]
    assert _references(document) <= {
        f"#/components/schemas/{name}" for name in document["components"]["schemas"]
    }


def test_the_answer_has_the_fields_that_are_described(client: TestClient) -> None:
    schemas = client.get("/api/v1/openapi.json").json()["components"]["schemas"]
    described = next(schema for name, schema in schemas.items() if name.endswith("SearchAnswer"))
    assert set(client.get("/api/v1/sok?q=barnehage").json()) == set(described["properties"])


def test_the_description_needs_no_script_from_elsewhere(client: TestClient) -> None:
    for path in ("/api/v1", "/api/v1/", "/api/v1/swagger", "/api/v1/openapi.json"):
        assert "cdn" not in client.get(path).text.lower()


def _references(node: object) -> set[str]:
    if isinstance(node, dict):
        own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
        return own.union(*(_references(value) for value in node.values()))
    return set().union(*(_references(value) for value in node)) if isinstance(node, list) else set()
