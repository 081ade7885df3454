"""Checks of the fields over a text: what the model says, and dates that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.types import Content
from plugins.model.content import NewsItem, Page
from plugins.model.errors import Problem
from plugins.source.validation import nearest

LONG_SUMMARY = 240
"""An ingress longer than this is cut in lists and in other search engines."""


def fields_follow_the_model(content: Content) -> Iterator[Problem]:
    """Felter, filnavn, virksomheter, målgrupper og emner skal være kjente; to sider kan ikke dele adresse."""
    yield from content.found_while_reading


def updated_is_not_in_the_future(content: Content) -> Iterator[Problem]:
    """«oppdatert» kan ikke være en dag som ikke har vært, med mindre siden først publiseres da."""
    for text in content.texts:
        item = text.source.item
        starts = item.publish_from.date() if item.publish_from else content.now.date()
        if item.modified and item.modified > max(starts, content.now.date()):
            message = f"oppdatert «{item.modified}» er i fremtiden"
            yield text.field_problem("oppdatert", message, "skriv dagen siden sist ble endret")


def window_has_an_inside(content: Content) -> Iterator[Problem]:
    """«gyldig_til» må være etter «publiseres_fra»; ellers vises siden aldri."""
    for text in content.texts:
        item = text.source.item
        if item.publish_from and item.expires and item.expires <= item.publish_from:
            message = "gyldig_til er før publiseres_fra, så siden vises aldri"
            yield text.field_problem("gyldig_til", message, "rett en av datoene")


def review_date_has_not_passed(content: Content) -> Iterator[Problem]:
    """En side skal gås gjennom innen «revideres_innen»."""
    for text in content.texts:
        item = text.source.item
        if text.shown and isinstance(item, Page) and item.review_by and item.review_by < content.now.date():
            remedy = "les gjennom siden, rett det som er gammelt, og sett nye datoer"
            message = f"siden skulle vært gjennomgått innen {item.review_by}"
            yield text.field_problem("revideres_innen", message, remedy, "advarsel")


def summary_is_short(content: Content) -> Iterator[Problem]:
    """Ingressen bør være kort nok til å leses i en liste."""
    for text in content.texts:
        length = len(text.source.item.summary)
        if length > LONG_SUMMARY:
            remedy = f"kort ned til {LONG_SUMMARY} tegn, og ta det viktigste først"
            yield text.field_problem("ingress", f"ingressen er lang ({length} tegn)", remedy, "advarsel")


def alerts_belong_to_units(content: Content) -> Iterator[Problem]:
    """Et avvik som nevner en virksomhet, må nevne en som finnes."""
    for register in content.registers:
        entries = register.data if isinstance(register.data, list) else []
        for number, entry in enumerate(entries):
            unit = entry.get("virksomhet") if isinstance(entry, dict) else None
            if isinstance(unit, str) and unit and not (content.folder / unit).is_dir():
                line = register.lines.get(f"{number}.virksomhet", 0)
                yield Problem(
                    register.label, line, f"ukjent virksomhet «{unit}»", nearest(unit, content.site.units)
                )


def expired_alerts_are_removed(content: Content) -> Iterator[Problem]:
    """Et avvik som er over bør ryddes bort fra registeret."""
    for register in content.registers:
        if not register.label.endswith("avvik.yaml"):
            continue
        entries = register.data if isinstance(register.data, list) else []
        by_id = {alert.id: alert for alert in content.site.registers.alerts}
        for number, entry in enumerate(entries):
            alert = by_id.get(entry.get("id", "")) if isinstance(entry, dict) else None
            if alert and alert.expires and alert.expires <= content.now:
                line = register.lines.get(str(number), 0)
                message = f"avviket «{alert.title}» er over"
                yield Problem(register.label, line, message, "slett det, eller flytt gyldig_til", "advarsel")


def news_name_their_day(content: Content) -> Iterator[Problem]:
    """En nyhet som er publisert kan ikke være datert frem i tid."""
    for text in content.texts:
        item = text.source.item
        if text.shown and isinstance(item, NewsItem) and item.published > content.now.date():
            remedy = f"sett publiseres_fra: {item.published}, eller rett datoen"
            yield text.field_problem("dato", f"dato «{item.published}» er i fremtiden", remedy)
