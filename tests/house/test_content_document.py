"""``docs/innhold.md`` tells editors of exactly the fields that the model has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from plugins.model.content import NewsItem, Page, Virksomhet
from plugins.model.fields import Model
from plugins.model.hearings import Hearing

TEXT = (Path(__file__).resolve().parents[2] / "docs/innhold.md").read_text(encoding="utf-8")


def documented(heading: str) -> dict[str, bool]:
    section = TEXT.split(f"## {heading}\n")[1].split("\n## ")[0]
    return {
        key: must == "ja" for key, must in re.findall(r"^\| `(\w+)` \| (ja|nei) \|", section, re.MULTILINE)
    }


@pytest.mark.parametrize(
    ("heading", "model"),
    [
        ("Felt på en side", Page),
        ("Felt på en nyhet", NewsItem),
        ("Felt i virksomhet.md", Virksomhet),
        ("Felt i horinger.yaml", Hearing),
    ],
)
def test_the_document_lists_every_field_and_which_are_required(heading: str, model: type[Model]) -> None:
    fields = {field.alias or name: field.is_required() for name, field in model.model_fields.items()}
    assert documented(heading) == fields
