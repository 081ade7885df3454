"""The units: what fails in their field, which pages should have been gone through, what readers say."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from plugins.views.frame import Link
from plugins.views.insight import Block, Cell, Column, DataTable, Figures, FigureView
from plugins.views.rendering import dato, tall
from search.findings.board import Failing
from search.insight.measures import ENOUGH
from search.insight.values import Verdict
from search.service.insight.asked import Asked
from search.service.insight.findings import finding_list, open_findings
from search.service.insight.page import Made
from search.service.insight.parts import (
    enough_searched,
    number,
    percent,
    share_text,
    span_text,
    text,
    verdicts_by_page,
)
from search.service.insight.sources import Sources

WEEKS = "de siste 13 ukene"


def units(sources: Sources, asked: Asked) -> Made:
    """All units, or one when ``virksomhet`` is chosen; a unit leader sees their own."""
    chosen = asked.person.unit or asked.get("virksomhet")
    return _one(sources, asked, chosen) if chosen else _all(sources, asked)


def _all(sources: Sources, asked: Asked) -> Made:
    failing = _failing_by_unit(sources)
    verdicts = _verdicts_by_unit(sources, asked)
    late = Counter(
        page.unit for page in sources.pages.by_address.values() if _is_late(sources, page.review_by)
    )
    found: Counter[str] = Counter()
    for one in open_findings(sources, asked):
        found[one.finding.unit] += 1
    missed = {unit: sum(f.unanswered for f in failing[unit]) for unit in sources.pages.units}
    most = max((*missed.values(), 1))
    order = sorted(sources.pages.units, key=lambda unit: (-missed[unit], sources.unit_title(unit)))
    table = DataTable(
        id="virksomheter",
        title="Virksomheter",
        caption=f"Søk uten svar i hver virksomhets felt {WEEKS}, og svar fra leserne {span_text(asked)}",
        columns=(
            Column(title="Virksomhet"),
            Column(title="Søk uten svar", number=True),
            Column(title="Sider", number=True),
            Column(title="Frist passert", number=True),
            Column(title="Fant det", number=True),
            Column(title="Funn", number=True),
        ),
        rows=tuple(
            (
                text(sources.unit_title(unit), asked.unit_url(unit)),
                number(missed[unit], share=missed[unit] / most),
                number(len(sources.pages.of_unit(unit))),
                number(late[unit]),
                _answered(verdicts.get(unit)),
                number(found[unit]),
            )
            for unit in order
        ),
        csv=asked.csv("virksomheter"),
        empty="Ingen virksomheter er bygget ennå.",
    )
    lead = f"Hvordan det står til i hver virksomhets felt: søkene {WEEKS}, og svarene i perioden."
    return Made("Virksomheter", lead, (table,))


def _one(sources: Sources, asked: Asked, unit: str) -> Made:
    failing = sorted(_failing_by_unit(sources)[unit], key=lambda one: -one.unanswered)
    waiting = [one for one in open_findings(sources, asked) if one.finding.unit == unit]
    blocks: tuple[Block, ...] = (
        _scorecard(sources, asked, unit, failing),
        finding_list(waiting, sources, asked, "Dette bør rettes", more=len(waiting)),
        _failing_table(sources, asked, failing),
        _pages_table(sources, asked, unit),
    )
    back = None if asked.person.unit else Link(text="Alle virksomheter", url=asked.url("virksomheter"))
    summary = f"Slik gikk det med søkene i feltet deres {WEEKS}."
    return Made(sources.unit_title(unit), summary, blocks, back)


def _scorecard(sources: Sources, asked: Asked, unit: str, failing: list[Failing]) -> Figures:
    """The three numbers that a unit leader can do something about, each with what it means."""
    pages = sources.pages.of_unit(unit)
    late = sum(_is_late(sources, page.review_by) for page in pages)
    verdict = _verdicts_by_unit(sources, asked).get(unit)
    answers = verdict.found + verdict.missed if verdict else 0
    return Figures(
        id="kort",
        title="Kort fortalt",
        items=(
            FigureView(
                name="Søk uten svar",
                value=tall(sum(one.unanswered for one in failing)),
                sentence=f"Så mange søkte {WEEKS} etter noe i feltet deres, uten å åpne et eneste treff.",
            ),
            FigureView(
                name="Sider med frist passert",
                value=f"{tall(late)} av {tall(len(pages))}",
                sentence="Sidene skulle vært gått gjennom. Sjekk at de stemmer, og sett ny dato.",
            ),
            FigureView(
                name="Leserne fant det",
                value=share_text(verdict.found / answers) if verdict and answers else "–",
                sentence=f"Av {tall(answers)} som svarte på «Fant du det du lette etter?» på sidene deres.",
                thin=0 < answers < ENOUGH,
            ),
        ),
    )


def _failing_table(sources: Sources, asked: Asked, failing: list[Failing]) -> DataTable:
    most = max((one.unanswered for one in failing), default=1)
    link = (lambda term: "") if asked.person.unit else asked.term_url
    return DataTable(
        id="uten-svar",
        title="Søk uten svar",
        caption=f"Søk i feltet der de fleste ikke åpnet noe {WEEKS}",
        columns=(
            Column(title="Søkeord"),
            Column(title="Uten svar", number=True),
            Column(title="Søk", number=True),
            Column(title="Andel", number=True),
        ),
        rows=tuple(
            (
                text(one.term, link(one.term)),
                number(one.unanswered, share=one.unanswered / most),
                number(one.searches),
                percent(one.unanswered, one.searches),
            )
            for one in failing
            if enough_searched(sources, asked, one.term)
        ),
        csv=asked.csv("uten-svar"),
        empty="Alle søk i feltet får svar.",
    )


def _pages_table(sources: Sources, asked: Asked, unit: str) -> DataTable:
    verdicts = verdicts_by_page(sources, asked)
    pages = sorted(sources.pages.of_unit(unit), key=lambda p: (p.review_by is None, p.review_by, p.title))
    return DataTable(
        id="sider",
        title="Sidene",
        caption="Sidene til virksomheten, med fristen for å gå gjennom dem",
        columns=(
            Column(title="Side"),
            Column(title="Oppdatert"),
            Column(title="Gås gjennom innen"),
            Column(title="Fant det", number=True),
        ),
        rows=tuple(
            (
                text(page.title, page.url),
                text(dato(page.modified)),
                text(f"{dato(page.review_by)}{' – passert' if _is_late(sources, page.review_by) else ''}"),
                _answered(verdicts.get(page.url)),
            )
            for page in pages
        ),
        csv=asked.csv("sider"),
    )


def _failing_by_unit(sources: Sources) -> dict[str, list[Failing]]:
    found: dict[str, list[Failing]] = defaultdict(list)
    for one in sources.board.failing if sources.board else ():
        found[one.unit].append(one)
    return found


def _verdicts_by_unit(sources: Sources, asked: Asked) -> dict[str, Verdict]:
    found: dict[str, Verdict] = {}
    for verdict in verdicts_by_page(sources, asked).values():
        unit = sources.pages.unit_of(verdict.address)
        before = found.get(unit, Verdict(unit, 0, 0))
        found[unit] = Verdict(unit, before.found + verdict.found, before.missed + verdict.missed)
    return found


def _answered(verdict: Verdict | None) -> Cell:
    return percent(verdict.found, verdict.found + verdict.missed) if verdict else text("–")


def _is_late(sources: Sources, review_by: date | None) -> bool:
    return review_by is not None and review_by < sources.now.date()
