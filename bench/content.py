"""``python -m bench.content``: an invented site of any size in the project's own format, the same every time.

Four fifths are pages and one fifth news over five years, spread over up to fifty units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Annotated, Any, Literal

import typer
import yaml

from bench import content_words as words
from bench.content_text import body, sentence, short_body
from bench.measure import ROOT
from plugins.model import addresses

NOW = "2026-11-26T08:00"
"""The moment that the content is written for (``NAA``): nothing in it is later."""
FIRST_NEWS, LAST_DAY = date(2021, 12, 1), date(2026, 11, 23)

_PAGES_A_UNIT = 20  # a small site has fewer units than fifty
_STEP = 7919  # a prime, so that neighbours in a list are about different things

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@dataclass(frozen=True)
class Item:
    """A page or a news item before it is written."""

    kind: Literal["sider", "nyheter"]
    unit: str
    slug: str
    title: str
    published: date

    @property
    def path(self) -> str:
        """The file under the content."""
        return f"{self.unit}/{self.kind}/{self.slug}.md"

    @property
    def address(self) -> str:
        """Where it is on the site."""
        if self.kind == "sider":
            return addresses.page(self.unit, self.slug)
        return addresses.news_item(self.published, self.slug)


@dataclass(frozen=True)
class Plan:
    """A site of ``size`` Markdown files in all; ``seed`` decides its words."""

    size: int
    seed: int = 1

    @cached_property
    def units(self) -> list[tuple[str, str]]:
        """Slug and title of each unit."""
        return list(words.UNITS[: max(2, self.size // _PAGES_A_UNIT)])

    @cached_property
    def news(self) -> list[Item]:
        """A fifth of all, evenly over five years."""
        count = self.size // 5
        days = (LAST_DAY - FIRST_NEWS).days
        return [
            self._item(
                "nyheter", words.NEWS_TITLES, n, FIRST_NEWS + timedelta(days=days * n // max(1, count))
            )
            for n in range(count)
        ]

    @cached_property
    def pages(self) -> list[Item]:
        """The rest. Those that the footer leads to come first."""
        fixed = [Item("sider", "servicetorget", slug, title, LAST_DAY) for slug, title in words.FOOTER_PAGES]
        count = self.size - len(self.units) - len(self.news) - len(fixed)
        days = Random(f"{self.seed}/dager")
        made = (
            self._item("sider", words.PAGE_TITLES, n, LAST_DAY - timedelta(days=days.randrange(600)))
            for n in range(count)
        )
        return [*fixed, *made]

    @cached_property
    def pages_of(self) -> dict[str, list[Item]]:
        """The pages of each unit."""
        grouped: dict[str, list[Item]] = {slug: [] for slug, _ in self.units}
        for page in self.pages:
            grouped[page.unit].append(page)
        return grouped

    def _item(self, kind: Literal["sider", "nyheter"], patterns: tuple[str, ...], n: int, day: date) -> Item:
        title = _title(patterns, n)
        unit = self.units[n % len(self.units)][0]
        return Item(kind, unit, addresses.slug(title), title, day)


def _title(patterns: tuple[str, ...], number: int) -> str:
    """The title with this number; no two are alike.

    >>> _title(("Søk om {}",), 1), _title(("Søk om {}",), 1201)
    ('Søk om situasjonskart på Kjeppestad', 'Søk om situasjonskart på Kjeppestad, del 2')
    """
    total = len(patterns) * len(words.THINGS) * len(words.PLACES)
    round_, number = divmod(number, total)
    rest, place = divmod(number * _STEP % total, len(words.PLACES))
    pattern, thing = divmod(rest, len(words.THINGS))
    title = f"{patterns[pattern].format(words.THINGS[thing])} {words.PLACES[place]}"
    return f"{title}, del {round_ + 1}" if round_ else title


def write_content(folder: Path, size: int, seed: int = 1) -> Plan:
    """Write a site of ``size`` files into ``folder`` and return its plan. Raises ValueError below thirty."""
    if size < 30:
        raise ValueError("et nettsted har minst 30 filer")
    plan = Plan(size, seed)
    for number, (slug, title) in enumerate(plan.units):
        _write(folder / slug / "virksomhet.md", *_unit(plan, number, slug, title))
    for item in (*plan.pages, *plan.news):
        _write(folder / item.path, *item_parts(plan, item))
    _copy_registers(folder / "data", {slug for slug, _ in plan.units})
    return plan


def item_parts(plan: Plan, item: Item) -> tuple[dict[str, Any], str]:
    """Fields and text of ``item``; they hang on the seed and its own address alone."""
    dice = Random(f"{plan.seed}{item.address}")
    fields: dict[str, Any] = {
        "tittel": item.title,
        "ingress": f"{sentence(dice)} {sentence(dice)}".replace("*", ""),
    }
    fields |= {"dato" if item.kind == "nyheter" else "oppdatert": item.published}
    if dice.random() < 0.7:
        fields["malgrupper"] = sorted(dice.sample(words.TARGET_GROUPS, dice.choice((1, 1, 2))))
    fields["emner"] = _subjects(plan, item.unit, dice)
    if dice.random() < 0.4:
        fields["nokkelord"] = dice.sample(words.KEYWORDS, 3)
    if dice.random() < 0.5:
        fields["eier"] = dice.choice(words.ROLES)
    if item.kind == "sider":
        fields |= _service_fields(dice)
    return fields, body(dice, list(_links(plan, item, dice)))


def _service_fields(dice: Random) -> dict[str, Any]:
    choices = {
        "for_hvem": words.AUDIENCES, "pris": words.PRICES, "frist": words.DEADLINES, "svartid": words.ANSWERS,
    }  # fmt: skip
    fields: dict[str, Any] = {
        key: dice.choice(values) for key, values in choices.items() if dice.random() < 0.4
    }
    if dice.random() < 0.2:
        fields["revideres_innen"] = date(2027, 3, 1) + timedelta(days=dice.randrange(200))
    if dice.random() < 0.2:
        fields["handling"] = {"tekst": "Ring servicetorget", "url": "tel:+4764878700"}
    return fields


def _subjects(plan: Plan, unit: str, dice: Random) -> list[str]:
    """One or two of the three subjects that a unit writes about."""
    own = Random(f"{plan.seed}/{unit}").sample(words.SUBJECTS, 3)
    return dice.sample(own, dice.choice((1, 2)))


def _links(plan: Plan, item: Item, dice: Random) -> Iterator[tuple[str, str]]:
    """Two addresses, and a file of the same unit where it has another."""
    for other in dice.sample(plan.pages, 2):
        yield _lower(other.title), other.address
    siblings = [other for other in plan.pages_of[item.unit] if other != item]
    if siblings:
        other = dice.choice(siblings)
        yield _lower(other.title), f"../sider/{other.slug}.md"


def _lower(title: str) -> str:
    return title[0].lower() + title[1:]


def _unit(plan: Plan, number: int, slug: str, title: str) -> tuple[dict[str, Any], str]:
    dice = Random(f"{plan.seed}/{slug}/")
    hours = {"apner": "08:00", "stenger": "15:30"}
    fields: dict[str, Any] = {
        "tittel": title,
        "ingress": sentence(dice).replace("*", ""),
        "oppdatert": LAST_DAY - timedelta(days=number),
        "telefon": f"64 87 {10 + number} 00",
        "epost": f"{slug}@ski.kommune.no",
        "besok": {"gate": f"Idrettsveien {number + 1}", "postnummer": "1400", "sted": "Ski"},
        "apningstider": {
            **dict.fromkeys(("mandag", "tirsdag", "onsdag", "torsdag"), hours),
            "fredag": {"apner": "08:00", "stenger": "14:00"},
        },
        "leder": "Virksomhetsleder",
        "malgrupper": ["innbyggere"],
    }
    if slug != "radmann":
        fields["overordnet"] = "radmann"
    return fields, short_body(dice)


def _write(path: Path, fields: dict[str, Any], text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(file_text(fields, text), "utf-8")


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def file_text(fields: dict[str, Any], text: str) -> str:
    """Fields and text as one file.

    >>> file_text({"tittel": "Bad"}, "Åpent.\\n")
    '---\\ntittel: Bad\\n---\\nÅpent.\\n'
    """
    written = yaml.dump(fields, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{written}---\n{text}"


def _copy_registers(target: Path, units: set[str]) -> None:
    """The demonstration's registers, with what they lead to replaced by what this site has."""

    def url(found: re.Match[str]) -> str:
        field, unit = found.groups()
        return f"{field}: /{unit}/" if unit in units else f"{field}: {addresses.UNITS}"

    target.mkdir(parents=True, exist_ok=True)
    for register in sorted((ROOT / "content/data").glob("*.yaml")):
        text = re.sub(r"(url|adresse): /([a-z0-9-]+)/[^\s},]*", url, register.read_text("utf-8"))
        text = re.sub(r"virksomhet: \S+", "virksomhet: servicetorget", text)
        (target / register.name).write_text(text, "utf-8")


@app.command()
def main(
    til: Annotated[Path, typer.Option(help="Mappen som fylles.")],
    sider: Annotated[int, typer.Option(min=30, help="Antall Markdown-filer i alt.")] = 5000,
    fro: Annotated[int, typer.Option(help="Samme tall gir samme innhold.")] = 1,
) -> None:
    """Skriv et oppdiktet nettsted i valgfri størrelse."""
    write_content(til, sider, fro)


if __name__ == "__main__":
    app()
