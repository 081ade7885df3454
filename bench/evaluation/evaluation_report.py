"""The section of ``bench/README.md`` about how well the search answers."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from importlib.metadata import version

from bench.evaluation.comparison import Measured
from bench.measure import number
from bench.report import holds, measured, table
from search.evaluation.judgements import Half
from search.evaluation.measures import Interval

HEADING = "## Hvor godt søket svarer"
GOAL = 0.85
"""What nDCG@10 of ours is to be at least, on the kept half."""

KEPT_LOOKS: tuple[str, ...] = (
    "26. november 2026, før noe ble stilt inn, for å vite hvor søket sto: 0,846.",
    "26. november 2026, da innstillingen var ferdig: 0,890.",
    "26. november 2026, for å skrive tabellen på nytt da engelske ordformer bare gjaldt engelske sider. "
    "Av spørsmålene sto 20 fra før i prøvene som søket er laget mot (`tests/site/test_relevance.py`). "
    "Uten dem: 0,891 [0,852, 0,926], og 0,224 [0,155, 0,296] foran Tantivy med våre vekter for slag.",
    "27. november 2026, da søket hadde lært å lese flere skrivemåter og å dele færre ord galt: 0,888.",
    "28. november 2026, da steder, småord og deler av numre ble lest på en annen måte: 0,887.",
)
"""Every time the kept half was counted, and why. A look that decides what is done next spoils the half."""

_NAMES = {Half.TUNING: "Halvdelen søket er stilt inn på", Half.KEPT: "Halvdelen som er holdt utenfor"}
_HOW = """\
Spørsmålene er slik innbyggere skriver dem, dømt for hånd og frosset før søket ble stilt inn på dem
(`search/evaluation`). Hver adresse har karakter fra 0 til 3. nDCG@10 er 1 når de ti første treffene står i
beste rekkefølge; MRR og gjenfinning teller karakter 2 og 3. Tallene i hakeparentes er 95 %-intervallet
(bootstrap over spørsmål, 10 000 trekninger), og «Vi foran» er forskjellen i nDCG@10 spørsmål for spørsmål.
De andre har de samme dokumentene, feltene, vektene på feltene og synonymene, og sin egen norske analyse.
«Med våre vekter for slag» betyr at de 1 000 beste treffene er ordnet om så arkivet ikke fortrenger
tjenestene, slik vårt søk gjør; det har ingen av dem selv, og da er det igjen bare språket og ordningen av
ordene. Det redaktørene har satt øverst for hånd, er slått av for oss. Vårt søk retter skrivefeil når
ingenting finnes; det gjør ingen av de andre av seg selv. Den som har dømt, har også skrevet mye av
innholdet, og det er én dommer: intervallene sier hva andre spørsmål kunne gitt, ikke hva andre dommere
kunne ment."""


def section(halves: Mapping[Half, Sequence[Measured]], counts: Mapping[Half, int]) -> str:
    """The whole section: how it is measured, and a table for each half that was measured."""
    kept = halves.get(Half.KEPT)
    parts = [
        HEADING,
        measured(f"{sum(counts.values())} spørsmål. {_versions()}"),
        *(part for half, rows in halves.items() for part in _half(half, rows, counts[half])),
        *([_verdict(kept)] if kept else []),
        _HOW,
        _looks(),
    ]
    return "\n\n".join(parts) + "\n"


def _versions() -> str:
    whoosh, tantivy = version("whoosh-reloaded"), version("tantivy")
    return f"Whoosh {whoosh}, SQLite {sqlite3.sqlite_version}, Tantivy {tantivy}."


def _half(half: Half, rows: Sequence[Measured], count: int) -> tuple[str, str]:
    head = ("", "nDCG@10", "MRR", "Gjenfinning@10", "Fant ingenting", "Rett å ikke finne noe", "Vi foran")
    return f"### {_NAMES[half]} ({count} spørsmål)", table(head, [_row(row) for row in rows])


def _row(row: Measured) -> tuple[str, ...]:
    return (
        row.name,
        _interval(row.ndcg),
        number(row.mrr.mean, 2),
        number(row.recall.mean, 2),
        f"{number(100 * row.no_results, 1)} %",
        "{} av {}".format(*row.rightly_nothing),
        "" if row.behind is None else _interval(row.behind),
    )


def _interval(interval: Interval) -> str:
    return f"{number(interval.mean, 3)} [{number(interval.low, 3)}, {number(interval.high, 3)}]"


def _verdict(rows: Sequence[Measured]) -> str:
    ours, *others = rows
    best = max(others, key=lambda row: row.ndcg.mean)
    apart = ours.ndcg.low > best.ndcg.high
    ahead = all(row.behind is not None and row.behind.low > 0 for row in others)
    checks = (
        (f"nDCG@10 minst {number(GOAL, 2)} på halvdelen som er holdt utenfor", ours.ndcg.mean >= GOAL),
        (f"Hele intervallet over hele intervallet til den beste andre ({best.name})", apart),
        ("Forskjellen spørsmål for spørsmål er over null mot alle", ahead),
    )
    return table(("Mål", "Holder"), [(what, holds(verdict)) for what, verdict in checks])


def _looks() -> str:
    lines = "\n".join(f"{turn}. {why}" for turn, why in enumerate(KEPT_LOOKS, 1))
    return f"Hver gang halvdelen som er holdt utenfor, er telt mens søket ble utviklet:\n\n{lines}"
