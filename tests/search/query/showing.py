"""One document, indexed and shown, as a query would find it."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np

from search.arrays.segment import Segment
from search.index.inverting import Inverter, Item
from search.query.excerpts import excerpt, mark
from search.query.passages import Highlights, Shown, find, shown_texts
from search.texts import Card
from tests.search.corpus import document


def show(highlights: Highlights, *, names: bool = False, **fields: Any) -> Shown:
    """The texts of a document of these fields, with what is matched; with persons' names or without."""
    inverter = Inverter()
    inverter.add(Item(document(id="x", **{"title": "", **fields})))
    new = inverter.finish()
    (raw,) = new.texts.cards()
    found = find(Segment(new.arrays), np.array([0]), highlights)[0]
    return shown_texts(msgspec.msgpack.decode(raw, type=Card), found, highlights, named=names)


def marked(text: str, highlights: Highlights, language: str = "nb") -> str:
    """A title, marked."""
    return mark(show(highlights, title=text, language=language).title)


def excerpted(body: str, summary: str, highlights: Highlights, language: str = "nb", title: str = "") -> str:
    """The excerpt of a document."""
    return excerpt(show(highlights, title=title, summary=summary, body=body, language=language), highlights)
