"""``python -m bench imports``: how fast deliveries come in, in every format, and with how much memory."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from bench.deliveries import write_journal
from bench.measure import ROOT, number
from bench.processes import Run, run
from bench.report import holds, measured, table

HEADING = "## Importen, med vakten"
SIZES = (10_000, 100_000, 1_000_000)
_LONG = 1_000_000
"""Entries of a delivery that is read once: what disturbs for a moment is nothing to so long a time."""
_FIRST, _LAST = date(2016, 1, 4), date(2025, 12, 31)
_FASTEST = 15_000
"""Entries a second that are asked for on two processors."""
_MOST_MEMORY = 300.0
"""Megabytes that an import may use, whatever the delivery's size."""
_LINEAR = 1.5
"""How many times longer an entry may take in the largest delivery than in the smallest."""
_HOW = (
    "Slik måles det: Leveransene er oppdiktet av `python -m bench.deliveries`, ti år i én fil. «Enkel\n"
    "innlesing» er målestokken for maskinen: et lite skript i én prosess (`bench/import_peer.py`) som\n"
    "leser den samme fila rett etter, med lxml eller Pythons JSON, og legger feltene i hver post i én\n"
    "rad. Det har ingen vakt, ser ikke på noen verdi, setter ikke poster og saker sammen, og lager\n"
    "ingenting å slå opp i. Filene leses etter tur, runde for runde, de med en million poster én gang, hver\n"
    "gang inn i et nytt lager, og den korteste tida gjelder, for begge: det som ellers går på maskinen,\n"
    "gjør bare tida lengre. Minnet blir sett på i den første, for det tar tid å se."
)
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Import:
    """One delivery brought into an empty store by a whole process."""

    form: str
    entries: int
    megabytes: float
    """The size of the file."""
    taken: Run
    """The shortest of the imports, with the most memory that one of them had."""
    plain: float
    """Seconds that a plain script takes to read the same file (``bench.import_peer``), at best."""

    @property
    def speed(self) -> float:
        """Entries a second."""
        return self.entries / self.taken.seconds


@dataclass
class _Delivery:
    """A delivery in one file, and what reading it has taken until now."""

    form: str
    entries: int
    file: Path
    imported: list[Run] = field(default_factory=list)
    plain: list[float] = field(default_factory=list)

    def read(self, folder: Path) -> None:
        """Import it into an empty store, and read it with the plain script right after."""
        with tempfile.TemporaryDirectory(dir=folder) as state:
            command = [sys.executable, "-m", "plugins.importers", str(self.file)]
            self.imported.append(run(command, ROOT, {"STATE": state}, memory=not self.imported))
            peer = [sys.executable, "-m", "bench.import_peer", self.form, str(self.file), f"{state}/enkel.db"]
            self.plain.append(run(peer, ROOT, {}).seconds)

    def result(self) -> Import:
        """The shortest of them."""
        shortest = min(self.imported, key=lambda one: one.seconds)
        most = max(one.megabytes for one in self.imported)
        taken, size = replace(shortest, megabytes=most), self.file.stat().st_size / 1e6
        return Import(self.form, self.entries, size, taken, min(self.plain))


def measure(forms: Iterable[str], sizes: Sequence[int], rounds: int, tell: Tell) -> list[Import]:
    """Write deliveries in one file each, and import all of them in turn, as often as there are rounds, but
    for the longest.
    """
    with tempfile.TemporaryDirectory(prefix="maal-import-") as place:
        folder = Path(place)
        deliveries = [_written(form, size, folder, tell) for form in forms for size in sizes]
        for number_of_round in range(rounds):
            for one in deliveries:
                tell(f"Importerer {number(one.entries)} poster som {one.form}")
                if one.entries < _LONG or number_of_round == 0:
                    one.read(folder)
        return [one.result() for one in deliveries]


def _written(form: str, entries: int, folder: Path, tell: Tell) -> _Delivery:
    tell(f"Lager {number(entries)} poster som {form}")
    place = folder / f"{form}-{entries}"
    write_journal(place, entries, _FIRST, _LAST, 1, form=form, whole=True)
    (file,) = place.iterdir()
    return _Delivery(form, entries, file)


def section(forms: Iterable[str], sizes: Iterable[int], rounds: int, tell: Tell) -> str:
    """The part of the report that tells of imports."""
    sizes = sorted(sizes)
    results = measure(forms, sizes, rounds, tell)
    lines = [
        HEADING,
        measured(f"En fil for hver måling, {rounds} ganger inn i et tomt lager, i hele, nye prosesser."),
        table(
            [
                "Format",
                "Poster",
                "Fil",
                "Tid",
                "Poster i sekundet",
                "Tid i prosessorene, per post",
                "Mest minne",
                "Enkel innlesing",
                "Vi mot den",
            ],
            map(_row, results),
        ),
        _verdicts(results),
        _HOW,
    ]
    return "\n\n".join(lines) + "\n"


def _row(result: Import) -> list[str]:
    per_entry = result.taken.processor / result.entries * 1e6
    return [
        result.form,
        number(result.entries),
        f"{number(result.megabytes)} MB",
        f"{number(result.taken.seconds, 1)} s",
        number(result.speed),
        f"{number(per_entry)} µs",
        f"{number(result.taken.megabytes)} MB",
        f"{number(result.plain, 1)} s",
        f"{number(result.taken.seconds / result.plain, 1)} ×",
    ]


def _verdicts(results: list[Import]) -> str:
    """What was asked for, and whether it holds in every format."""
    rows = []
    for form in dict.fromkeys(result.form for result in results):
        own = [result for result in results if result.form == form]
        fastest, most = max(r.speed for r in own), max(r.taken.megabytes for r in own)
        growth = _per_entry(own[-1]) / _per_entry(own[0]) if len(own) > 1 else None
        rows.append(
            [
                form,
                holds(fastest >= _FASTEST),
                holds(most < _MOST_MEMORY),
                holds(None if growth is None else growth <= _LINEAR),
            ]
        )
    asked = [
        f"Minst {number(_FASTEST)} poster i sekundet",
        f"Under {number(_MOST_MEMORY)} MB",
        "Lineær vekst",
    ]
    return table(["Format", *asked], rows)


def _per_entry(result: Import) -> float:
    return result.taken.processor / result.entries
