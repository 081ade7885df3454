"""A component is a macro, a style sheet and examples, all of one stem."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.theme.examples import COMPONENTS, STEMS, component_page, examples, interface_words
from tests.theme.samples import STATIC

STYLES = STATIC / "components"


@pytest.mark.parametrize("stem", STEMS)
def test_a_component_has_macro_style_and_examples_of_one_stem(stem: str) -> None:
    assert (COMPONENTS / f"{stem}.html").read_text(encoding="utf-8").count(f"{{% macro {stem}(") == 1
    assert (COMPONENTS / f"{stem}.yaml").is_file()
    assert (STYLES / f"{stem}.css").is_file()


def test_no_style_or_example_is_left_without_its_component() -> None:
    assert {file.stem for file in STYLES.glob("*.css")} == set(STEMS)
    assert {file.stem for file in COMPONENTS.glob("*.yaml")} == set(STEMS)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("stem", STEMS)
def test_every_example_renders_in_every_language(stem: str, language: str) -> None:
    shown = examples(stem, language)
    assert shown
    assert all(example.html.strip() for example in shown)


def test_the_component_page_shows_every_component() -> None:
    html = component_page()
    assert all(f"<h2>{stem}</h2>" in html for stem in STEMS)


def test_the_three_languages_have_the_same_words() -> None:
    words = interface_words()
    assert set(words) == {"nb", "nn", "en"}
    assert words["nn"].keys() == words["nb"].keys() == words["en"].keys()


def test_every_style_sheet_is_bundled_once_and_exists() -> None:
    names = (STATIC / "styles.txt").read_text(encoding="utf-8").split()
    assert len(names) == len(set(names))
    assert all((STATIC / name).is_file() for name in names)
    assert {f"components/{stem}.css" for stem in STEMS} <= set(names)


def _own_sheets() -> list[Path]:
    return [file for file in STATIC.rglob("*.css") if "vendor" not in file.parts]


@pytest.mark.parametrize("file", _own_sheets(), ids=lambda file: file.name)
def test_only_the_tokens_and_the_print_sheet_name_colours(file: Path) -> None:
    css = file.read_text(encoding="utf-8")
    if file.name in {"tokens.css", "print.css"}:
        return
    rules = [line for line in css.splitlines() if line.startswith("  ")]
    assert not [line for line in rules if "#" in line or "rgb" in line]


@pytest.mark.parametrize("file", _own_sheets(), ids=lambda file: file.name)
def test_type_comes_in_the_five_sizes_and_no_others(file: Path) -> None:
    sizes = [
        line.split(":", 1)[1].strip(" ;")
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.strip().startswith("font-size:")
    ]
    assert all(size.startswith("var(--type-") for size in sizes), sizes
