"""The components' own examples: ``theme/templates/components/<stem>.yaml``.

A file is a list of ``{name, args}``, where ``args`` are the macro's arguments. A tag such as ``!ContactCard``
builds that view type, so that an example which no longer fits its type fails.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
import msgspec
import yaml

from plugins.views import archive, content, frame, hearing_views, insight, politics, search
from plugins.views.frame import Meta, View
from plugins.views.rendering import environment
from tests.theme.samples import TEMPLATES
from tests.theme.samples_frame import FRAME

COMPONENTS = TEMPLATES / "components"
STEMS = sorted(file.stem for file in COMPONENTS.glob("*.html"))


class _Loader(yaml.SafeLoader):
    """YAML with a tag for each view type."""


def _view(loader: yaml.SafeLoader, name: str, node: yaml.Node) -> View:
    assert isinstance(node, yaml.MappingNode), f"!{name} må være en samling nøkler"
    kind = next(
        getattr(module, name)
        for module in (frame, content, archive, politics, hearing_views, search, insight)
        if hasattr(module, name)
    )
    built: View = msgspec.convert(loader.construct_mapping(node, deep=True), kind)
    return built


_Loader.add_multi_constructor("!", _view)


@dataclass(frozen=True)
class Example:
    """One example of a component, and what it looks like."""

    stem: str
    name: str
    html: str


def load(file: Path) -> list[dict[str, Any]]:
    """The raw examples of one component."""
    loaded: list[dict[str, Any]] = yaml.load(file.read_text(encoding="utf-8"), _Loader)
    return loaded


def examples(stem: str, language: str = "nb") -> list[Example]:
    """The examples of one component, rendered with the words of ``language``."""
    env = environment(TEMPLATES)
    macro = getattr(env.get_template(f"components/{stem}.html").module, stem)
    words = _words(env)[language]
    given = {"w": words} if "w" in macro.arguments else {}
    return [
        Example(stem=stem, name=raw["name"], html=str(macro(**raw["args"], **given)))
        for raw in load(COMPONENTS / f"{stem}.yaml")
    ]


def _words(env: jinja2.Environment) -> dict[str, dict[str, Any]]:
    words: dict[str, dict[str, Any]] = getattr(env.get_template("words.html").module, "words")  # noqa: B009
    return words


def interface_words() -> dict[str, dict[str, Any]]:
    """The words of the interface, by language."""
    return _words(environment(TEMPLATES))


class ShownExample(View):
    """An example on the component page."""

    name: str
    html: str


class ShownComponent(View):
    """A component on the component page."""

    stem: str
    examples: tuple[ShownExample, ...]


class ComponentPage(View):
    """``komponenter.html``."""

    title: str
    components: tuple[ShownComponent, ...]


def component_page() -> str:
    """Every component with its examples on one page, for whoever works on the looks."""
    view = ComponentPage(
        title="Komponenter",
        components=tuple(
            ShownComponent(
                stem=stem,
                examples=tuple(ShownExample(name=shown.name, html=shown.html) for shown in examples(stem)),
            )
            for stem in STEMS
        ),
    )
    meta = Meta(
        title=view.title, description="Alle komponentene i temaet.", path="/komponenter/", noindex=True
    )
    template = environment(TEMPLATES).get_template("komponenter.html")
    return template.render(frame=FRAME, meta=meta, view=view)
