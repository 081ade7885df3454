"""A build takes away nothing that no build has made."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.engine.guard import refuse_foreign, refuse_overlap
from plugins.model.errors import ContentError


def test_a_folder_with_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "brev.txt").write_text("kjære", "utf-8")
    with pytest.raises(ContentError, match="ikke er laget av bygget"):
        refuse_foreign(tmp_path)


def test_a_file_is_not_a_folder(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("", "utf-8")
    with pytest.raises(ContentError, match="er en fil"):
        refuse_foreign(tmp_path / "fil")


def test_a_built_site_an_empty_folder_and_none_at_all_may_be_built_in(tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    (tmp_path / "bygd").mkdir()
    for name in ("404.html", "sitemap.xml", "index.html"):
        (tmp_path / "bygd" / name).write_text("", "utf-8")
    before = sorted(tmp_path.rglob("*"))
    for folder in ("tom", "bygd", "borte/dypt/nede"):
        assert refuse_foreign(tmp_path / folder) is None
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("output", "content", "state"),
    [
        ("a", "a/content", "var"),
        ("content/ut", "content", "var"),
        ("ut", "content", "ut/var"),
        ("x", "x", "var"),
    ],
)
def test_output_never_lies_with_content_or_over_state(output: str, content: str, state: str) -> None:
    with pytest.raises(ContentError, match="ligger sammen med"):
        refuse_overlap(Path(output), Path(content), Path(state))


@pytest.mark.parametrize("output", ["ut", "var/ut"])
def test_output_may_lie_beside_them(output: str) -> None:
    assert refuse_overlap(Path(output), Path("content"), Path("var")) is None
