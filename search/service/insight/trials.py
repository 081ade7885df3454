"""Trying something of one's own: a form on the pages of findings, terms and pages, and its effect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plugins.views.insight import Block, Field, Form, Proposed
from plugins.views.rendering import dato
from search.desk.entries import BadEntryError, kind_of, made_of, summary
from search.findings.remedies import titled
from search.findings.replay import Forecast
from search.findings.trial import BusyError
from search.findings.types import Change, Edited
from search.index.generations import IndexUnavailable
from search.service.insight.asked import Asked
from search.service.insight.proposed import in_short, moved_table, proposed
from search.service.insight.sources import Sources

TITLE, KEYWORDS, SYNONYM, ANSWER, FIRST = "tittel", "nokkelord", "synonymer", "svar", "plasser"
WAYS = {
    TITLE: "Ny tittel på siden",
    KEYWORDS: "Nye nøkkelord på siden",
    SYNONYM: "Synonym: søket finner også …",
    ANSWER: "Siden som fast svar, med tittelen …",
    FIRST: "Siden øverst blant treffene",
}
"""What can be tried, by the value of ``prov``."""
OF_A_PAGE = (TITLE, KEYWORDS)
"""What is tried on a page by itself, whatever is searched for."""
WHY = "Prøvd i innsikten"
CHOICES = 300
"""Pages to choose among."""


def trial(
    sources: Sources, asked: Asked, term: str, addresses: Sequence[str], finding: str = ""
) -> list[Block]:
    """What was tried, if anything was, and the form to try something; none for those who may not decide.

    ``addresses`` are the likeliest pages to choose, in order; any other can be chosen too.
    """
    if not asked.person.may_change:
        return []
    tried: list[Block] = []
    if asked.get("prov"):
        tried = _tried(sources, asked, term, finding)
    return [*tried, _form(sources, asked, term, _choices(sources, asked, addresses))]


def _choices(sources: Sources, asked: Asked, addresses: Sequence[str]) -> dict[str, str]:
    """Pages and their titles: the chosen one, the likely ones, and then as many others as can be read."""
    others = sorted(sources.pages.by_address.values(), key=lambda page: page.title)
    chosen = [asked.get("paa")] if sources.pages.get(asked.get("paa")) else []
    wanted = (*chosen, *addresses, *(page.url for page in others))
    return {address: sources.pages.title_of(address) for address in tuple(dict.fromkeys(wanted))[:CHOICES]}


def _tried(sources: Sources, asked: Asked, term: str, finding: str) -> list[Block]:
    try:
        change = change_of(sources, asked, term)
        after = sources.trials.run(change, term)
    except BadEntryError as bad:
        return [_refused(str(bad))]
    except BusyError:
        return [_refused("Noen andre prøver noe akkurat nå. Prøv igjen om et øyeblikk.")]
    except IndexUnavailable:
        return [_refused("Det finnes ingen søkeindeks å prøve det mot akkurat nå.")]
    forms = _to_do(change, after, asked, finding)
    blocks: list[Block] = [proposed(_told(change, sources), after, forms, "prov", "Prøvd")]
    if after.moved:
        blocks.append(moved_table(after.moved, sources, asked))
    return blocks


def change_of(sources: Sources, asked: Asked, term: str) -> Change:
    """The change that was filled in. Raises BadEntryError, saying what to write instead."""
    way, address, written = asked.get("prov"), asked.get("paa"), asked.get("tekst")
    if way not in WAYS or (not term and way not in OF_A_PAGE):
        raise BadEntryError("Velg hva du vil prøve.")
    parts = tuple(part.strip() for part in written.split(",") if part.strip())
    if not written and way != FIRST:
        raise BadEntryError("Skriv teksten du vil prøve.")
    if way in OF_A_PAGE:
        if sources.pages.get(address) is None:
            raise BadEntryError("Velg en side som en virksomhet skriver.")
        return Edited(address, title=written) if way == TITLE else Edited(address, keywords=parts)
    if way == SYNONYM:
        return made_of(way, {"ord": term[:80], "ogsaa": list(parts), "hvorfor": WHY})
    entry = {"sok": [term], "adresse": address, "hvorfor": WHY}
    return made_of(way, {**entry, "tittel": written} if way == ANSWER else entry)


def _refused(why: str) -> Proposed:
    return Proposed(id="prov", title="Ikke prøvd", text=why, against=True)


def _told(change: Change, sources: Sources) -> str:
    if not isinstance(change, Edited):
        return f"{summary(change)}."
    return f"«{sources.pages.title_of(change.address)}» får {_wording(change)}."


def _wording(change: Edited) -> str:
    words = ", ".join(f"«{word}»" for word in change.keywords)
    return f"tittelen «{change.title}»" if change.title else f"nøkkelordene {words}"


def _to_do(change: Change, after: Forecast, asked: Asked, finding: str) -> tuple[Form, ...]:
    """What can be done with what was tried: decide it, or note it on the finding for the unit to write."""
    if isinstance(change, Edited):
        if not finding:
            return ()
        note = f"Prøvd {dato(asked.today)} på {change.address}: {_wording(change)}. {in_short(after)}."
        hidden = (("gjor", "noter"), ("funn", finding), ("verdi", note))
        return (Form(id="noter-prov", button="Lagre som notat", hidden=hidden),)
    fields = change.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    fields |= {"hvorfor": f"{WHY}: {in_short(after)}.", "sok": fields.get("sok") or fields.pop("ord")}
    values = {
        key: ", ".join(value) if isinstance(value, list) else str(value) for key, value in fields.items()
    }
    what = (("gjor", "bestem"), ("slag", kind_of(change)), ("funn", finding), *values.items())
    return (Form(id="bestem-prov", button="Ta i bruk nå", hidden=what, main=after.helps),)


def _form(sources: Sources, asked: Asked, term: str, choices: Mapping[str, str]) -> Form:
    chosen = asked.get("paa") or next(iter(choices), "")
    ways = WAYS if term else {way: WAYS[way] for way in OF_A_PAGE}
    title = choices.get(chosen, "")
    kept = {key: value for key, value in asked.chosen.items() if key not in {"prov", "paa", "tekst"}}
    return Form(
        id="eget",
        title="Prøv noe eget",
        button="Prøv",
        hidden=(("get", "#prov"), *asked.span(), *kept.items()),
        fields=(
            Field(
                name="prov",
                label="Hva vil du prøve?",
                value=asked.get("prov"),
                options=tuple(f"{way}={name}" for way, name in ways.items()),
            ),
            Field(
                name="paa",
                label="Side",
                value=chosen,
                options=tuple(f"{address}={title}" for address, title in choices.items()),
            ),
            Field(
                name="tekst",
                label="Tekst",
                hint="Tittelen, nøkkelordene eller ordene. Flere ord skilles med komma.",
                value=asked.get("tekst") or (titled(title, term) if term and title else title),
            ),
        ),
    )
