"""What an edit may change, how edits are told, and what they are made with.

An edit is a kind and a number; the number decides all that the kind leaves open. So a sequence of edits can
be drawn, made smaller and written down.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random

from plugins.source.folder import kind_of
from tests.engine.edits.words import DAYS, FIELDS, PARTS, SLUGS, UNITS
from tests.town_builder import NOW

Edit = tuple[str, int]


@dataclass
class Scene:
    """All that an edit may change.

    ``next_change`` is what the last build said of the clock; ``kill_at`` is the step that a build of the next
    edit is first killed at.
    """

    content: Path
    theme: Path
    output: Path
    state: Path
    now: datetime = NOW
    settings: dict[str, object] = field(default_factory=dict)
    next_change: datetime | None = None
    kill_at: int | None = None

    def remembers(self) -> bool:
        """Whether there is a last build to build upon."""
        return (self.state / "bygg/husket.db").exists()

    def units(self) -> list[Path]:
        return sorted(p.parent for p in self.content.glob("*/virksomhet.md"))

    def written(self, *kinds: str) -> list[Path]:
        """Pages, news and units, those of ``kinds``."""
        found = (p for p in self.content.rglob("*.md") if p.parent.parent.name != "filer")
        return sorted(p for p in found if kind_of(self.place(p)) in kinds)

    def place(self, path: Path) -> str:
        return path.relative_to(self.content).as_posix()

    def templates(self) -> list[Path]:
        return sorted((self.theme / "templates").rglob("*.html"))


Kind = Callable[[Scene, Random], None]
KINDS: dict[str, Kind] = {}


def kind(made: Kind) -> Kind:
    """Let edits be of this kind."""
    KINDS[made.__name__] = made
    return made


def apply(edit: Edit, scene: Scene) -> None:
    """Make an edit."""
    name, number = edit
    KINDS[name](scene, Random(f"{name} {number}"))


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def some_text(scene: Scene, random: Random) -> str:
    """A text with parts and links between files, also to files that may come later or never."""
    targets = [scene.place(p) for p in scene.written("side", "nyhet", "virksomhet")]
    targets += [f"{unit}/sider/{slug}.md" for unit in UNITS for slug in SLUGS]
    links = [f"[Se her](../../{random.choice(targets)}{random.choice(['', '#frist'])})" for _ in range(2)]
    return "\n\n".join([*random.sample(PARTS, random.randint(0, 3)), *random.sample(links, 1)]) + "\n"


def some_page(scene: Scene, random: Random, kind: str) -> str:
    title, day = random.choice(FIELDS["side"]["tittel"]), random.choice(DAYS)
    dated = "dato" if kind == "nyhet" else "oppdatert"
    fields = f"tittel: {title}\ningress: En ingress for prøven.\n{dated}: {day}\n"
    if kind == "side" and (subjects := random.choice(FIELDS["side"]["emner"])):
        fields += f"emner: {subjects}\n"
    return f"---\n{fields}---\n{some_text(scene, random)}"


def with_field(text: str, key: str, value: str | None) -> str:
    """The file's text with one of its fields set anew, or taken away."""
    _, fields, body = text.split("---\n", 2)
    kept: list[str] = []
    dropping = False
    for line in fields.splitlines(keepends=True):
        dropping = line.startswith(f"{key}:") or (dropping and line.startswith(" "))
        kept += [] if dropping else [line]
    kept += [f"{key}: {value}\n"] if value is not None else []
    return f"---\n{''.join(kept)}---\n{body}"


def set_field(path: Path, key: str, value: str | None) -> None:
    path.write_text(with_field(path.read_text("utf-8"), key, value), "utf-8")


def some_written(scene: Scene, random: Random) -> Path:
    return random.choice(scene.written("side", "nyhet", "virksomhet"))
