"""Checks of images: those who cannot see them, and those who did not ask to be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.checks.types import Content
from plugins.model.errors import Problem

_FILE_NAME = re.compile(
    r"[\w-]+\.(?:jpe?g|png|gif|webp|svg|avif)|(?:IMG|DSC|image|bilde)[_ -]?\d*", re.IGNORECASE
)


def images_have_alt_text(content: Content) -> Iterator[Problem]:
    """Hvert bilde skal ha en tekst som sier det samme til dem som ikke ser det (WCAG 1.1.1)."""
    for text in content.bodies:
        for image in text.html.iter("img"):
            source = image.get("src", "")
            line = text.line_of(source, source.rsplit("/", 1)[-1])
            described = image.get("alt", "").strip()
            if not described:
                remedy = "beskriv det i klammene: ![Beskrivelse](…)"
                yield text.problem(line, f"bildet «{source}» mangler alternativ tekst", remedy)
            elif _FILE_NAME.fullmatch(described):
                remedy = "beskriv hva bildet viser"
                yield text.problem(line, f"den alternative teksten «{described}» er et filnavn", remedy)


def images_are_our_own(content: Content) -> Iterator[Problem]:
    """Bilder ligger hos oss; et bilde fra et annet nettsted forteller det hvem som leser siden."""
    for text in content.bodies:
        for image in text.html.iter("img"):
            source = image.get("src", "")
            if source.startswith(("http:", "https:", "//")):
                remedy = "legg filen i virksomhetens mappe bilder/"
                yield text.problem(
                    text.line_of(source), f"bildet hentes fra et annet nettsted («{source}»)", remedy
                )
