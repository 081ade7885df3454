"""A macro that is remembered makes the same thing once, and never lets one page's content into another."""

from __future__ import annotations

import os
from pathlib import Path

import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from plugins.views import remember
from plugins.views.rendering import environment


def _environment(folder: Path, **files: str) -> jinja2.Environment:
    for name, source in files.items():
        (folder / f"{name}.html").write_text(source, encoding="utf-8")
    return environment(folder)


PAGE = '{% remember part from "part.html" %}{{ part(frame, here) }}'


class Counted(dict[str, str]):
    """A frame that counts how often it is read."""

    reads = 0

    def __getitem__(self, key: str) -> str:
        self.reads += 1
        return super().__getitem__(key)


def test_the_same_arguments_are_rendered_once(tmp_path: Path) -> None:
    env = _environment(
        tmp_path, page=PAGE, part='{% macro part(frame, here) %}{{ frame["n"] }} {{ here }}{% endmacro %}'
    )
    frame = Counted(n="A")
    made = [env.get_template("page.html").render(frame=frame, here=here) for here in ("x", "y", "x", "y")]
    assert made == ["A x", "A y", "A x", "A y"]
    assert frame.reads == 2


def test_an_equal_frame_is_another_frame(tmp_path: Path) -> None:
    env = _environment(tmp_path, page=PAGE, part="{% macro part(frame, here) %}{{ frame.n }}{% endmacro %}")
    first, second = {"n": "A"}, {"n": "A"}
    page = env.get_template("page.html")
    assert page.render(frame=first, here="") == page.render(frame=second, here="") == "A"
    second["n"] = "B"
    assert page.render(frame={"n": "B"}, here="") == "B"


def test_the_page_around_is_out_of_reach(tmp_path: Path) -> None:
    env = _environment(tmp_path, page=PAGE, part="{% macro part(frame, here) %}{{ view }}{% endmacro %}")
    with pytest.raises(jinja2.UndefinedError, match="view"):
        env.get_template("page.html").render(frame={}, here="", view="hemmelig")


def test_the_page_around_is_out_of_reach_from_a_block_too(tmp_path: Path) -> None:
    env = _environment(
        tmp_path,
        base=PAGE + "{% block main %}{% endblock %}",
        page='{% extends "base.html" %}{% set here = view %}'
        '{% block main %}{% remember part from "part.html" %}{{ part(frame, "i") }}{% endblock %}',
        part="{% macro part(frame, here) %}[{{ here }}{{ view is defined }}]{% endmacro %}",
    )
    page = env.get_template("page.html")
    assert page.render(frame={}, view="A") == "[AFalse][iFalse]"
    assert page.render(frame={}, view="B") == "[BFalse][iFalse]"


def test_a_text_that_is_markup_is_not_taken_for_one_that_is_not(tmp_path: Path) -> None:
    env = _environment(tmp_path, page=PAGE, part="{% macro part(frame, here) %}{{ here }}{% endmacro %}")
    page = env.get_template("page.html")
    for _ in range(2):
        assert page.render(frame={}, here=Markup("<b>")) == "<b>"
        assert page.render(frame={}, here="<b>") == "&lt;b&gt;"


def test_a_number_is_not_taken_for_a_truth_value(tmp_path: Path) -> None:
    env = _environment(tmp_path, page=PAGE, part="{% macro part(frame, here) %}{{ here }}{% endmacro %}")
    page = env.get_template("page.html")
    assert [page.render(frame={}, here=value) for value in (True, 1, 1.0, False, 0, "", None)] == [
        "True", "1", "1.0", "False", "0", "", "None",
    ]  # fmt: skip


def test_a_changed_template_forgets(tmp_path: Path) -> None:
    frame = {"n": "A"}
    env = _environment(
        tmp_path, page=PAGE, part="{% macro part(frame, here) %}en {{ frame.n }}{% endmacro %}"
    )
    assert env.get_template("page.html").render(frame=frame, here="") == "en A"
    (tmp_path / "part.html").write_text("{% macro part(frame, here) %}to {{ frame.n }}{% endmacro %}")
    os.utime(tmp_path / "part.html", (0, 0))
    assert env.get_template("page.html").render(frame=frame, here="") == "to A"


def test_no_more_is_kept_than_is_allowed() -> None:
    made = remember.Remembering(Markup)
    for number in range(3 * remember.MOST):
        assert made(str(number)) == str(number)
    assert len(made._made) <= remember.MOST


def test_an_argument_is_held_on_to_so_that_no_other_takes_its_place() -> None:
    made = remember.Remembering(lambda frame: Markup(frame["n"]))
    assert [made({"n": str(number)}) for number in range(1000)] == [str(number) for number in range(1000)]


@pytest.mark.parametrize(
    "tag", ["{% remember part %}", "{% remember part from part %}", '{% remember "a" from "part.html" %}']
)
def test_a_tag_that_is_written_wrong_is_refused_where_it_stands(tmp_path: Path, tag: str) -> None:
    env = _environment(tmp_path, page="\n" + tag, part="")
    with pytest.raises(jinja2.TemplateSyntaxError) as refused:
        env.get_template("page.html")
    assert refused.value.lineno == 2


def test_a_macro_that_is_not_there_stops_the_page(tmp_path: Path) -> None:
    env = _environment(tmp_path, page=PAGE, part="")
    with pytest.raises(jinja2.UndefinedError, match="part"):
        env.get_template("page.html").render(frame={}, here="")


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from(("", "/", "/a/", "<b>"))), max_size=12))
def test_no_order_of_pages_changes_any_of_them(
    tmp_path_factory: pytest.TempPathFactory, pages: list[tuple[int, str]]
) -> None:
    folder = tmp_path_factory.mktemp("maler")
    env = _environment(
        folder, page=PAGE, part="{% macro part(frame, here) %}{{ frame.n }}|{{ here }}{% endmacro %}"
    )
    frames = [{"n": "A"}, {"n": "B"}, {"n": "A"}]
    for which, here in pages:
        alone = environment(folder).get_template("page.html").render(frame=frames[which], here=here)
        assert env.get_template("page.html").render(frame=frames[which], here=here) == alone
