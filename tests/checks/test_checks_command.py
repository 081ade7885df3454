"""The command that editors and CI run."""

import pytest
import typer
from typer.testing import CliRunner

from plugins.checks.__main__ import main, summary
from plugins.checks.run import CHECKS, run_checks
from plugins.model.errors import Problem

from .conftest import NOW


@pytest.fixture
def check(content, monkeypatch, tmp_path_factory):
    monkeypatch.setenv("NAA", NOW.isoformat())
    monkeypatch.setenv("STATE", str(tmp_path_factory.mktemp("tilstand")))
    app = typer.Typer()
    app.command()(main)

    def run(*arguments: str):
        return CliRunner().invoke(app, arguments or ("--content", str(content)))

    return run


def test_good_content_exits_with_zero(check):
    result = check()
    assert result.exit_code == 0
    assert result.output == "Innholdet er i orden: ingen feil, ingen advarsler.\n"


def test_a_fault_exits_with_one_and_says_where(check, plant, content):
    plant("barnehage/sider/priser.md", "## Moderasjon", "# Moderasjon")
    result = check()
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        f"{content}/barnehage/sider/priser.md:6: overskriften «Moderasjon» er på nivå én:"
        " skriv ## foran i stedet for #",
        "Innholdet må rettes: 1 feil, ingen advarsler.",
    ]


def test_a_warning_alone_exits_with_zero(check, plant):
    plant("barnehage/sider/priser.md", "[Gå til søknaden]", "[her]")
    result = check()
    assert result.exit_code == 0
    assert result.output.endswith("Innholdet er i orden: ingen feil, 1 advarsel.\n")


def test_the_rules_can_be_read(check):
    result = check("--regler")
    assert result.exit_code == 0
    assert len(result.output.splitlines()) == len(CHECKS)
    assert "fødselsnummer" in result.output.lower()


def test_a_clock_that_is_no_time_is_said_plainly(check, monkeypatch):
    monkeypatch.setenv("NAA", "i går")
    result = check()
    assert result.exit_code == 2
    assert "NAA «i går» er ikke et tidspunkt" in result.output


@pytest.mark.parametrize("folder", ["finnes-ikke", "tom"])
def test_a_folder_without_content_is_a_finding(folder, tmp_path):
    (tmp_path / "tom").mkdir()
    assert [p.severity for p in run_checks(tmp_path / folder, NOW)] == ["feil"]


@pytest.mark.parametrize(
    "raw",
    [b"", b"\xff\xfe\x00", b"---\n", b"---\n---\n", b"---\ntittel: [\n---\n", b"\x00", b"---\n- a\n---\n",
     b"---\ntittel: a\ntittel: b\n---\n", b"---\ntittel: !!python/object:os.system x\n---\n", b"> " * 3000],
)  # fmt: skip
def test_a_broken_file_is_a_finding_at_its_line(raw, content, findings):
    (content / "barnehage/sider/odelagt.md").write_bytes(raw)
    found = findings()
    assert found
    assert all(line.startswith("barnehage/sider/odelagt.md") for line in found)


@pytest.mark.parametrize("body", ["> " * 3000, "[" * 3000, "![" * 2000, "<div>" * 500, "#" * 5000])
def test_a_hostile_body_never_stops_the_checks(body, content, findings):
    page = content / "barnehage/sider/priser.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n" + body, encoding="utf-8")
    assert all(line.startswith("barnehage/sider/priser.md") for line in findings())


def test_the_closing_line_counts():
    feil, advarsel = Problem("a", 1, "x"), Problem("a", 1, "x", "", "advarsel")
    assert summary((feil, feil, advarsel)) == "Innholdet må rettes: 2 feil, 1 advarsel."
    assert summary((advarsel, advarsel)) == "Innholdet er i orden: ingen feil, 2 advarsler."


@pytest.mark.parametrize("file", ["sider/priser.md", "nyheter/ny.md", "virksomhet.md"])
def test_faults_in_the_fields_never_hide_those_in_the_text(file, content, findings):
    path = content / "barnehage" / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        "---\ntitel: Priser\n---\n# Priser\n\n![](../bilder/x.png) [Se](/finnes-ikke/)\n", encoding="utf-8"
    )
    found = "\n".join(line for line in findings() if line.startswith(f"barnehage/{file}"))
    for said in ("titel", "nivå én", "alternativ tekst", "/finnes-ikke/"):
        assert said in found


def test_whoever_waits_is_told_how_far_it_has_come(content):
    told: dict[str, set[tuple[int, int]]] = {}
    run_checks(content, NOW, progress=lambda what, done, of: told.setdefault(what, set()).add((done, of)))
    assert {what: max(steps)[0] == max(steps)[1] for what, steps in told.items()} == {
        "Leser": True, "Leser tekster": True, "Sjekker": True,
    }  # fmt: skip
