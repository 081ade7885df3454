"""The comparison of engines as a section of the report."""

from __future__ import annotations

from collections.abc import Sequence

from bench.engines import CHANGES, QUERIES, Result
from bench.measure import Latencies, number
from bench.report import holds, measured, table

HEADING = "## Søkemotoren, ved siden av andre"
_NAMES = {"ours": "Vår", "tantivy": "Tantivy 0.27", "fts5": "SQLite FTS5"}
_MOST = {
    100_000: {"p95": 2.0, "p99": 4.0, "size": 3.0, "build": 8.0, "open": 100.0, "memory": 250.0},
    1_000_000: {"p95": 4.0, "p99": 4.0, "size": 3.0, "build": 60.0, "open": 300.0, "memory": 600.0},
}
"""The most that is promised: times Tantivy's, seconds, milliseconds and megabytes."""
SUGGESTED = 5.0
"""Milliseconds that a suggestion may take."""
CHANGED = 20.0
"""Milliseconds until a changed page is found, for 95 of 100 changes."""


def section(results: Sequence[Result], about: str = "") -> str:
    """The heading and its tables in Markdown, one for each size."""
    sizes = sorted({result.documents for result in results})
    parts = [HEADING, measured(f"{number(QUERIES)} ulike søk i hver motor. {about}".strip())]
    for size in sizes:
        found = {result.engine: result for result in results if result.documents == size}
        parts += [f"{number(size)} dokumenter:", _table(found), _promises(size, found)]
    return "\n\n".join(part for part in (*parts, _HOW) if part) + "\n"


def _table(found: dict[str, Result]) -> str:
    head = ["", "p50 / p95 / p99, ms", "Indeks fra tomt", "I prosessorene", "På disk", "Kode / åpne", "Minne"]
    rows = []
    for name, result in found.items():
        times = " / ".join(number(result.latencies.percentile(share), 1) for share in (0.5, 0.95, 0.99))
        rows.append(
            [
                _NAMES[name], times, f"{number(result.build.seconds, 1)} s",
                f"{number(result.build.processor, 1)} s", f"{number(result.bytes / 1e6)} MB",
                f"{number(result.answers.loaded)} / {number(result.answers.opened)} ms",
                f"{number(result.answers.megabytes)} MB",
            ]
        )  # fmt: skip
    return table(head, rows)


def _promises(size: int, found: dict[str, Result]) -> str:
    """What is promised at a size, when it is one of those, and Tantivy was measured in the same run."""
    most, ours, peer = _MOST.get(size), found.get("ours"), found.get("tantivy")
    if most is None or ours is None or peer is None:
        return ""
    rows = []
    for name, share in (("p95", 0.95), ("p99", 0.99)):
        ratio = ours.latencies.percentile(share) / peer.latencies.percentile(share)
        rows.append([f"{name} mot Tantivy", _times(ratio), _times(most[name]), holds(ratio <= most[name])])
    ratio = ours.bytes / peer.bytes
    rows.append(["På disk mot Tantivy", _times(ratio), _times(most["size"]), holds(ratio <= most["size"])])
    seconds = ours.build.seconds
    rows.append(
        ["Indeks", f"{number(seconds, 1)} s", f"{number(most['build'])} s", holds(seconds <= most["build"])]
    )
    opened, held = ours.answers.opened, ours.answers.megabytes
    rows += [
        ["Åpne", f"{number(opened)} ms", f"{number(most['open'])} ms", holds(opened <= most["open"])],
        ["Minne", f"{number(held)} MB", f"{number(most['memory'])} MB", holds(held <= most["memory"])],
    ]
    waited = Latencies(tuple(ours.answers.suggestions)).percentile(0.95)
    rows.append(
        ["Forslag, p95", f"{number(waited, 1)} ms", f"{number(SUGGESTED)} ms", holds(waited < SUGGESTED)]
    )
    if other := found.get("fts5"):
        shares = (0.5, 0.95, 0.99)
        under = all(ours.latencies.percentile(s) < other.latencies.percentile(s) for s in shares)
        rows.append(["p50, p95 og p99 under SQLite FTS5", "ja" if under else "nei", "", holds(under)])
    changed = Latencies(tuple(ours.changed))
    usual, late = changed.percentile(0.5), changed.percentile(0.95)
    times = f"{number(usual, 1)} / {number(late, 1)} ms"
    rows.append(["Endret side søkbar, p50 / p95", times, f"p95 {number(CHANGED)} ms", holds(late <= CHANGED)])
    return table(["", "Målt", "Høyst", "Holder"], rows)


def _times(ratio: float) -> str:
    return f"{number(ratio, 1)} ×"


_HOW = f"""\
Slik måles det: Dokumentene er oppdiktet av `bench/large_corpus.py`: journalposter over ti år og inntil
5 000 lange sider, med mer enn 500 000 ulike termer. Søkene er enkeltord, flere ord, fraser, numre, sjeldne
ord og ord med minus; hvert fjerde er avgrenset til type, virksomhet eller år. Hver motor får de samme søkene
i samme rekkefølge, i egne prosesser i samme omgang, ett gjennomløp, alle målinger med, uten noe lager av
svar. Alle gir ti treff med utdrag, antall treff og antall per type; vår gir fire fasetter, norsk
ordanalyse, synonymer og alle lagene i rangeringen. Forslagene er for begynnelsen av de samme søkene. Hver
indeks lages tre ganger, og den korteste tida gjelder; den på en million lages én gang. Ordboka
er lagd på forhånd, én gang for hvert miljø, som bytekoden er. «Kode» er det en prosess bruker på å lese
programmet, én gang; «åpne» er tida fra da til det første søket kan stilles: ordboka, listene og generasjonen.
«Minne» er prosessens egen del (PSS) etter siste søk, også det av indeksen som er lagt i den; det disken
husker av filene, er ikke med. «Endret side søkbar» er målt for {CHANGES} lange sider, spredt over filene: fra
dokumentene med den rettede teksten ligger der bygget legger dem, til et søk etter et nytt ord på siden er
besvart med den. Indekseringen går som `python -m search index --folg`, i en egen prosess som har lest sidene;
søket ligger varmt i en annen, spør etter en ny indeks før hvert søk slik tjenesten gjør, og svarer på andre
søk mellom endringene."""
