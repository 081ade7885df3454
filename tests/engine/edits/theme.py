"""Edits of the theme, and of what lies in the output."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

from plugins.engine.configuration import ROOT
from tests.engine.edits.scene import Scene, kind, put

THEME = ROOT / "theme"


def copy_of_theme(folder: Path) -> Path:
    """A copy of the theme that a test may change."""
    for part in ("templates", "static"):
        shutil.copytree(THEME / part, folder / part)
    return folder


def mark(path: Path, markup: str) -> None:
    """Put ``markup`` before the first end tag of a template."""
    path.write_text(path.read_text("utf-8").replace("</", f"{markup}</", 1), "utf-8")


@kind
def change_template(scene: Scene, random: Random) -> None:
    mark(random.choice(scene.templates()), f"<!-- {random.randint(0, 9)} -->")


@kind
def comment_template(scene: Scene, random: Random) -> None:
    """Nothing of this reaches a page."""
    mark(random.choice(scene.templates()), "{# husk #}")


@kind
def include_template(scene: Scene, random: Random) -> None:
    put(scene.theme / "templates/components/ny.html", f"<!-- ny {random.randint(0, 9)} -->")
    base = scene.theme / "templates" / random.choice(["base.html", "side.html", "nyhet.html"])
    if "ny.html" not in base.read_text("utf-8"):
        mark(base, '{% include "components/ny.html" %}')


@kind
def restore_template(scene: Scene, random: Random) -> None:
    path = random.choice(scene.templates())
    original = THEME / path.relative_to(scene.theme)
    if original.is_file():
        shutil.copy2(original, path)


@kind
def change_style(scene: Scene, random: Random) -> None:
    path = random.choice(sorted((scene.theme / "static").rglob("*.css")))
    path.write_text(
        f"{path.read_text('utf-8')}\n.ny {{ color: url(a{random.randint(0, 9)}.png) }}\n", "utf-8"
    )


@kind
def leave_out_style(scene: Scene, random: Random) -> None:
    order = scene.theme / "static/styles.txt"
    lines = order.read_text("utf-8").splitlines()
    lines.remove(random.choice(lines))
    put(order, "\n".join(lines))


@kind
def put_static(scene: Scene, random: Random) -> None:
    place = random.choice(["ny.txt", "ikoner/ny.svg", ".skjult", "favicon.svg"])
    path = scene.theme / "static" / place
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"fil %d" % random.randint(0, 3))


@kind
def delete_static(scene: Scene, random: Random) -> None:
    found = [scene.theme / "static" / place for place in ("ny.txt", "ikoner/ny.svg", "favicon.svg")]
    if found := [path for path in found if path.is_file()]:
        random.choice(found).unlink()


@kind
def lose_output(scene: Scene, random: Random) -> None:
    shutil.rmtree(random.choice([scene.output, scene.state / "dokumenter"]), ignore_errors=True)


@kind
def lose_memory(scene: Scene, random: Random) -> None:
    """All that is known of the last build, but the site that it left."""
    shutil.rmtree(scene.state / "bygg", ignore_errors=True)


@kind
def damage_output(scene: Scene, random: Random) -> None:
    """Somebody else changes a file of the site, or takes it away."""
    places = sorted(p for p in scene.output.rglob("*") if p.is_file())
    places += sorted((scene.state / "dokumenter").rglob("*.json*"))
    if not places:
        return
    path = random.choice(places)
    if random.random() < 0.5:
        path.unlink()
    else:
        path.write_bytes(path.read_bytes() + b"skade")


OF_THE_SITE = frozenset({"lose_output", "lose_memory", "damage_output"})
"""The kinds of edits of what a build has put in place."""
