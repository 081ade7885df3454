"""One finding: its proposal and effect in advance, what was done with it, and what came of it."""

from __future__ import annotations

from plugins.views.frame import Link
from plugins.views.insight import Block, Facts, Field, Form, Forms, Proposed, Step, Steps
from plugins.views.rendering import dato, tall
from search.desk.casework import Case
from search.findings.board import Placed
from search.findings.kinds import KINDS
from search.findings.types import Edited, Finding
from search.service.insight.asked import Asked
from search.service.insight.decisions import effects_table
from search.service.insight.page import Made
from search.service.insight.proposed import moved_table, proposed
from search.service.insight.sources import Sources
from search.service.insight.trials import trial


def finding(sources: Sources, asked: Asked, key: str) -> Made:
    """The finding of that key; when it is mended, what was decided and what came of it."""
    found = sources.board.get(key) if sources.board else None
    back = Link(text="Alle funn", url=asked.url("funn"))
    if found is None or not asked.person.sees(found.finding.unit):
        return _gone(sources, asked, key, back)
    about, case = found.finding, sources.case(key)
    blocks: list[Block] = [_proposed(found, asked)]
    if found.forecast and found.forecast.moved and not asked.get("prov"):
        blocks.append(moved_table(found.forecast.moved, sources, asked))
    blocks.append(_facts(about, sources))
    blocks += trial(sources, asked, about.term, _pages_of(found), key)
    if asked.person.may_change:
        blocks.append(_case_forms(about, case, asked))
    blocks += _done(sources, asked, key)
    summary = f"{KINDS[about.kind].name} · ville hjulpet {tall(about.people)} på 13 uker"
    state = state_of(case, asked)
    return Made(about.title, f"{summary} · {state}" if state else summary, tuple(blocks), back)


def state_of(case: Case, asked: Asked) -> str:
    """How a finding stands, in a few words; empty for one that waits."""
    if case.closed:
        return "Lukket"
    if case.put_off_to and case.rests(asked.today):
        return f"Utsatt til {dato(case.put_off_to)}"
    return f"Hos {case.assigned}" if case.assigned else ""


def _gone(sources: Sources, asked: Asked, key: str, back: Link) -> Made:
    """A finding that no longer is one. Who sees only one unit is told nothing: whose it was is not known."""
    lines = [line for line in sources.history if line.grounds.finding == key]
    if asked.person.unit or not (lines or sources.case(key).lines):
        return Made("Funnet er borte", "Det er rettet, eller det gjelder ikke lenger.", (), back)
    title = lines[-1].grounds.why if lines else key.partition(":")[2]
    summary = "Søket svarer annerledes nå, så dette er ikke lenger et funn. Slik gikk det."
    return Made(title, summary, tuple(_done(sources, asked, key)), back)


def _done(sources: Sources, asked: Asked, key: str) -> list[Block]:
    """What was done with a finding and, when something was decided, what it led to."""
    blocks: list[Block] = []
    if not asked.person.unit and any(line.grounds.finding == key for line in sources.history):
        blocks.append(effects_table(sources, asked, key))
    items = (
        Step(at=line.at, who=line.who, what=str(line.step), text=line.value)
        for line in sources.case(key).lines
    )
    return [*blocks, Steps(id="logg", title="Hva som er gjort", items=tuple(items)[::-1])]


def _pages_of(found: Placed) -> list[str]:
    """The pages that something may be tried on: the finding's own, those people wanted, the hits."""
    after = found.forecast
    shown = sorted((*after.before, *after.after), key=lambda hit: not hit.wanted) if after else []
    change = found.finding.proposal.change
    own = [found.finding.address, getattr(change, "address", "")]
    return [address for address in (*own, *(hit.address for hit in shown)) if address]


def _facts(about: Finding, sources: Sources) -> Facts:
    unit = (("Virksomhet", sources.unit_title(about.unit)),) if about.unit else ()
    return Facts(id="grunnlag", title="Hva det bygger på", items=(*about.evidence, *unit))


def _proposed(found: Placed, asked: Asked) -> Proposed:
    change, after = found.finding.proposal.change, found.forecast
    forms: tuple[Form, ...] = ()
    if asked.person.may_change and change is not None and not isinstance(change, Edited):
        hidden = (("gjor", "godta"), ("funn", found.finding.key))
        against = bool(after and not after.helps)
        forms = (Form(id="godta", button="Ta i bruk nå", hidden=hidden, main=not against),)
    return proposed(found.finding.proposal.text, after, forms)


def _case_forms(about: Finding, case: Case, asked: Asked) -> Forms:
    def form(what: str, button: str, *fields: Field) -> Form:
        return Form(id=what, button=button, hidden=(("gjor", what), ("funn", about.key)), fields=fields)

    forms: tuple[Form, ...] = (form("apne", "Åpne igjen"),)
    if not (case.closed or case.put_off_to):
        owner = case.assigned or asked.person.name
        forms = (
            form("tildel", "Tildel", Field(name="verdi", label="Gi til", value=owner)),
            form("utsett", "Utsett", Field(name="verdi", label="Utsett til", kind="date", required=True)),
            form("noter", "Lagre notat", Field(name="verdi", label="Notat", long=True, required=True)),
            form("lukk", "Lukk", Field(name="verdi", label="Hvorfor det lukkes", required=True)),
        )
    return Forms(id="folg-opp", title="Følg opp", forms=forms)
