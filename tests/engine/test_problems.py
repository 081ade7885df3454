"""What stops a build, asked for file by file, is what the blocking checks find in the whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.checks.run import BLOCKING, run_checks
from plugins.engine.problems import SITE, ProblemInputs, problem_keys
from plugins.memo.query import PlainMemo, ask
from plugins.model.clock import Now
from plugins.model.errors import Problem
from plugins.source.folder import read_tree
from plugins.source.origin import FolderOrigin
from plugins.source.structure import units_of
from plugins.store import Store
from plugins.views.settings import SiteSettings
from tests.town_builder import NOW, copy_of_town

PAGE = "---\ntittel: {title}\ningress: Det viktigste.\noppdatert: 2026-11-01\n{more}---\n{body}"
NUMBER = "01019000083"


def written(place: str, body: str = "", more: str = "", title: str = "En side") -> Callable[[Path], object]:
    """A fault that is a file."""
    text = PAGE.format(title=title, body=body, more=more)

    def plant(content: Path) -> None:
        (content / place).parent.mkdir(parents=True, exist_ok=True)
        (content / place).write_text(text, "utf-8")

    return plant


def raw(place: str, content: bytes) -> Callable[[Path], object]:
    """A fault that is a file of any kind."""

    def plant(root: Path) -> None:
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_bytes(content)

    return plant


def gone(place: str) -> Callable[[Path], object]:
    """A fault that is a file which is not there."""
    return lambda content: (content / place).unlink(missing_ok=True)


NEWS = PAGE.replace("oppdatert", "dato").format(title="Nytt", body="", more="").encode()
FAULTS: dict[str, Callable[[Path], object]] = {
    "ukjent felt": written("kultur/sider/a.md", more="emne: [barn]\n"),
    "feil verdi": written("kultur/sider/b.md", more="gyldig_til: i morgen\n"),
    "ingen felter": raw("kultur/sider/c.md", b"Bare tekst.\n"),
    "ingen slutt på feltene": raw("kultur/sider/d.md", b"---\ntittel: D\n"),
    "ikke UTF-8": raw("kultur/sider/e.md", "---\ntittel: Ærfugl\n---\n".encode("latin-1")),
    "ukjent målgruppe og emne": written("kultur/sider/f.md", more="malgrupper: [alle]\nemner: [ukjent]\n"),
    "ukjent virksomhet": written("kultur/sider/g.md", more="virksomhet: kulturen\n"),
    "oversetter noe som ikke finnes": written("kultur/sider/h.md", more="oversetter: kultur/tilskud\n"),
    "oversetter på samme språk": written("kultur/sider/i.md", more="oversetter: kultur/tilskudd\n"),
    "filnavn som ikke er en adresse": written("kultur/sider/Stor Bokstav.md"),
    "to nyheter på én adresse": lambda content: [
        raw(f"{unit}/nyheter/samme.md", NEWS)(content) for unit in ("kultur", "barnehage")
    ],
    "fil der ingenting publiseres fra": written("kultur/notater/a.md"),
    "mappe uten virksomhet": written("ny-mappe/sider/a.md"),
    "mappe med navn som en fil": lambda content: (content / "kultur/sider/mappe.md").mkdir(),
    "mappenavn som ikke er en adresse": written("Ny Mappe/virksomhet.md"),
    "reservert mappenavn": written("nyheter/virksomhet.md"),
    "virksomhet som mangler": gone("servicetorget/virksomhet.md"),
    "overordnet som ikke finnes": written("kultur/virksomhet.md", more="overordnet: borte\n"),
    "fødselsnummer i teksten": written("kultur/sider/j.md", body=f"Ring {NUMBER}.\n"),
    "fødselsnummer bak merking": written("kultur/sider/k.md", body="Ring 010190**00083**.\n"),
    "nøstet uten ende": written("kultur/sider/q.md", body="> " * 200 + "x\n"),
    "fødselsnummer i et felt": written("kultur/sider/l.md", title=f"Søk for {NUMBER}"),
    "fødselsnummer i et filnavn": raw(f"kultur/filer/vedtak_{NUMBER}.pdf", b"%PDF"),
    "fødselsnummer i navnet på en side": written(f"kultur/sider/vedtak-{NUMBER}.md"),
    "fødselsnummer i en tekstfil": raw("kultur/filer/liste.csv", f"navn;{NUMBER}\n".encode()),
    "fødselsnummer i et register": raw(
        "data/emner.yaml", f"- {{id: barn, tittel: Barn {NUMBER}}}\n".encode()
    ),
    "feil i et register": raw("data/emner.yaml", b"- {id: A}\n"),
    "register som ikke er YAML": raw("data/malgrupper.yaml", b"- {id: [\n"),
    "register som mangler": gone("data/malgrupper.yaml"),
    "feil i forsiden": raw("data/forside.yaml", b"oppgaver: nei\n"),
    "avvik med ukjent felt": raw("data/avvik.yaml", b"- {id: vann, tittel: Vann, teksten: x}\n"),
    "høring uten frist": raw("data/horinger.yaml", b"- {id: bru, tittel: Ny bru}\n"),
    "snarvei til ingenting": lambda content: (content / "kultur/sider/m.md").symlink_to("borte.md"),
    "snarvei til seg selv": lambda content: (content / "kultur/sider/p.md").symlink_to("p.md"),
    "snarvei ut av innholdet": lambda content: (content / "kultur/sider/n.md").symlink_to(__file__),
    "styretegn i et filnavn": raw("kultur/filer/a\x1fb.pdf", b"%PDF"),
    "snarvei til ingenting blant filene": lambda content: (content / "kultur/filer/o.csv").symlink_to(
        "borte"
    ),
}
HARMLESS = {"register som mangler", "snarvei til ingenting blant filene"}


def found_file_by_file(content: Path) -> set[Problem]:
    """As the engine asks."""
    tree = read_tree(content)
    inputs = ProblemInputs(
        FolderOrigin(tree, units_of(tree)),
        PlainMemo(Now(NOW)),
        settings=SiteSettings(),
        open_store=lambda: Store.open(content / "finnes-ikke.db", read_only=True),
        static=content / "finnes-ikke",
    )
    keys = [key for unit in (*inputs.unit_folders(), SITE) for key in problem_keys(inputs, unit)]
    return {problem for key in keys for problem in ask(inputs, key)}


def found_in_the_whole(content: Path) -> set[Problem]:
    """As the checks find."""
    return {problem for problem in run_checks(content, NOW, BLOCKING) if problem.severity == "feil"}


def test_a_good_town_has_nothing_that_stops_it(tmp_path: Path) -> None:
    content = copy_of_town(tmp_path)
    assert found_file_by_file(content) == found_in_the_whole(content) == set()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_by_both(tmp_path: Path, fault: str) -> None:
    content = copy_of_town(tmp_path)
    FAULTS[fault](content)
    found = found_in_the_whole(content)
    assert found_file_by_file(content) == found
    assert bool(found) is (fault not in HARMLESS)


@settings(deadline=None, max_examples=15)
@given(st.sets(st.sampled_from(sorted(FAULTS)), min_size=2, max_size=12))
def test_many_faults_are_found_by_both(faults: set[str]) -> None:
    with TemporaryDirectory() as folder:
        content = copy_of_town(Path(folder))
        for fault in sorted(faults):
            FAULTS[fault](content)
        assert found_file_by_file(content) == found_in_the_whole(content)
