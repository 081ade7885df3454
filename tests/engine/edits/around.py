"""Edits of what all units share: registers, deliveries, settings and the clock."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from plugins.model.clock import in_oslo
from tests.engine.edits.scene import Scene, kind, put
from tests.engine.edits.words import FRONT, MOMENTS, REGISTERS, SETTINGS
from tests.town_builder import TOWN

DELIVERIES = sorted((Path(__file__).parents[1] / "fixtures/leveranser").iterdir())
"""Names that expire, entries without a date, meetings, changes, a file that is refused, quarantine."""


def register(scene: Scene, name: str) -> Path:
    return scene.content / "data" / f"{name}.yaml"


def entries(path: Path) -> list[str]:
    """The entries of a register, as they stand there."""
    text = path.read_text("utf-8") if path.is_file() else ""
    return [f"- {entry}" for entry in ("\n" + text).split("\n- ")[1:]]


def put_entries(path: Path, listed: list[str]) -> None:
    put(path, "".join(f"{entry.rstrip()}\n" for entry in listed))


@kind
def add_entry(scene: Scene, random: Random) -> None:
    name = random.choice(sorted(REGISTERS))
    path, entry = register(scene, name), random.choice(REGISTERS[name])
    key = entry[: entry.index(",")]
    kept = [one for one in entries(path) if key not in one]
    put_entries(path, [*kept, entry] if random.random() < 0.5 else [entry, *kept])


@kind
def remove_entry(scene: Scene, random: Random) -> None:
    path = register(scene, random.choice(["utvalg", "skjer", "avvik", "horinger", "malgrupper", "emner"]))
    if listed := entries(path):
        listed.remove(random.choice(listed))
        put_entries(path, listed)


@kind
def turn_entries(scene: Scene, random: Random) -> None:
    path = register(scene, random.choice(sorted(REGISTERS)))
    if path.is_file():
        put_entries(path, entries(path)[::-1])


@kind
def change_front(scene: Scene, random: Random) -> None:
    put(register(scene, "forside"), random.choice(FRONT))


@kind
def remove_or_restore_register(scene: Scene, random: Random) -> None:
    name = random.choice([*REGISTERS, "forside"])
    if register(scene, name).is_file():
        register(scene, name).unlink()
    else:
        shutil.copyfile(TOWN / "data" / f"{name}.yaml", register(scene, name))


@kind
def deliver(scene: Scene, random: Random) -> None:
    folder = scene.content / "data/leveranser"
    folder.mkdir(exist_ok=True)
    shutil.copy(random.choice(DELIVERIES), folder)


@kind
def remove_delivery(scene: Scene, random: Random) -> None:
    if found := sorted((scene.content / "data/leveranser").glob("*.xml")):
        random.choice(found).unlink()


@kind
def set_clock(scene: Scene, random: Random) -> None:
    scene.now = in_oslo(datetime.fromisoformat(random.choice(MOMENTS)))


@kind
def wait_a_little(scene: Scene, random: Random) -> None:
    scene.now += timedelta(minutes=random.choice([1, 60, 60 * 24, 60 * 24 * 30]))


@kind
def wait_until_just_before_next_change(scene: Scene, random: Random) -> None:
    scene.now = scene.next_change - timedelta(microseconds=1) if scene.next_change else scene.now


@kind
def wait_for_next_change(scene: Scene, random: Random) -> None:
    scene.now = scene.next_change or scene.now


@kind
def kill_next_build(scene: Scene, random: Random) -> None:
    scene.kill_at = random.randint(0, 80)


@kind
def set_setting(scene: Scene, random: Random) -> None:
    name, value = random.choice(SETTINGS)
    scene.settings = {**scene.settings, name: value} if random.random() < 0.8 else {}
