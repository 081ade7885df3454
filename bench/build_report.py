"""The section of the report about the build: beside its peers, and as the site grows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.builds import Growth, Results, Scenario
from bench.edits import Kind
from bench.measure import number
from bench.report import holds, measured, table
from bench.same_html import Agreement, Compared

HEADING = "## Bygget, ved siden av andre"
_PEERS = ("Hugo", "Eleventy", "Pelican")
_US = "Ski"

_METHOD = """\
Slik måles det: Innholdet er oppdiktet av `python -m bench.content`, det samme hver gang. Hugo, Eleventy og
en vanlig Pelican lager de samme sidene på de samme adressene, med sine egne maler i `bench/peers`. Hver
måling er en hel, ny prosess, uten make og uv, med varmt hurtiglager for disken. Alle måles om hverandre i
de samme rundene, og tallet er medianen; en runde for oppvarming er ikke med. Etter hver rettelse sjekkes
det at den står på siden; en ny nyhet skal også stå øverst i nyhetslista. Minnet er målt for seg, i det
første bygget: summen av PSS for prosessen og alle under den, lest hvert 20. millisekund, men ikke oftere enn
at lesingen tar to prosent av tiden. Pelican bruker
sitt eget mellomlager når noe er rettet. Eleventy bygger alt hver gang: i en ny prosess sparer
`--incremental` ingenting. Der det er tvil, har de andre fått det som gjør dem raskest. Lenker mellom filer
er gjort om til adresser på forhånd, kontaktkort, ramme og «Se også» får de som ferdige data, og bunnteksten
lages én gang. De lager heller ikke nettstedskart, søkedokumenter, Atom for hver virksomhet eller
avgangstavla på forsiden, og de leter verken etter fødselsnumre eller etter HTML som må vaskes. Vi gjør alt
dette i de samme sekundene."""


_COMPARED: tuple[tuple[str, Compared], ...] = (
    ("Samme tekst", "text"),
    ("Samme lenker", "links"),
    ("Samme oppbygning", "structure"),
)


@dataclass(frozen=True)
class Goal:
    """A line of the table: what is measured, what is promised, and whether that holds."""

    what: str
    scenario: Scenario
    promise: str
    kept: Callable[[Results], bool | None]


def _at_most(value: float | None, limit: float | None) -> bool | None:
    return None if value is None or limit is None else value <= limit


def _clean(results: Results) -> bool | None:
    ours, hugo = results.seconds("rent", _US), results.seconds("rent", "Hugo")
    beside_hugo = _at_most(ours, 1.5 * hugo if hugo else None)
    beside_eleventy = _at_most(ours, results.seconds("rent", "Eleventy"))
    verdicts = [verdict for verdict in (beside_hugo, beside_eleventy) if verdict is not None]
    return all(verdicts) if verdicts else None


def _within(scenario: Scenario, seconds: float) -> Callable[[Results], bool | None]:
    return lambda results: _at_most(results.seconds(scenario, _US), seconds)


GOALS = (
    Goal("Rent bygg", "rent", "høyst 1,5 × Hugo, raskere enn Eleventy", _clean),
    Goal("En side rettet", "tekst", "under 0,5 s", _within("tekst", 0.5)),
    Goal("En side rettet, med ny dato", "dato", "under 0,5 s", _within("dato", 0.5)),
    Goal("En ny nyhet", "nyhet", "under 0,7 s", _within("nyhet", 0.7)),
    Goal(
        "En mal alle sider bruker, rettet",
        "makro",
        "høyst som Hugo",
        lambda results: _at_most(results.seconds("makro", _US), results.seconds("makro", "Hugo")),
    ),
)
_RESIDENT: tuple[tuple[str, Kind], ...] = (
    ("En side rettet, bygget følger med", "tekst"),
    ("En side rettet, med ny dato, bygget følger med", "dato"),
    ("En ny nyhet, bygget følger med", "nyhet"),
)


def section(results: Results, growth: Sequence[Growth]) -> str:
    """The whole section."""
    versions = ", ".join(f"{name} {version}".strip() for name, version in results.versions.items() if version)
    rounds = "1 runde" if results.rounds == 1 else f"{results.rounds} runder"
    parts = [
        HEADING,
        measured(f"{number(results.size)} Markdown-filer, {rounds}. {versions}."),
        *_warnings(results),
        table(
            ["", "Vi", *_PEERS, "Mål", "Holder"],
            [*_rows(results), *_resident_rows(results), *_costs(results)],
        ),
        "Like sider, i et utvalg av sider og nyheter:",
        table(["", *_PEERS], _agreement_rows(results)),
        *_growth(growth),
        _METHOD,
    ]
    return "\n\n".join(parts) + "\n"


def _rows(results: Results) -> list[list[str]]:
    return [
        [
            goal.what,
            *(_seconds(results.seconds(goal.scenario, name)) for name in (_US, *_PEERS)),
            goal.promise,
            holds(goal.kept(results)),
        ]
        for goal in GOALS
    ]


def _resident_rows(results: Results) -> list[list[str]]:
    rows = []
    for what, kind in _RESIDENT:
        seconds = results.resident_seconds(kind)
        rows.append([what, _seconds(seconds), "–", "–", "–", "under 0,15 s", holds(_at_most(seconds, 0.15))])
    return rows


def _costs(results: Results) -> list[list[str]]:
    names = (_US, *_PEERS)
    processor = [_seconds(results.processor("rent", name)) for name in names]
    memory = [results.memory.get(name) for name in names]
    shown = ["–" if value is None else f"{number(value)} MB" for value in memory]
    kept = _at_most(memory[0], memory[1] / 3 if memory[1] else None)
    return [
        ["Rent bygg, tid i prosessoren", *processor, "", ""],
        ["Rent bygg, mest minne", *shown, "høyst en tredel av Hugo", holds(kept)],
    ]


def _seconds(value: float | None) -> str:
    return "–" if value is None else f"{number(value, 2)} s"


def _agreement_rows(results: Results) -> list[list[str]]:
    found = [results.agreements.get(name) for name in _PEERS]
    return [
        [said, *("–" if one is None else f"{number(one.share(what))} %" for one in found)]
        for said, what in _COMPARED
    ]


def _warnings(results: Results) -> list[str]:
    lines = [_loses(name, found) for name, found in results.agreements.items() if found.losing]
    lines += [
        f"**{name}: endringen ({scenario}) kom ikke ut på siden, og er ikke målt.**"
        for scenario, name in sorted(results.unseen)
    ]
    return lines


def _loses(name: str, agreement: Agreement) -> str:
    first = agreement.losing[0]
    share = f"{len(agreement.losing)} av {len(agreement.pages)} sider"
    return (
        f"**{name} mister tekst på {share}, så sammenligningen gjelder ikke.** "
        f"Først på {first.address}: «{' '.join(first.lost[:10])}»."
    )


def fair(results: Results) -> bool:
    """Whether every peer that was measured made the pages it was to make."""
    return not any(agreement.losing for agreement in results.agreements.values())


def _growth(growth: Sequence[Growth]) -> list[str]:
    if not growth:
        return []
    rows = [
        [
            number(one.size),
            f"{number(one.clean, 2)} s",
            f"{number(one.clean / one.size * 1000, 2)} s",
            f"{number(one.edit, 2)} s",
            f"{number(one.megabytes)} MB",
        ]
        for one in growth
    ]
    first, last = growth[0], growth[-1]
    more, longer = number(last.size / first.size), number(last.clean / first.clean, 1)
    said = f"{more} ganger så mange filer tar {longer} ganger så lang tid å bygge."
    head = ["Filer", "Rent bygg", "per 1 000 filer", "En side rettet", "Mest minne"]
    return ["Når nettstedet vokser:", table(head, rows), said]
