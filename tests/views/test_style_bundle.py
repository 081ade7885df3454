"""One style sheet whose name is its content's."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.model.errors import ContentError
from plugins.views.style_bundle import bundle_styles


def write(static: Path, **sheets: str) -> None:
    for name, css in sheets.items():
        path = static / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".css").write_text(css, "utf-8")


def test_the_sheets_come_in_the_order_that_is_listed(tmp_path: Path) -> None:
    write(tmp_path, a="a{}", b="b{}")
    (tmp_path / "styles.txt").write_text("# rekkefølgen\nb.css\n\na.css\n", "utf-8")
    assert bundle_styles(tmp_path).css == "b{}\na{}"


def test_the_name_changes_with_the_content_and_only_then(tmp_path: Path) -> None:
    write(tmp_path, a="a{}")
    (tmp_path / "styles.txt").write_text("a.css\n", "utf-8")
    first = bundle_styles(tmp_path)
    assert first.address == f"/static/{first.name}"
    assert bundle_styles(tmp_path) == first
    write(tmp_path, a="a{color:red}")
    assert bundle_styles(tmp_path).name != first.name


@pytest.mark.parametrize(
    ("written", "bundled"),
    [
        ("url(inter.woff2)", 'url("vendor/inter/inter.woff2")'),
        ("url('./f/a.woff2')", 'url("vendor/inter/f/a.woff2")'),
        ('url("../icons/a.svg")', 'url("vendor/icons/a.svg")'),
        ("url(/static/a.svg)", "url(/static/a.svg)"),
        ('url("data:image/svg+xml,a")', 'url("data:image/svg+xml,a")'),
        ("url(#mark)", "url(#mark)"),
    ],
)
def test_relative_addresses_still_lead_to_their_files(tmp_path: Path, written: str, bundled: str) -> None:
    write(tmp_path, vendor__inter__index=f"a{{src:{written}}}")
    (tmp_path / "styles.txt").write_text("vendor/inter/index.css", "utf-8")
    assert bundle_styles(tmp_path).css == f"a{{src:{bundled}}}"


def test_a_sheet_that_is_missing_is_told_by_line(tmp_path: Path) -> None:
    write(tmp_path, a="a{}")
    (tmp_path / "styles.txt").write_text("a.css\nb.css\nc.css\n", "utf-8")
    with pytest.raises(ContentError) as error:
        bundle_styles(tmp_path)
    assert [problem.line for problem in error.value.problems] == [2, 3]


def test_a_theme_without_styles_has_an_empty_bundle(tmp_path: Path) -> None:
    assert bundle_styles(tmp_path).css == ""
