"""The files of ``content/data/sok``: what people decided about the search, and what is wrong in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from plugins.model.curation import Ban, BestBet, Decision, Entries, Pin, Synonym
from plugins.model.errors import Problem
from plugins.source.folder import DATA_FOLDER
from plugins.source.registers import read_list
from plugins.source.validation import nearest

FOLDER = "sok"
KINDS: dict[str, tuple[str, type[Decision]]] = {
    "synonymer": ("synonyms", Synonym),
    "svar": ("best_bets", BestBet),
    "plasser": ("pins", Pin),
    "skjul": ("bans", Ban),
}
"""Each file by its name: where what it holds lies in ``Entries``, and what its entries are."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A decision with the file and the line that it begins on."""

    decision: Decision
    path: str
    line: int


def curation_folder(content: Path) -> Path:
    """Where the files lie under the content."""
    return content / DATA_FOLDER / FOLDER


def read_curation(folder: Path, problems: list[Problem]) -> tuple[Placed, ...]:
    """All decisions in a folder; what is wrong is added to ``problems`` and left out.

    A file with a name that nothing reads is a problem as well.
    """
    problems.extend(_strangers(folder))
    return tuple(placed for name in KINDS for placed in read_decisions(folder / f"{name}.yaml", problems))


def read_decisions(path: Path, problems: list[Problem]) -> tuple[Placed, ...]:
    """The decisions of one file; none when it is not there."""
    _, model = KINDS[path.stem]
    found: list[Placed] = []
    for decision, lines in read_list(path, model, problems):
        begins, ends = decision.begins, decision.ends
        if begins and ends and ends < begins:
            message = f"til «{ends}» er før fra «{begins}»"
            problems.append(Problem(str(path), lines.get("til", 0), message, "rett en av datoene"))
        else:
            found.append(Placed(decision, str(path), lines[""]))
    return tuple(found)


def entries_of(placed: Iterable[Placed]) -> Entries:
    """Decisions by kind."""
    decisions = [one.decision for one in placed]
    return Entries(
        tuple(one for one in decisions if isinstance(one, Synonym)),
        tuple(one for one in decisions if isinstance(one, BestBet)),
        tuple(one for one in decisions if isinstance(one, Pin)),
        tuple(one for one in decisions if isinstance(one, Ban)),
    )


def _strangers(folder: Path) -> Iterator[Problem]:
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        if path.name[0] != "." and (path.suffix != ".yaml" or path.stem not in KINDS):
            remedy = nearest(path.name, [f"{name}.yaml" for name in KINDS])
            yield Problem(str(path), 0, "fila blir ikke lest", remedy)
