"""The findings as a list, those that would help the most people first."""

from __future__ import annotations

from collections.abc import Sequence

from plugins.views.insight import Block, Field, FindingList, FindingRow, Form
from plugins.views.rendering import dato, tall
from search.findings.board import Placed
from search.findings.kinds import KINDS
from search.service.insight.asked import Asked
from search.service.insight.finding import finding, state_of
from search.service.insight.page import Made
from search.service.insight.proposed import in_short
from search.service.insight.sources import Sources

STATES = {"": "Venter", "alle": "Alle", "mine": "Mine", "hviler": "Utsatt og lukket"}
"""Which findings are listed, by the value of ``vis``."""
NOT_YET = "Funnene regnes ut nå. Last siden på nytt om et minutt."


def findings(sources: Sources, asked: Asked) -> Made:
    """The findings by state, kind and unit; one of them when ``funn`` is chosen."""
    if asked.get("funn"):
        return finding(sources, asked, asked.get("funn"))
    chosen = [one for one in _mine(sources, asked) if _is_chosen(sources, asked, one)]
    title = STATES.get(asked.get("vis"), STATES[""])
    summary = "Det søkene viser at bør rettes, ordnet etter hvor mange det hjelper."
    blocks: tuple[Block, ...] = (
        _filters(sources, asked),
        finding_list(chosen, sources, asked, f"{title}: {len(chosen)} funn", more=len(chosen)),
    )
    return Made("Funn", summary, blocks)


def open_findings(sources: Sources, asked: Asked) -> list[Placed]:
    """What waits to be mended, as far as the person sees it."""
    return [one for one in _mine(sources, asked) if not sources.case(one.finding.key).rests(asked.today)]


def finding_list(
    shown: Sequence[Placed], sources: Sources, asked: Asked, title: str, more: int = 0
) -> FindingList:
    """Findings as a list; ``more`` is how many there are in all."""
    note = f"Se alle {more} funn" if more > len(shown) else ""
    made = f"Regnet ut {dato(sources.board.made)}. " if sources.board else ""
    return FindingList(
        id="funn",
        title=title,
        rows=tuple(_row(one, sources, asked) for one in shown),
        note=note,
        empty=f"{made}Ingen funn venter." if sources.board else NOT_YET,
    )


def _mine(sources: Sources, asked: Asked) -> list[Placed]:
    return [one for one in sources.placed if asked.person.sees(one.finding.unit)]


def _is_chosen(sources: Sources, asked: Asked, one: Placed) -> bool:
    about, case = one.finding, sources.case(one.finding.key)
    kind, unit, state = asked.get("slag"), asked.get("virksomhet"), asked.get("vis")
    if (kind and about.kind != kind) or (unit and about.unit != unit):
        return False
    if state == "mine":
        return case.assigned == asked.person.name and not case.closed
    if state == "hviler":
        return case.rests(asked.today)
    return state == "alle" or not case.rests(asked.today)


def _row(one: Placed, sources: Sources, asked: Asked) -> FindingRow:
    about, after = one.finding, one.forecast
    return FindingRow(
        title=about.title,
        url=asked.url("funn", funn=about.key),
        label=KINDS[about.kind].name,
        people=tall(about.people),
        proposal=about.proposal.text,
        effect=in_short(after) if after else "",
        against=bool(after and not after.helps),
        unit=sources.unit_title(about.unit) if about.unit else "",
        state=state_of(sources.case(about.key), asked),
    )


def _filters(sources: Sources, asked: Asked) -> Form:
    kinds = tuple(dict.fromkeys(one.finding.kind for one in _mine(sources, asked)))
    units = sorted({one.finding.unit for one in _mine(sources, asked) if one.finding.unit})
    return Form(
        id="avgrens",
        button="Vis",
        hidden=(("get", ""),),
        fields=(
            Field(name="vis", label="Vis", value=asked.get("vis"), options=_options(STATES)),
            Field(
                name="slag",
                label="Slags funn",
                value=asked.get("slag"),
                options=("=Alle slag", *(f"{kind}={KINDS[kind].name}" for kind in kinds)),
            ),
            Field(
                name="virksomhet",
                label="Virksomhet",
                value=asked.get("virksomhet"),
                options=("=Alle", *(f"{unit}={sources.unit_title(unit)}" for unit in units)),
            ),
        ),
    )


def _options(values: dict[str, str]) -> tuple[str, ...]:
    return tuple(f"{value}={name}" for value, name in values.items())
