"""The search from the command line."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from plugins.model.state import State
from search.cli import app, main
from tests.conftest import ROOT
from tests.search.corpus import town, write_documents

runner = CliRunner()


@pytest.fixture
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("NAA", "2026-11-23T12:00")
    found = State(tmp_path)
    write_documents(found.documents, town())
    return found


def run(state, *arguments):
    return runner.invoke(app, [*arguments, "--state", str(state.root)])


def test_index_then_query_as_text(state):
    assert run(state, "index").stdout.startswith(f"{len(town())} nye")
    shown = run(state, "query", "søppelhenting")
    assert shown.exit_code == 0
    assert "1. Renovasjon og gjenvinning  (Tjenester og sider)" in shown.stdout
    assert "<mark>" not in shown.stdout


def test_query_as_json_has_the_shape_of_the_api(state):
    run(state, "index")
    data = json.loads(run(state, "query", "barnehage", "--json", "--type", "nyhet", "--antall", "2").stdout)
    assert {"query", "total", "page", "pages", "relaxed", "notice", "hits", "filters", "facets"} < set(data)
    assert set(data["hits"][0]) == {
        "url", "title", "summary", "kind", "unit", "number", "date", "language", "excerpt", "score",
    }  # fmt: skip
    assert {hit["kind"] for hit in data["hits"]} == {"nyhet"}
    assert len(data["hits"]) == 2
    assert set(data["facets"]) == {"kind", "unit", "year", "target_group"}


@pytest.mark.parametrize("before", [(), ("--json",), ("--json", "--antall", "3")])
@pytest.mark.parametrize("text", ["-type:nyhet barnehage", "-barnehage", "–", "- skole", "-«skole»"])
def test_a_query_may_begin_with_a_minus(state, before, text):
    run(state, "index")
    for arguments in ((*before, text), (text, *before)):
        shown = run(state, "query", *arguments)
        assert (shown.exit_code, shown.stderr) == (0, "")
        assert not before or json.loads(shown.stdout)["query"] == text


def test_no_hits_is_an_answer(state):
    run(state, "index")
    shown = run(state, "query", "xyzzyx")
    assert (shown.exit_code, "Ingen treff." in shown.stdout) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("query", "barnehage"), "ingen søkeindeks"),
        (("query", "barnehage", "--type", "banan"), "Ukjent type"),
        (("query", "barnehage", "--antall", "900"), "antall"),
        (("query", "barnehage", "--antall", "ti"), "«ti» er ikke gyldig i «antall»"),
    ],
)
def test_what_is_wrong_is_one_norwegian_line_and_exit_code_1(state, arguments, message):
    done = run(state, *arguments)
    assert done.exit_code == 1
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_index_without_documents_is_told_and_makes_nothing(tmp_path):
    state = State(tmp_path / "tom")
    done = run(state, "index")
    assert (done.exit_code, "Bygg nettstedet først (make html)" in done.stderr) == (1, True)
    assert not state.root.exists()


def test_a_clock_that_is_no_time_is_told(state, monkeypatch):
    monkeypatch.setenv("NAA", "i morgen")
    assert run(state, "index").exit_code == 1


def test_wrong_usage_is_exit_code_2(state):
    assert runner.invoke(app, ["finnesikke"]).exit_code == 2
    assert runner.invoke(app, ["query"]).exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["query"], "SØK mangler."),
        (["finnesikke"], "serve, bruker, krav, funn, beslutninger eller innsikt."),
        (["query", "skole", "--finnesikke"], "Ukjent valg «--finnesikke»."),
        (["query", "skole", "--antall"], "trenger det en verdi?"),
        (["query", "ny", "skole"], "Sett søk med flere ord i hermetegn."),
        (["serve", "--arbeidere", "0"], "Ugyldig verdi for «--arbeidere»."),
        (["serve", "--arbeidere", "mange"], "Ugyldig verdi for «--arbeidere»."),
    ],
)
def test_wrong_usage_is_one_norwegian_line(arguments, message, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["search", *arguments])
    assert main() == 2
    told = capsys.readouterr().err
    assert told.startswith("Feil: ")
    assert message in told
    assert told.count("\n") == 1


def test_no_arguments_show_the_help(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["search"])
    assert main() == 2
    assert "Feil" not in capsys.readouterr().err


def test_exit_codes_pass_through(state, monkeypatch, capsys):
    for arguments, code in (
        (["index"], 0),
        (["query", "barnehage"], 0),
        (["query", "x", "--type", "banan"], 1),
    ):
        monkeypatch.setattr(sys, "argv", ["search", *arguments, "--state", str(state.root)])
        assert main() == code
    assert "Ukjent type" in capsys.readouterr().err


def test_indexing_reads_nothing_of_what_the_advisers_use():
    """A new day is imported, built and indexed by commands of their own, and somebody waits for each."""
    program = (
        "import sys; from search import indexing, usage; print([m for m in sys.modules if m in sys.argv])"
    )
    heavy = ("sqlalchemy", "alembic", "argon2", "litestar", "search.query.engine")
    told = subprocess.run(
        [sys.executable, "-c", program, *heavy], check=True, capture_output=True, text=True, cwd=ROOT
    )
    assert told.stdout.strip() == "[]"
