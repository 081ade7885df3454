"""Fields and text are told apart before either is read, the way that reading them does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.model.errors import ContentError
from plugins.source.front_matter import split_front_matter
from plugins.source.parts import split_parts

LINES = st.sampled_from(
    [
        "---",
        "--- ",
        "---\t",
        " ---",
        "----",
        "",
        " ",
        "tittel: A",
        "# Overskrift",
        "Tekst --- tekst",
        "æøå",
        "…",
    ]
)
CONTENTS = st.lists(LINES, max_size=9).flatmap(
    lambda lines: st.sampled_from(["\n".join(lines), "\n".join([*lines, ""]), "\n".join(["---", *lines])])
)


@given(CONTENTS)
def test_the_parts_together_are_the_file(content: str) -> None:
    parts = split_parts(content)
    assert parts.fields + parts.text == content
    if parts.text:
        assert parts.text_line == parts.fields.count("\n") + 1


@given(CONTENTS)
def test_the_text_is_the_one_that_is_published(content: str) -> None:
    try:
        read = split_front_matter("a.md", content)
    except ContentError:
        return
    parts = split_parts(content)
    assert (read.body, read.body_line) == (parts.text, parts.text_line)


@pytest.mark.parametrize("content", ["", "Bare tekst.\n", "---\ntittel: A\n", "\n\n", "---"])
def test_without_closed_fields_there_is_no_text(content: str) -> None:
    assert split_parts(content).fields == content
