"""The pages of the site: what leads to them, what is searched for from them, what readers say."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time

from plugins.model.clock import OSLO
from plugins.views.frame import Link
from plugins.views.insight import Block, Cell, Column, DataTable, Facts, Step, Steps
from plugins.views.rendering import dato, tall
from search.insight.values import Verdict
from search.service.insight.asked import Asked
from search.service.insight.findings import finding_list
from search.service.insight.page import Made
from search.service.insight.parts import number, said, share_text, span_text, text, verdicts_by_page
from search.service.insight.sources import Sources
from search.service.insight.trials import trial

MOST = 100
COMMENTS = 30


def pages(sources: Sources, asked: Asked) -> Made:
    """All pages that searches lead to, or one when ``side`` is chosen."""
    if asked.get("side"):
        return _one(sources, asked, asked.get("side"))
    opened = Counter(sources.log.opened(asked.period, asked.least))
    verdicts = verdicts_by_page(sources, asked)
    most = max(opened.values(), default=1)
    addresses = sorted({*opened, *verdicts}, key=lambda address: (-opened[address], address))
    table = DataTable(
        id="sider",
        title="Sider",
        caption=f"Sidene søkene ledet til, og det leserne svarte, {span_text(asked)}",
        columns=(
            Column(title="Side"),
            Column(title="Klikk", number=True),
            Column(title="Fant det", number=True),
            Column(title="Svar", number=True),
            Column(title="Virksomhet"),
        ),
        rows=tuple(
            _row(
                sources,
                asked,
                address,
                verdicts.get(address),
                number(opened[address], share=opened[address] / most),
            )
            for address in addresses[: None if asked.least else MOST]
        ),
        csv=asked.csv("sider"),
        empty="Ingen sider er åpnet fra søk av så mange at de vises.",
    )
    summary = f"Hvor søkene ledet {span_text(asked)}, og hva leserne sier."
    if len(addresses) > len(table.rows):
        summary += f" De {len(table.rows)} mest åpnede av {tall(len(addresses))}; alle er i CSV-fila."
    return Made("Sider", summary, (table,))


def _row(
    sources: Sources, asked: Asked, address: str, verdict: Verdict | None, clicks: Cell
) -> tuple[Cell, ...]:
    page = sources.pages.get(address)
    return (
        text(sources.pages.title_of(address), asked.page_url(address)),
        clicks,
        *said(verdict),
        text(page.unit_title if page else ""),
    )


def _one(sources: Sources, asked: Asked, address: str) -> Made:
    page = sources.pages.get(address)
    clicks = sources.log.clicks(asked.period, address=address, least=asked.least)
    by_term: Counter[str] = Counter()
    for click in clicks:
        by_term[click.term] += click.clicks
    leads = _words(by_term, asked, "leder-hit", "Søk som leder hit", "Klikk")
    origins = sources.log.origins(asked.period, address=address, least=asked.least)
    from_here = _words(
        Counter({origin.term: origin.searches for origin in origins}),
        asked,
        "sokt-herfra",
        "Søkt etter herfra",
        "Søk",
    )
    about = [p for p in sources.placed if p.finding.address == address]
    blocks: list[Block] = [_facts(sources, address)]
    if about:
        blocks.append(finding_list(about, sources, asked, "Hva vi kan gjøre"))
    blocks += [leads, from_here, _comments(sources, asked, address)]
    if page:
        blocks += trial(sources, asked, "", [page.url])
    back = Link(text="Alle sider", url=asked.url("sider"))
    title = sources.pages.title_of(address)
    owner = f" Siden hører til {page.unit_title}." if page and page.unit_title else ""
    return Made(title, f"{address} {span_text(asked)}.{owner}", tuple(blocks), back)


def _facts(sources: Sources, address: str) -> Facts:
    page = sources.pages.get(address)
    items: list[tuple[str, str]] = []
    if page:
        items.append(("Oppdatert", dato(page.modified)))
        if page.review_by:
            late = " (passert)" if page.review_by < sources.now.date() else ""
            items.append(("Gås gjennom innen", f"{dato(page.review_by)}{late}"))
    return Facts(id="kort", title="Kort fortalt", items=tuple(items))


def _words(found: Counter[str], asked: Asked, id_: str, title: str, what: str) -> DataTable:
    most = max(found.values(), default=1)
    return DataTable(
        id=id_,
        title=title,
        caption=f"{title} {span_text(asked)}",
        columns=(Column(title="Søkeord"), Column(title=what, number=True)),
        rows=tuple(
            (text(term, asked.term_url(term)), number(count, share=count / most))
            for term, count in found.most_common(None if asked.least else MOST)
        ),
        csv=asked.csv(id_),
        empty="Ingen søk som mange nok står bak.",
    )


def _comments(sources: Sources, asked: Asked, address: str) -> Steps:
    """«Fant du det du lette etter?»: the share that did, and what they wrote."""
    found = sources.log.verdicts(asked.period, address)
    yes, no = (sum(v.found for v in found), sum(v.missed for v in found))
    share = f": {share_text(yes / (yes + no))} av {yes + no} svarte ja" if yes + no else ""
    return Steps(
        id="svar",
        title=f"Fant du det du lette etter?{share}",
        items=tuple(
            Step(at=datetime.combine(c.day, time(12), OSLO), who="Ja" if c.found else "Nei", what=c.text)
            for c in sources.log.comments(asked.period, address, limit=COMMENTS)
        ),
        empty="Ingen har skrevet noe i perioden.",
    )
