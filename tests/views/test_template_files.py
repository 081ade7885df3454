"""What a template is made of, and what it expects."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.views.template_files import template_closure, undeclared

TEMPLATES = Path(__file__).resolve().parents[2] / "theme" / "templates"
PAGES = sorted(file.name for file in TEMPLATES.glob("*.html") if file.stem not in {"base", "words"})


def _write(folder: Path, **files: str) -> Path:
    for name, source in files.items():
        (folder / f"{name}.html").write_text(source, encoding="utf-8")
    return folder


def test_every_way_to_use_a_file_is_followed(tmp_path: Path) -> None:
    _write(
        tmp_path,
        page='{% extends "base.html" %}{% from "a.html" import a %}'
        '{% block b %}{% include "b.html" %}{% endblock %}',
        base='{% import "c.html" as c %}{% remember d from "d.html" %}',
        a="{% macro a() %}{% endmacro %}",
        b='{% if x %}{% include ["e.html", "a.html"] %}{% endif %}',
        c="", d="{% macro d() %}{% endmacro %}", e="", f="ikke brukt",
    )  # fmt: skip
    assert template_closure(tmp_path, "page.html")[0] == "page.html"
    assert set(template_closure(tmp_path, "page.html")) == {
        f"{stem}.html" for stem in ("page", "base", "a", "b", "c", "d", "e")
    }


def test_files_that_use_each_other_are_no_endless_task(tmp_path: Path) -> None:
    _write(tmp_path, a='{% import "b.html" as b %}', b='{% import "a.html" as a %}')
    assert template_closure(tmp_path, "a.html") == ("a.html", "b.html")


def test_a_file_that_is_missing_or_cannot_be_read_is_one_of_those_used(tmp_path: Path) -> None:
    _write(tmp_path, page='{% include "away.html" %}{% include "wrong.html" %}', wrong="{% if %}")
    assert template_closure(tmp_path, "page.html") == ("page.html", "away.html", "wrong.html")


def test_a_name_that_is_worked_out_is_refused_where_it_stands(tmp_path: Path) -> None:
    _write(tmp_path, page='{% include "part.html" %}', part="{% include view.template %}")
    with pytest.raises(ValueError, match=r"part\.html"):
        template_closure(tmp_path, "page.html")


def test_what_is_expected_is_what_nothing_declares(tmp_path: Path) -> None:
    _write(
        tmp_path,
        base="{% set w = meta.w %}{% block main %}{% endblock %}",
        page='{% extends "base.html" %}{% from "part.html" import part as p %}{% set a, b = view %}'
        "{% macro own(x) %}{{ x }}{% endmacro %}"
        "{% block main %}{{ w }}{{ a }}{{ b }}{{ p(1) }}{{ own(2) }}{{ veiw }}{{ range(2) }}{% endblock %}",
        part="{% macro part(y) %}{{ y | upper }}{{ w }}{% endmacro %}",
    )
    # «w» is known to the blocks of the page, not to an import.
    assert undeclared(tmp_path, "page.html") == {"meta", "view", "veiw", "w"}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_expects_nothing_but_the_frame_its_meta_and_its_view(name: str) -> None:
    assert undeclared(TEMPLATES, name) <= {"frame", "meta", "view"}
