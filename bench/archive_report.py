"""The section of the report about the archive as it grows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bench.archive import Measured
from bench.measure import Latencies, number
from bench.report import holds, measured, table

HEADING = "## Arkivet, ettersom det vokser"
_LARGEST = 1_000_000
_METHOD = """\
Slik måles det: Leveransene er oppdiktet av `python -m bench.deliveries`, ti år fram til 20. november
2026, og den siste dagen for seg, høyst 400 oppføringer: i nye saker og i dem fra før. Innholdet ellers er én
virksomhet. Hver måling er én hel, ny prosess. Det første bygget lager alle søkedokumentene; det rene
bygget har mistet nettstedet og alt bygget husket, men ikke søkedokumentene, som er en avskrift av
lageret. For å se om det følger arkivet eller det siste året, er det målt også i et arkiv som bare har
fått månedene til og med den for ett år siden. Den nye dagen er import, bygg og indeksering etter
hverandre, i hver sin nye prosess, mens tjenesten går med to arbeidere. Arkivets søkedokumenter lages i en
prosess ved siden av sidene, og de to tidene overlapper. Fra indekseringen begynner, søkes det etter et
dokument fra dagen, tjue ganger i sekundet, og dagen kan søkes opp når begge arbeiderne finner det.
Gamle dager og saker er spurt etter over HTTP, hver én gang, spredt over ti år, av én som venter på svar.
Minnet er summen av PSS for prosessen og alle under den."""


def section(results: Sequence[Measured], more: str = "") -> str:
    """The section for these sizes; ``more`` is said of the circumstances."""
    head = ("", *(number(one.entries) for one in results), "Mål ved 1 000 000", "Holder")
    return "\n\n".join([HEADING, measured(more), table(head, _rows(results)), _METHOD]) + "\n"


def _rows(results: Sequence[Measured]) -> list[list[str]]:
    largest = next((one for one in results if one.entries == _LARGEST), None)

    def held(measured: Callable[[Measured], float], limit: float) -> str:
        return holds(None if largest is None else measured(largest) <= limit)

    return [
        ["Første bygg, alle dokumenter", *(_seconds(one.first_build.seconds) for one in results), "", ""],
        ["Første bygg, mest minne", *(_megabytes(one.first_build.megabytes) for one in results), "", ""],
        ["Rent bygg", *(_seconds(one.clean_build.seconds) for one in results), "", ""],
        ["Rent bygg når arkivet bare har det siste året",
         *(_seconds(one.of_last_year.seconds) for one in results), "det samme", ""],
        ["HTML-sider på nettstedet", *(number(one.files) for one in results), "", ""],
        ["Oppføringer den nye dagen", *(number(one.new_day.entries) for one in results), "400", ""],
        ["En ny dag, importen", *(_seconds(one.new_day.imported.seconds) for one in results), "", ""],
        ["En ny dag, hele bygget: sider og dokumenter",
         *(_seconds(one.new_day.built.seconds) for one in results),
         "2 s og 1 s", held(lambda one: one.new_day.built.seconds, 3)],
        ["En ny dag, dokumentene, ved siden av sidene",
         *(_seconds(one.new_day.documents) for one in results),
         "1 s", held(lambda one: one.new_day.documents, 1)],
        ["En ny dag, indeksen", *(_seconds(one.new_day.indexed.seconds) for one in results), "", ""],
        ["En ny dag, fra importen begynner til den kan søkes opp",
         *(_seconds(one.new_day.found) for one in results), "5 s", held(lambda one: one.new_day.found, 5)],
        ["Gammel dag, p50 / p95", *(_pair(one.days) for one in results),
         "p95 30 ms", held(lambda one: one.days.percentile(0.95), 30)],
        ["Gammel sak, p50 / p95", *(_pair(one.cases) for one in results),
         "p95 30 ms", held(lambda one: one.cases.percentile(0.95), 30)],
    ]  # fmt: skip


def _seconds(value: float) -> str:
    return f"{number(value, 2)} s"


def _megabytes(value: float) -> str:
    return f"{number(value)} MB"


def _pair(latencies: Latencies) -> str:
    return f"{number(latencies.percentile(0.5), 1)} / {number(latencies.percentile(0.95), 1)} ms"
