"""The shared registers: each optional, each problem with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.model.content import Registers
from plugins.source.folder import REGISTER_NAMES
from plugins.source.registers import REGISTERS
from plugins.source.site import read_site
from tests.source.conftest import page


@pytest.fixture
def data(content: Path) -> Path:
    (content / "data").mkdir()
    return content / "data"


def problems(data: Path) -> list[str]:
    return [str(p).replace(f"{data.parent}/", "") for p in read_site(data.parent)[1]]


def test_a_site_needs_no_registers(content: Path) -> None:
    site, found = read_site(content)
    assert not found
    assert site.registers == Registers.empty()


def test_every_register_is_read(data: Path) -> None:
    written = {
        "malgrupper": "- {id: innbyggere, tittel: Innbyggere, ingress: Alt.}",
        "emner": "- {id: kultur, tittel: Kultur}",
        "utvalg": "- {id: kst, tittel: Kommunestyret, ingress: Øverst., medlemmer: [{navn: Kari By}]}",
        "skjer": "- {tittel: Marked, type: arrangement, tid: 2026-11-25}",
        "avvik": "- {id: vann, tittel: Vannet er borte, tekst: Beklager., oppdatert: 2026-11-23T07:30}",
        "horinger": (
            "- {id: a, tittel: Ny plan, ingress: Planen gir boliger., virksomhet: kultur,"
            " kunngjort: 2026-11-01, frist: 2026-12-31, svar: [Skriv til oss.], saksnummer: 26/12}"
        ),
        "forside": "oppgaver: [{tekst: Søk, url: /sok}]",
    }
    for name, text in written.items():
        (data / f"{name}.yaml").write_text(text, "utf-8")
    site, found = read_site(data.parent)
    assert not found
    r = site.registers
    assert r.front_page is not None
    registers = (r.target_groups, r.subjects, r.bodies, r.happenings, r.alerts, r.hearings)
    assert [len(register) for register in registers] == [1] * 6


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tittel: a", ":1: registeret er ikke en liste: begynn hver post med «- »"),
        ("- hei", ":1: posten har ingen felter: skriv «nøkkel: verdi»"),
        ("- {id: a, tittel: b}\n- {id: a, tittel: c}", ":2: id «a» er brukt før: gi posten sin egen id"),
        ("- {id: a, tittel: b}\n- id: c", ":2: «tittel» mangler: legg til «tittel: …»"),
        (
            "- id: Ab\n  tittel: b",
            ":1: id «Ab» har feil form: bruk bare små bokstaver a–z, tall og bindestrek",
        ),
        ('- a: "b', ":1: et anførselstegn mangler: avslutt teksten med samme anførselstegn"),
    ],
)
def test_what_is_wrong_is_told_by_line(data: Path, text: str, said: str) -> None:
    (data / "emner.yaml").write_text(text, "utf-8")
    assert problems(data) == [f"data/emner.yaml{said}"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("frist: 2026-13-01", "frist «2026-13-01» er ikke en dato: skriv ÅÅÅÅ-MM-DD"),
        ("frist: snart", "frist «snart» er ikke en dato: skriv ÅÅÅÅ-MM-DD"),
        ("saksnummer: '1234'", "saksnummer «1234» har feil form: skriv nummeret som 2026/1234"),
        ("svar: Skriv.", "svar må være en liste, ikke «Skriv.»: skriv svar: [Skriv.]"),
        ("svar: []", "svar har for få (0): skriv minst 1"),
        ("type: horing", "type kan ikke være «horing»: mente du «høring»?"),
        ("resultat_url: ski.no", "resultat_url «ski.no» har feil form:"
         " begynn med / for en side her, eller https:// for et annet nettsted"),
        ("fristen: 2026-12-01", "ukjent felt «fristen»: mente du «frist»?"),
        ("status: skjult", "status kan ikke være «skjult»: velg intern, publisert eller utkast"),
    ],
)  # fmt: skip
def test_a_wrong_field_of_a_hearing_is_told_with_its_line(data: Path, line: str, said: str) -> None:
    key = line.partition(":")[0]
    fields = {
        "id": "a", "tittel": "Ny plan", "ingress": "Planen gir boliger.", "virksomhet": "kultur",
        "kunngjort": "2026-11-01", "frist": "2026-12-31", "svar": "[Skriv til oss.]",
    }  # fmt: skip
    fields.pop(key, None)
    rest = "\n".join(f"  {name}: {value}" for name, value in fields.items())
    (data / "horinger.yaml").write_text(f"- {line}\n{rest}\n", "utf-8")
    assert problems(data) == [f"data/horinger.yaml:1: {said}"]


def test_one_bad_entry_leaves_the_others(data: Path) -> None:
    (data / "emner.yaml").write_text("- {id: a, tittel: A}\n- {id: b}\n- {id: c, tittel: C}\n", "utf-8")
    assert [s.slug for s in read_site(data.parent)[0].registers.subjects] == ["a", "c"]


def test_an_empty_register_is_no_register(data: Path) -> None:
    (data / "emner.yaml").write_text("# ingen ennå\n", "utf-8")
    assert not problems(data)


def test_pages_are_compared_with_the_registers(data: Path) -> None:
    (data / "emner.yaml").write_text("- {id: kultur, tittel: Kultur}\n", "utf-8")
    (data.parent / "kultur/sider/a.md").write_text(page(more="emner: [kultr]\nmalgrupper: [hvem]\n"), "utf-8")
    assert problems(data) == ["kultur/sider/a.md:5: ukjent emne «kultr»: mente du «kultur»?"]


def test_a_fault_in_a_register_is_not_repeated_at_every_page(data: Path) -> None:
    (data / "emner.yaml").write_text("- {id: kultur}\n- {id: b, tittel: B}\n", "utf-8")
    (data.parent / "kultur/sider/a.md").write_text(page(more="emner: [kultur]\n"), "utf-8")
    assert [p.split(":")[0] for p in problems(data)] == ["data/emner.yaml"]


def test_the_build_looks_for_every_register() -> None:
    assert set(REGISTER_NAMES) == set(REGISTERS)
