"""What a change would do, as it is shown: in words, as a bar, and side by side with what is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plugins.views.frame import Link
from plugins.views.insight import Column, DataTable, Form, Part, Proposed, Side
from plugins.views.rendering import tall
from search.findings.replay import DEPTH, Forecast, Moved, Shown
from search.service.insight.asked import Asked
from search.service.insight.parts import enough_searched, number, text
from search.service.insight.sources import Sources

UNTRIED = "Dette må et menneske gjøre. Virkningen kan ikke prøves på forhånd."


def proposed(
    what: str, after: Forecast | None, forms: tuple[Form, ...], id_: str = "forslag", title: str = "Forslag"
) -> Proposed:
    """A change with its effect in advance; ``after`` is None for what can't be tried."""
    return Proposed(
        id=id_,
        title=title,
        text=what,
        outcome=_outcome(after) if after else UNTRIED,
        against=bool(after and not after.helps),
        parts=tuple(_parts(after)) if after else (),
        sides=(_side("I dag", after.before), _side("Med forslaget", after.after))
        if after and after.after
        else (),
        forms=forms,
    )


def in_short(after: Forecast) -> str:
    """The effect in a few words, for a list."""
    if after.advises_against:
        return f"Frarådes: {tall(after.lose)} taper, {tall(after.gain)} vinner"
    return f"{tall(after.gain)} søk vinner, {tall(after.lose)} taper"


def moved_table(moved: Sequence[Moved], sources: Sources, asked: Asked) -> DataTable:
    """The pages that people wanted, and where they stand without and with the change."""
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
            if enough_searched(sources, asked, one.term)
        ),
        csv=asked.csv("flyttes"),
    )


def _outcome(after: Forecast) -> str:
    told = (
        f"Spilt av med søkene fra 13 uker: {tall(after.gain)} søk vinner, {tall(after.lose)} taper, "
        f"{tall(after.same)} blir som før. Om {tall(after.unknown)} søk vet vi ikke hva de ville ha."
    )
    if after.advises_against:
        return f"Forslaget fraråder seg selv: det taper mer enn det vinner. {told}"
    return told if after.helps else f"Forslaget endrer ingenting for noen vi vet om. {told}"


def _parts(after: Forecast) -> Iterator[Part]:
    counts = {
        "Vinner": ("vinner", after.gain),
        "Taper": ("taper", after.lose),
        "Som før": ("likt", after.same),
        "Vet ikke": ("ukjent", after.unknown),
    }
    total, start = sum(count for _, count in counts.values()), 0.0
    for name, (way, count) in counts.items():
        if count:
            yield Part(name=name, value=tall(count), way=way, start=start, share=count / total)
            start += count / total


def _side(title: str, hits: tuple[Shown, ...]) -> Side:
    links = tuple(
        Link(text=f"{'Fast svar: ' if hit.fixed else ''}{hit.title}", url=hit.address) for hit in hits
    )
    return Side(title=title, hits=links, marked=tuple(n for n, hit in enumerate(hits, 1) if hit.wanted))


def _place(place: int) -> str:
    return f"over {DEPTH}" if place > DEPTH else f"{place}."
