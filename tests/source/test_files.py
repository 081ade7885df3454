"""Files as people save them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.model.errors import ContentError, Problem
from plugins.source.files import MAX_BYTES, decode, read_text


@pytest.mark.parametrize(
    "raw",
    [b"a\nb\n", b"a\r\nb\r\n", b"a\rb\r", b"\xef\xbb\xbfa\nb\n"],
    ids=["unix", "windows", "gammel mac", "BOM"],
)
def test_line_ends_and_byte_order_marks_make_no_difference(raw: bytes) -> None:
    assert decode(raw, "a.md") == "a\nb\n"


def test_latin_1_is_refused_at_its_line_with_a_remedy() -> None:
    with pytest.raises(ContentError) as error:
        decode("---\ntittel: Lørdag\n".encode("latin-1"), "a.md")
    assert error.value.problems == (
        Problem("a.md", 2, "teksten er ikke lagret som UTF-8", "lagre filen på nytt som UTF-8"),
    )


@pytest.mark.parametrize("character", ["\0", "\x08", "\x1b", "\x7f", "\ufffe"])
def test_control_characters_are_refused_at_their_line(character: str) -> None:
    with pytest.raises(ContentError) as error:
        decode(f"en\nto{character}\n".encode(), "a.md")
    assert str(error.value).startswith(f"a.md:2: ugyldig kontrolltegn (U+{ord(character):04X})")


def test_a_missing_file_is_a_problem_and_not_a_traceback(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="snarvei til noe som ikke finnes"):
        read_text(tmp_path / "borte.md", "borte.md")


def test_a_file_no_person_wrote_is_refused(tmp_path: Path) -> None:
    (tmp_path / "stor.md").write_bytes(b"a" * (MAX_BYTES + 1))
    with pytest.raises(ContentError, match="større enn 2 MB"):
        read_text(tmp_path / "stor.md", "stor.md")


@given(st.binary())
def test_any_bytes_are_text_or_a_problem(raw: bytes) -> None:
    try:
        text = decode(raw, "a.md")
    except ContentError as error:
        said = error.problems
        assert len(said) == 1
    else:
        assert "\r" not in text
        assert "\0" not in text
