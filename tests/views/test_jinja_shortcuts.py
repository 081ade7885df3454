"""What the shortcuts render is what Jinja renders without them."""

from __future__ import annotations

from typing import Any

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from plugins.views.jinja_shortcuts import ShortEnvironment, escaped
from plugins.views.rendering import JINJA_OPTIONS

TEMPLATES = {
    "macros": """
        {% macro tag(name, text="", mark=none) %}<{{ name }}>{{ text }}{{ mark }}</{{ name }}>{% endmacro %}
        {% macro around(text) %}{{ caller() }}{{ text }}{{ varargs }}{{ kwargs }}{% endmacro %}""",
    "base": "{% from 'macros' import tag %}{% block main %}{% endblock %}{{ tag('p', mark=w.title) }}",
    "page": """
        {% extends "base" %}{% from "macros" import tag, around %}
        {% block main %}
        {% for text in texts %}{{ tag("b", text) }}{{ loop.index }}{{ text }}{{ text | safe }}{% endfor %}
        {% call around(w.title, 1, two=2) %}{{ tag("i", w.items is mapping) }}{% endcall %}
        {{ w.title }}{{ w["title"] }}{{ w.values() | list }}{{ when.year }}{{ none }}{{ true }}{{ 1.5 }}
        {{ w.inner.day.year }}{{ w.inner.title.upper() }}
        {{ w.inner.none is defined }}{{ when.none is defined }}
        {% autoescape false %}{{ w.title }}{{ tag("u", w.title) }}{% endautoescape %}
        {% endblock %}""",
    "greeting": "{% macro greet(name) %}{{ hilsen }} {{ name }}{% endmacro %}",
    "silent": "{% from 'greeting' import greet %}",
    "greeter": "{% from 'greeting' import greet %}{{ greet('deg') }}",
    "other greeter": "{% from 'greeting' import greet %}{{ greet('alle') }}",
    "missing": "{{ w.nothing }}",
    "too many": "{% from 'macros' import tag %}{{ tag('b', 'c', none, 'd') }}",
    "too few": "{% from 'macros' import tag %}{{ tag() }}",
    "unknown": "{% from 'macros' import tag %}{{ tag('b', nothing='d') }}",
    "missing of value": "{{ when.nothing }}",
}


def rendered(kind: type[jinja2.Environment], name: str, **given: Any) -> str:
    environment = kind(loader=jinja2.DictLoader(TEMPLATES), auto_reload=False, **JINJA_OPTIONS)
    return "".join(environment.get_template(name).render(**given) for _ in range(2))


@given(
    st.lists(st.text(alphabet="ab<>&\"' å", max_size=9), max_size=4),
    st.text(alphabet="<&a", max_size=5),
    st.dates(),
)
def test_pages_are_the_same(texts: list[str], title: str, when: Any) -> None:
    w = {"title": title, "items": "x", "values": "y", "inner": {"title": title, "day": when}}
    given = {"texts": [*texts, Markup("<b>")], "w": w, "when": when}
    assert rendered(ShortEnvironment, "page", **given) == rendered(jinja2.Environment, "page", **given)


@given(st.text() | st.integers() | st.none() | st.text().map(Markup))
def test_what_is_written_out_is_escaped(value: object) -> None:
    assert escaped(value) == escape(value)


@pytest.mark.parametrize("name", ["missing", "missing of value"])
def test_what_is_not_there_stops_the_page(name: str) -> None:
    with pytest.raises(jinja2.UndefinedError, match="nothing"):
        rendered(ShortEnvironment, name, w={}, when=1)


@pytest.mark.parametrize("name", ["too many", "too few", "unknown"])
def test_a_macro_refuses_what_it_does_not_take(name: str) -> None:
    told = []
    for kind in (ShortEnvironment, jinja2.Environment):
        with pytest.raises((TypeError, jinja2.UndefinedError)) as error:
            rendered(kind, name)
        told.append(str(error.value))
    assert told[0] == told[1]


@pytest.mark.parametrize("kind", [ShortEnvironment, jinja2.Environment])
def test_an_import_knows_the_names_that_its_template_was_given(kind: type[jinja2.Environment]) -> None:
    environment = kind(loader=jinja2.DictLoader(TEMPLATES), auto_reload=False, **JINJA_OPTIONS)
    assert environment.get_template("silent").render() == ""
    assert environment.get_template("greeter", globals={"hilsen": "Hei"}).render() == "Hei deg"
    assert environment.get_template("other greeter", globals={"hilsen": "Hallo"}).render() == "Hallo alle"


def test_a_changed_template_is_followed_where_changes_are() -> None:
    templates = {"a": "en"}
    environment = ShortEnvironment(loader=jinja2.DictLoader(templates), **JINJA_OPTIONS)
    assert environment.get_template("a").render() == "en"
    templates["a"] = "to"
    assert environment.get_template("a").render() == "to"
