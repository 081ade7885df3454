"""How well names are told from everything else, measured on a list of invented titles and parties."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pytest

from plugins.model.names import MASK, find_person_names, is_person, mask_names

LIST = Path(__file__).with_name("fixtures") / "navn.txt"


class Line(NamedTuple):
    """A line of the list: a title with the names in it, or a party that is a person («x») or not."""

    group: str
    kind: str
    text: str
    names: tuple[str, ...]


@dataclass
class Score:
    """What was found, what was found in vain, and what was missed."""

    found: int = 0
    in_vain: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.found / (self.found + len(self.in_vain))

    @property
    def recall(self) -> float:
        return self.found / (self.found + len(self.missed))

    def add(self, text: str, wanted: set[str], got: set[str]) -> None:
        self.found += len(wanted & got)
        self.in_vain += [f"{text} → {name}" for name in got - wanted]
        self.missed += [f"{text} → {name}" for name in wanted - got]


def lines() -> list[Line]:
    group, found = "", []
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            group = line.strip("[]")
        elif line and not line.startswith("#"):
            kind, text, names = (part.strip() for part in line.split("|"))
            found.append(Line(group, kind, text, tuple(n.strip() for n in names.split(";") if n.strip())))
    return found


LINES = lines()


def test_the_list_is_long_and_varied():
    assert len(LINES) > 400
    assert len({line.group for line in LINES}) > 20


def test_names_in_titles(capsys):
    score = Score()
    for line in (line for line in LINES if line.kind == "t"):
        score.add(line.text, set(line.names), set(find_person_names(line.text)))
    assert score.precision >= 0.98, score.in_vain
    assert score.recall >= 0.98, score.missed


def test_parties_that_are_persons():
    score = Score()
    for line in (line for line in LINES if line.kind == "p"):
        score.add(line.text, {"x"} & set(line.names), {"x"} if is_person(line.text) else set())
    assert score.precision >= 0.93, score.in_vain  # doubt is a person
    assert score.recall == 1.0, score.missed


@pytest.mark.parametrize("group", sorted({line.group for line in LINES}))
def test_no_kind_of_name_is_missed_more_than_once(group):
    missed = Score()
    for line in (line for line in LINES if line.kind == "t" and line.group == group):
        missed.add(line.text, set(line.names), set(find_person_names(line.text)))
    assert len(missed.missed) <= 1, missed.missed


@pytest.mark.parametrize(
    "line", [line for line in LINES if line.kind == "t" and line.names], ids=lambda x: x.text
)
def test_what_is_found_is_gone_after_masking(line):
    found = find_person_names(line.text)
    masked = mask_names(line.text, found)
    assert all(name not in masked for name in found)
    assert (MASK in masked) is bool(found)


@pytest.mark.parametrize(
    ("party", "text", "masked"),
    [
        ("Kari og Ola Lillemo", "Søknad og klage fra Kari Lillemo", "Søknad og klage fra [navn]"),
        (
            "Byggmester Bob AS v/ Kari Lillemo",
            "Tilbud fra Annen Byggmester AS",
            "Tilbud fra Annen Byggmester AS",
        ),
        ("Boet etter Marte Solbakken", "Klage etter møte om boet", "Klage etter møte om boet"),
        ("Fam. Lillemo", "Lillemos klage", "[navn]s klage"),
        ("Advokat Pia Grimsrud", "Brev fra advokat Grimsrud", "Brev fra advokat [navn]"),
    ],
)
def test_what_a_party_is_called_beside_its_name_is_left(party, text, masked):
    assert mask_names(text, [party]) == masked
