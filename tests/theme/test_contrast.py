"""Every pair of tokens that meets on a page keeps its contrast, in light and in dark (WCAG 1.4.3, 1.4.11)."""

from __future__ import annotations

import re

import pytest

from tests.theme.samples import STATIC, TEMPLATES

TEXT = 4.5
LINE = 3.0

GROUNDS = ("ground", "ground-quiet")
TEXTS = ("text", "text-secondary", "link", "link-hover", "error", "open")
ALERT_GROUNDS = ("deviation-ground", "info-ground")
PAIRS = [
    *((text, ground, TEXT) for text in TEXTS for ground in GROUNDS),
    *(("text", ground, TEXT) for ground in (*ALERT_GROUNDS, "mark")),
    ("on-signal", "signal", TEXT),
    ("on-signal", "signal-hover", TEXT),
    ("on-crisis", "crisis-ground", TEXT),
    ("on-board", "board", TEXT),
    ("on-board-secondary", "board", TEXT),
    ("board-signal", "board", TEXT),
    ("board", "on-board", TEXT),
    *((line, "ground", LINE) for line in ("track", "rule", "field", "signal", "open", "focus")),
    ("board-rule", "board", LINE),
    ("on-board", "board", LINE),
    ("deviation-line", "deviation-ground", LINE),
    ("track", "info-ground", LINE),
    ("error", "ground-quiet", LINE),
    ("open", "ground-quiet", LINE),
    ("focus", "focus-halo", LINE),
]


def _tokens(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", css))


def _schemes() -> dict[str, dict[str, str]]:
    css = (STATIC / "tokens.css").read_text(encoding="utf-8")
    before, _, after = css.partition("@media (prefers-color-scheme: dark)")
    light = _tokens(before)
    return {"light": light, "dark": light | _tokens(after)}


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours as WCAG defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_a_pair_that_meets_on_a_page_keeps_its_contrast(
    front: str, back: str, least: float, scheme: str
) -> None:
    tokens = _schemes()[scheme]
    ratio = contrast(tokens[front], tokens[back])
    assert ratio >= least, f"{front} på {back} i {scheme}: {ratio:.2f}"


def test_every_colour_token_of_the_light_scheme_has_its_dark_fellow() -> None:
    css = (STATIC / "tokens.css").read_text(encoding="utf-8")
    before, _, after = css.partition("@media (prefers-color-scheme: dark)")
    assert _tokens(before).keys() == _tokens(after).keys()


def test_the_browsers_own_frame_takes_the_colour_of_the_ground() -> None:
    head = (TEMPLATES / "base.html").read_text(encoding="utf-8")
    for scheme, tokens in _schemes().items():
        assert f'content="{tokens["ground"]}" media="(prefers-color-scheme: {scheme})"' in head
