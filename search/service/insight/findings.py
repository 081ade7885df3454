"""The findings: the list by people helped, and one with its proposal, its effect and what was done."""

from __future__ import annotations

from collections.abc import Sequence

from plugins.views.frame import Link
from plugins.views.insight import (
    Block,
    Column,
    DataTable,
    Facts,
    Field,
    FindingList,
    FindingRow,
    Form,
    Proposed,
    Side,
    Step,
    Steps,
)
from plugins.views.rendering import dato, tall
from search.desk.casework import Case
from search.findings.board import Placed
from search.findings.kinds import KINDS
from search.findings.replay import DEPTH, Forecast, Moved, Shown
from search.findings.types import Edited, Finding
from search.service.insight.asked import Asked
from search.service.insight.page import Made
from search.service.insight.parts import number, text
from search.service.insight.sources import Sources

STATES = {"": "Venter", "alle": "Alle", "mine": "Mine", "hviler": "Utsatt og lukket"}
"""Which findings are listed, by the value of ``vis``."""
NOT_YET = "Funnene regnes ut nå. Last siden på nytt om et minutt."


def findings(sources: Sources, asked: Asked) -> Made:
    """The findings by state, kind and unit; one of them when ``funn`` is chosen."""
    if asked.get("funn"):
        return _one(sources, asked, asked.get("funn"))
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
    finding, case = one.finding, sources.case(one.finding.key)
    kind, unit, state = asked.get("slag"), asked.get("virksomhet"), asked.get("vis")
    if (kind and finding.kind != kind) or (unit and finding.unit != unit):
        return False
    if state == "mine":
        return case.assigned == asked.person.name and not case.closed
    if state == "hviler":
        return case.rests(asked.today)
    return state == "alle" or not case.rests(asked.today)


def _row(one: Placed, sources: Sources, asked: Asked) -> FindingRow:
    finding, after = one.finding, one.forecast
    return FindingRow(
        title=finding.title,
        url=asked.url("funn", funn=finding.key),
        label=KINDS[finding.kind].name,
        people=tall(finding.people),
        proposal=finding.proposal.text,
        effect=_told(after) if after else "",
        against=bool(after and not after.helps),
        unit=sources.unit_title(finding.unit) if finding.unit else "",
        state=state_of(sources.case(finding.key), asked),
    )


def state_of(case: Case, asked: Asked) -> str:
    """How a finding stands, in a few words; empty for one that waits."""
    if case.closed:
        return "Lukket"
    if case.put_off_to and case.rests(asked.today):
        return f"Utsatt til {dato(case.put_off_to)}"
    return f"Hos {case.assigned}" if case.assigned else ""


def _filters(sources: Sources, asked: Asked) -> Form:
    kinds = tuple(dict.fromkeys(one.finding.kind for one in sources.placed))
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


# One finding


def _one(sources: Sources, asked: Asked, key: str) -> Made:
    found = sources.board.get(key) if sources.board else None
    back = Link(text="Alle funn", url=asked.url("funn"))
    if found is None or not asked.person.sees(found.finding.unit):
        return Made("Funnet er borte", "Det er rettet, eller det gjelder ikke lenger.", (), back)
    finding, case = found.finding, sources.case(key)
    blocks: list[Block] = [_proposed(found, asked)]
    if found.forecast and found.forecast.moved:
        blocks.append(_moved_table(found.forecast.moved, sources, asked))
    blocks.append(_facts(finding, sources))
    if asked.person.may_change:
        blocks += _case_forms(finding, case, asked)
    blocks.append(_steps(case))
    summary = f"{KINDS[finding.kind].name} · ville hjulpet {tall(finding.people)} på 13 uker"
    state = state_of(case, asked)
    return Made(finding.title, f"{summary} · {state}" if state else summary, tuple(blocks), back)


def _facts(finding: Finding, sources: Sources) -> Facts:
    unit = (("Virksomhet", sources.unit_title(finding.unit)),) if finding.unit else ()
    return Facts(id="grunnlag", title="Hva det bygger på", items=(*finding.evidence, *unit))


def _proposed(found: Placed, asked: Asked) -> Proposed:
    change, after = found.finding.proposal.change, found.forecast
    forms: tuple[Form, ...] = ()
    if asked.person.may_change and change is not None and not isinstance(change, Edited):
        hidden = (("gjor", "godta"), ("funn", found.finding.key))
        against = bool(after and not after.helps)
        forms = (Form(id="godta", button="Ta i bruk nå", hidden=hidden, main=not against),)
    return Proposed(
        id="forslag",
        text=found.finding.proposal.text,
        outcome=_outcome(after)
        if after
        else "Dette må et menneske gjøre. Virkningen kan ikke prøves på forhånd.",
        against=bool(after and not after.helps),
        sides=_sides(after) if after and after.after else (),
        forms=forms,
    )


def _outcome(after: Forecast) -> str:
    told = (
        f"Spilt av med søkene fra 13 uker: {tall(after.gain)} søk vinner, {tall(after.lose)} taper, "
        f"{tall(after.same)} blir som før. Om {tall(after.unknown)} søk vet vi ikke hva de ville ha."
    )
    if after.advises_against:
        return f"Forslaget fraråder seg selv: det taper mer enn det vinner. {told}"
    return told if after.helps else f"Forslaget endrer ingenting for noen vi vet om. {told}"


def _told(after: Forecast) -> str:
    if after.advises_against:
        return f"Frarådes: {tall(after.lose)} taper, {tall(after.gain)} vinner"
    return f"{tall(after.gain)} søk vinner, {tall(after.lose)} taper"


def _sides(after: Forecast) -> tuple[Side, ...]:
    return (_side("I dag", after.before), _side("Med forslaget", after.after))


def _side(title: str, hits: tuple[Shown, ...]) -> Side:
    links = tuple(
        Link(text=f"{'Fast svar: ' if hit.fixed else ''}{hit.title}", url=hit.address) for hit in hits
    )
    return Side(title=title, hits=links, marked=tuple(n for n, hit in enumerate(hits, 1) if hit.wanted))


def _moved_table(moved: Sequence[Moved], sources: Sources, asked: Asked) -> DataTable:
    return DataTable(
        id="flyttes",
        title="Hvem det flytter noe for",
        caption="Siden folk endte på, og plassen den har uten og med forslaget",
        columns=(
            Column(title="Søkeord"),
            Column(title="Side"),
            Column(title="Søk", number=True),
            Column(title="Uten", number=True),
            Column(title="Med", number=True),
        ),
        rows=tuple(
            (
                text(one.term),
                text(sources.pages.title_of(one.address), one.address),
                number(one.searches),
                text(_place(one.before)),
                text(_place(one.after)),
            )
            for one in moved
        ),
        csv=asked.csv("flyttes"),
    )


def _place(place: int) -> str:
    return f"over {DEPTH}" if place > DEPTH else f"{place}."


def _case_forms(finding: Finding, case: Case, asked: Asked) -> list[Block]:
    def form(what: str, button: str, *fields: Field) -> Form:
        return Form(
            id=what, button=button, hidden=(("gjor", what), ("funn", finding.key)), fields=fields, half=True
        )

    if case.closed or case.put_off_to:
        return [form("apne", "Åpne igjen")]
    return [
        form(
            "tildel", "Tildel", Field(name="verdi", label="Gi til", value=case.assigned or asked.person.name)
        ),
        form("noter", "Lagre notat", Field(name="verdi", label="Notat", long=True, required=True)),
        form("utsett", "Utsett", Field(name="verdi", label="Utsett til", kind="date", required=True)),
        form("lukk", "Lukk", Field(name="verdi", label="Hvorfor det lukkes", required=True)),
    ]


def _steps(case: Case) -> Steps:
    items = (Step(at=line.at, who=line.who, what=str(line.step), text=line.value) for line in case.lines)
    return Steps(id="logg", title="Hva som er gjort", items=tuple(items)[::-1])
