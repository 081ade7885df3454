"""Edits of what units write: texts, fields, files and folders."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from random import Random

from plugins.source.folder import kind_of
from tests.engine.edits.scene import (
    Scene,
    kind,
    put,
    set_field,
    some_page,
    some_text,
    some_written,
    with_field,
)
from tests.engine.edits.words import DAYS, FIELDS, PARTS, SLUGS, UNITS
from tests.town_builder import TOWN


@kind
def change_text(scene: Scene, random: Random) -> None:
    path = some_written(scene, random)
    fields = path.read_text("utf-8").split("---\n", 2)[1]
    put(path, f"---\n{fields}---\n{some_text(scene, random)}")


@kind
def add_to_text(scene: Scene, random: Random) -> None:
    path = some_written(scene, random)
    path.write_text(f"{path.read_text('utf-8')}\n{random.choice(PARTS)}\n", "utf-8")


@kind
def change_text_unseen(scene: Scene, random: Random) -> None:
    """Another text of the same length, written into the same file, with the time set back."""
    path = some_written(scene, random)
    before, text = path.stat(), path.read_text("utf-8")
    path.write_text(text[:-4] + text[-4:].swapcase(), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@kind
def change_field(scene: Scene, random: Random) -> None:
    path = some_written(scene, random)
    key, values = random.choice(sorted(FIELDS[kind_of(scene.place(path))].items()))
    set_field(path, key, random.choice(values))


@kind
def change_window(scene: Scene, random: Random) -> None:
    path, key = some_written(scene, random), random.choice(["publiseres_fra", "gyldig_til", "status"])
    set_field(path, key, random.choice(FIELDS["side"][key]))


@kind
def change_title(scene: Scene, random: Random) -> None:
    set_field(some_written(scene, random), "tittel", random.choice(FIELDS["side"]["tittel"]))


@kind
def change_news_day(scene: Scene, random: Random) -> None:
    if news := scene.written("nyhet"):
        set_field(random.choice(news), "dato", random.choice(DAYS))


@kind
def add_page(scene: Scene, random: Random) -> None:
    place = f"{random.choice(scene.units()).name}/sider/{random.choice(SLUGS)}.md"
    put(scene.content / place, some_page(scene, random, "side"))


@kind
def add_news(scene: Scene, random: Random) -> None:
    place = f"{random.choice(scene.units()).name}/nyheter/{random.choice(SLUGS)}.md"
    put(scene.content / place, some_page(scene, random, "nyhet"))


@kind
def add_translation(scene: Scene, random: Random) -> None:
    original = random.choice(scene.written("side"))
    text = with_field(some_page(scene, random, "side"), "sprak", random.choice(["en", "nn"]))
    name = f"{original.parent.parent.name}/{original.stem}"
    unit = random.choice(scene.units()).name
    put(scene.content / unit / "sider/oversatt.md", with_field(text, "oversetter", name))


@kind
def add_unit(scene: Scene, random: Random) -> None:
    unit = scene.content / random.choice(UNITS)
    put(unit / "virksomhet.md", some_page(scene, random, "virksomhet"))
    put(unit / "sider" / f"{random.choice(SLUGS)}.md", some_page(scene, random, "side"))


@kind
def rename_file(scene: Scene, random: Random) -> None:
    path = random.choice(scene.written("side", "nyhet"))
    path.replace(path.with_name(f"{random.choice(SLUGS)}.md"))


@kind
def move_file(scene: Scene, random: Random) -> None:
    path, unit = random.choice(scene.written("side", "nyhet")), random.choice(scene.units())
    (unit / path.parent.name).mkdir(exist_ok=True)
    path.replace(unit / path.parent.name / path.name)


@kind
def delete_file(scene: Scene, random: Random) -> None:
    random.choice(scene.written("side", "nyhet")).unlink()


@kind
def rename_unit(scene: Scene, random: Random) -> None:
    target = scene.content / random.choice(UNITS)
    if not target.exists():
        random.choice(scene.units()).replace(target)


@kind
def delete_unit(scene: Scene, random: Random) -> None:
    if len(units := scene.units()) > 2:
        shutil.rmtree(random.choice(units))


@kind
def put_picture_or_file(scene: Scene, random: Random) -> None:
    unit = random.choice(scene.units())
    place = random.choice(
        ["bilder/nytt.jpg", "bilder/brua.png", "filer/kart.txt", "filer/dypt/a.pdf", "bilder/x.svg"]
    )
    if not (unit / place).is_dir():
        (unit / place).parent.mkdir(parents=True, exist_ok=True)
        (unit / place).write_bytes(b"innhold %d" % random.randint(0, 3))


@kind
def turn_file_into_folder(scene: Scene, random: Random) -> None:
    """What was a published file becomes a folder of one, or the other way round."""
    path = random.choice(scene.units()) / "filer/kart.txt"
    if path.is_dir():
        shutil.rmtree(path)
        path.write_bytes(b"en fil")
    else:
        path.unlink(missing_ok=True)
        path.mkdir(parents=True)
        (path / "kart.txt").write_bytes(b"i en mappe")


def published(scene: Scene) -> list[Path]:
    found = [p for name in ("bilder", "filer") for p in sorted(scene.content.glob(f"*/{name}/**/*"))]
    return [path for path in found if path.is_file()]


@kind
def delete_picture_or_file(scene: Scene, random: Random) -> None:
    if found := published(scene):
        random.choice(found).unlink()


@kind
def link_to_elsewhere(scene: Scene, random: Random) -> None:
    """A published file becomes a link, out of the content or within it; what leads out is not published."""
    path = random.choice([*published(scene), random.choice(scene.units()) / "bilder/nytt.jpg"])
    inside = scene.content / "utenfor.png" if random.random() < 0.3 else scene.content.parent / "utenfor.png"
    inside.write_bytes(b"utenfor")
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to(inside)


@kind
def save_again(scene: Scene, random: Random) -> None:
    """The same text, as another program saves it: a new file, other line ends, a mark first, an old time."""
    path = some_written(scene, random)
    text = path.read_text("utf-8")
    raw = random.choice([text, text.replace("\n", "\r\n"), f"\ufeff{text}"]).encode()
    path.with_suffix(".ny").write_bytes(raw)
    path.with_suffix(".ny").replace(path)
    os.utime(path, (1_600_000_000, 1_600_000_000))


@kind
def restore_file(scene: Scene, random: Random) -> None:
    """A file as it was in the beginning, with the time it had then."""
    path = random.choice(sorted(p for p in TOWN.rglob("*") if p.is_file()))
    target = scene.content / path.relative_to(TOWN)
    if not target.is_dir():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        shutil.copy2(path, target)


@kind
def restore_everything(scene: Scene, random: Random) -> None:
    shutil.rmtree(scene.content)
    shutil.copytree(TOWN, scene.content)
