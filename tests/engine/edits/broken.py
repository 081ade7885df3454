"""Edits that leave something that cannot be built."""

from __future__ import annotations

from random import Random

from tests.engine.edits.around import register
from tests.engine.edits.scene import Scene, kind, put, some_page, some_written
from tests.engine.edits.theme import mark
from tests.engine.edits.words import SLUGS, WRONG_FIELDS, WRONG_TEXTS


@kind
def break_field(scene: Scene, random: Random) -> None:
    path = some_written(scene, random)
    put(path, path.read_text("utf-8").replace("---\n", f"---\n{random.choice(WRONG_FIELDS)}\n", 1))


@kind
def break_text(scene: Scene, random: Random) -> None:
    path = some_written(scene, random)
    put(path, f"{path.read_text('utf-8')}\n{random.choice(WRONG_TEXTS)}\n")


@kind
def break_encoding(scene: Scene, random: Random) -> None:
    path = some_written(scene, random)
    path.write_bytes(path.read_bytes() + "\nblåbær\n".encode("latin-1"))


@kind
def break_fences(scene: Scene, random: Random) -> None:
    path = some_written(scene, random)
    put(path, path.read_text("utf-8").replace("---\n", "", 1))


@kind
def break_register(scene: Scene, random: Random) -> None:
    name = random.choice(["malgrupper", "emner", "utvalg", "skjer", "avvik", "horinger", "forside"])
    wrong = random.choice(["- {id: A}\n", "{", "bare tekst\n", "- {id: to, tittel: 13097248022}\n"])
    put(register(scene, name), wrong)


@kind
def break_structure(scene: Scene, random: Random) -> None:
    unit = random.choice(scene.units())
    place = random.choice(
        [
            "bortkommet.md",
            "sider/Stor Bokstav.md",
            "sider/mappe.md/a.md",
            "../sok/virksomhet.md",
            "../tom/a.txt",
        ]
    )
    put(unit / place, some_page(scene, random, "side"))


@kind
def break_file(scene: Scene, random: Random) -> None:
    """A national identity number in a file that is no page, or in a file's name."""
    unit = random.choice(scene.units())
    if random.random() < 0.5:
        put(unit / "filer/nummer.txt", "Ring 13097248022")
    else:
        put(unit / "filer/13097248022.txt", "Kart")


@kind
def break_address(scene: Scene, random: Random) -> None:
    """Two news items of one month with one name, or a translation into the same language."""
    one, other = (unit for unit in random.sample(scene.units(), 2))
    slug = random.choice(SLUGS)
    fields = "---\ntittel: Likt\ningress: Det samme igjen.\n"
    if random.random() < 0.5:
        for unit in (one, other):
            put(unit / "nyheter" / f"{slug}.md", f"{fields}dato: 2026-11-02\n---\n")
    else:
        page = f"{fields}oppdatert: 2026-11-02\noversetter: barnehage/opptak\n---\n"
        put(one / "sider" / f"{slug}.md", page)


@kind
def break_template(scene: Scene, random: Random) -> None:
    wrong = random.choice(
        ["{{ finnes_ikke }}", "{% if %}", '{% include "borte.html" %}', "{{ view.borte }}", ""]
    )
    path = random.choice(scene.templates())
    if wrong:
        mark(path, wrong)
    elif path.parent.name == "components":
        path.unlink()


@kind
def break_styles(scene: Scene, random: Random) -> None:
    order = scene.theme / "static/styles.txt"
    put(order, f"{order.read_text('utf-8')}\nborte.css\n")
