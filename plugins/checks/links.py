"""Checks of links: that they lead somewhere, and say where."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from plugins.checks.types import Content, Text
from plugins.model import addresses
from plugins.model.errors import Problem
from plugins.model.visibility import visible
from plugins.source.folder import FILE_FOLDERS

_OWN_HOST = re.compile(r"(?:https?:)?//(?:www\.)?ski\.kommune\.no(?=/|$)")
_ELSEWHERE = re.compile(r"(?:https?|mailto|tel|sms):|//", re.IGNORECASE)
_SAYS_NOTHING = frozenset(
    {
        "her", "klikk her", "trykk her", "les mer", "les meir", "les mer her", "se her", "mer", "lenke",
        "link", "denne lenken", "denne siden", "click here", "here", "read more",
    }
)  # fmt: skip
_FIXED = frozenset(
    {
        addresses.HOME, addresses.NEWS, addresses.NEWS_FEED, addresses.POST_LIST, addresses.POLITICS,
        addresses.UNITS, addresses.ENGLISH, addresses.HEARINGS, addresses.HEARINGS_FEED,
        addresses.MEETINGS_CALENDAR, addresses.SEARCH, addresses.SITEMAP, addresses.ROBOTS,
    }
)  # fmt: skip
_FROM_DELIVERIES = ("/sak/", "/journalpost/", "/postliste/", "/politikk/mote/", "/static/", "/data/", "/api/")
"""What exists depends on the archive's deliveries or the build, not on the content."""
_TEMPLATE_IDS = frozenset(
    {"innhold", "kontakt", "merknader", "nyheter", "pa-denne-siden", "se-ogsa", "sokefelt"}
)


def links_lead_somewhere(content: Content) -> Iterator[Problem]:
    """Lenker og bilder i teksten må vise til en side, et avsnitt eller en fil som finnes."""
    places = Places(content)
    for text in content.bodies:
        for element, target in _targets(text):
            if not target:
                yield _without_address(element, text)
            elif wrong := places.wrong(target, text):
                path, mark, fragment = target.partition("#")
                line = text.line_of(target, mark + fragment, path.rsplit("/", 1)[-1])
                yield text.problem(line, *wrong)


def _without_address(element: Any, text: Text) -> Problem:
    """What the cleaner emptied («javascript:») is told apart from what was left empty."""
    words = element.get("alt", "") if element.tag == "img" else _words(element)
    said = re.search(rf"\[{re.escape(words)}\]\(\s*([^\s)]+)", text.source.body) if words else None
    noun = "bildet" if element.tag == "img" else "lenken"
    line = text.line_of(said[0] if said else words, "]()")
    if said is None:
        return text.problem(line, f"{noun} «{words}» mangler adresse", "skriv den inn")
    remedy = "bruk https://, tel:, mailto: eller en adresse på dette nettstedet"
    return text.problem(line, f"{noun} har en adresse som ikke er tillatt («{said[1][:60]}»)", remedy)


def field_links_lead_somewhere(content: Content) -> Iterator[Problem]:
    """Adresser i felter og registre («url») må vise til en side som finnes."""
    places = Places(content)
    for text in content.texts:
        action = getattr(text.source.item, "action", None)
        if action and (wrong := places.wrong(action.url, text)):
            yield text.field_problem("handling.url", *wrong)
    for register in content.registers:
        for key, target in _urls(register.data, ""):
            if wrong := places.wrong(target, None):
                yield Problem(register.label, register.lines.get(key, 0), *wrong)


def links_have_words(content: Content) -> Iterator[Problem]:
    """En lenke uten tekst kan ikke leses opp (WCAG 2.4.4)."""
    for text in content.bodies:
        for link in text.html.iter("a"):
            if link.get("href") and not _words(link) and not link.xpath(".//img[normalize-space(@alt)]"):
                line = text.line_of(f"]({link.get('href')}", link.get("href"), "[](")
                yield text.problem(line, "lenken har ingen tekst", "skriv hvor den leder: [Søk om plass](…)")


def links_say_where(content: Content) -> Iterator[Problem]:
    """Lenketeksten bør si hvor lenken leder, også lest alene; ikke «klikk her»."""
    for text in content.bodies:
        for link in text.html.iter("a"):
            words = _words(link)
            if words.casefold().strip(" .:»«!") in _SAYS_NOTHING:
                remedy = "skriv hva som ligger bak lenken"
                line = text.line_of(f"[{words}]", words)
                yield text.problem(
                    line, f"lenketeksten «{words}» sier ikke hvor den leder", remedy, "advarsel"
                )


class Places:
    """Every place on the site that the content can lead to."""

    def __init__(self, content: Content) -> None:
        self.content = content
        registers, site = content.site.registers, content.site
        self.known = {
            *_FIXED,
            *content.known.values(),
            *(addresses.unit_feed(unit) for unit in site.units),
            *(addresses.target_group(group.slug) for group in registers.target_groups),
            *(addresses.body(body.slug) for body in registers.bodies),
            *(addresses.body_calendar(body.slug) for body in registers.bodies),
            *(addresses.news_month(n.item.published.year, n.item.published.month) for n in site.news),
        }

    def wrong(self, target: str, at: Text | None) -> tuple[str, str] | None:
        """Message and remedy when ``target`` leads nowhere from ``at``; None when it leads somewhere."""
        own = _OWN_HOST.sub("", target) or "/"
        if own == target and _ELSEWHERE.match(target):
            return None
        path, _, fragment = own.partition("#")
        path = path.partition("?")[0]
        if not path:
            return self._wrong_anchor(fragment, at, target)
        if path in self.known:
            return self._wrong_page(path, fragment, at, target)
        if path.startswith(_FROM_DELIVERIES) or self._is_file(path):
            return None
        return f"lenken «{target}» leder ingen steder", self._remedy(path)

    def _wrong_page(self, path: str, fragment: str, at: Text | None, target: str) -> tuple[str, str] | None:
        page = self.content.by_address.get(path)
        if page is None:
            return None
        if not visible(page.source.item, self.content.now) and (at is None or at.shown):
            return (
                f"lenken «{target}» leder til en side som ikke er publisert",
                "publiser siden, eller fjern lenken",
            )
        return self._wrong_anchor(fragment, page, target)

    def _wrong_anchor(self, fragment: str, page: Text | None, target: str) -> tuple[str, str] | None:
        if not fragment or page is None or page.too_deep or fragment in page.ids | _TEMPLATE_IDS:
            return None
        close = difflib.get_close_matches(fragment, page.ids, n=1)
        remedy = (
            f"mente du «#{close[0]}»?" if close else "bruk overskriften med små bokstaver og bindestreker"
        )
        return f"lenken «{target}» leder til et avsnitt som ikke finnes", remedy

    def _is_file(self, path: str) -> bool:
        return _file_folder(path) and (self.content.folder / unquote(path.strip("/"))).is_file()

    def _remedy(self, path: str) -> str:
        if _file_folder(path):
            return "legg filen i mappen, eller rett navnet"
        if f"{path}/" in self.known:
            return f"skriv «{path}/», med skråstrek til slutt"
        close = _close(path, frozenset(self.known))
        return f"mente du «{close}»?" if close else "rett adressen, eller fjern lenken"


def _file_folder(path: str) -> bool:
    """Whether an address lies in a unit's folder of files."""
    parts = path.strip("/").split("/")
    return len(parts) > 2 and parts[1] in FILE_FOLDERS and ".." not in parts


@lru_cache(maxsize=256)
def _close(path: str, known: frozenset[str]) -> str:
    return next(iter(difflib.get_close_matches(path, sorted(known), n=1)), "")


def _targets(text: Text) -> Iterator[tuple[Any, str]]:
    """Links and images with what they point at; a link that the cleaner emptied points at nothing."""
    for element in text.html.iter("a", "img"):
        if element.tag == "img":
            yield element, element.get("src", "")
        elif element.get("href") is not None or not element.get("id"):
            yield element, element.get("href", "")


def _words(element: Any) -> str:
    return " ".join(str(element.text_content()).split())


def _urls(data: Any, key: str) -> Iterator[tuple[str, str]]:
    """Every «url» in a register, with the key its line is found by."""
    children = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for name, value in children:
        inner = f"{key}.{name}".lstrip(".")
        if name == "url" and isinstance(value, str) and value:
            yield inner, value
        yield from _urls(value, inner)
