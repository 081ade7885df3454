"""Elements of XML as records: values, parts, and texts with mark-up in them."""

from __future__ import annotations

from xml.parsers import expat

import pytest

from plugins.importers.delivery import RefusedError
from plugins.importers.elements import Assembler
from plugins.importers.node import Node


def records(text: str, watched: str = "post") -> list[Node]:
    """The watched elements of a text, as they end."""
    found: list[Node] = []
    names = frozenset(watched.split())
    assembler = Assembler(names, names, lambda _name, _node: None, lambda _name, node: found.append(node))
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = assembler.start, assembler.end
    parser.CharacterDataHandler = assembler.texts.append
    parser.Parse(text, True)
    return found


def test_leaves_are_values_and_the_rest_are_parts() -> None:
    (node,) = records("<a><post><Tittel>Hei</Tittel><del>\n<nr>1</nr></del><del><nr>2</nr></del></post></a>")
    assert node.values == {"tittel": "Hei"}
    assert [part.values for part in node.children["del"]] == [{"nr": "1"}, {"nr": "2"}]


@pytest.mark.parametrize(
    ("title", "said", "names"),
    [
        ("Klage fra <personnavn>Kari  Nordmann</personnavn> på vedtak", "Klage fra Kari  Nordmann på vedtak",
         ["Kari Nordmann"]),
        ("<personnavn>Kari</personnavn>", "Kari", ["Kari"]),
        ("<personnavn><f>Kari</f> <e>Moe</e></personnavn>", "Kari Moe", ["Kari Moe"]),
        ("Klage <b>fra</b> <personnavn>Kari</personnavn>", "Klage fra Kari", ["Kari"]),
        ("a<!-- b -->c<![CDATA[ & d]]>", "ac & d", []),
        ("", "", []),
    ],
)  # fmt: skip
def test_a_title_is_read_past_its_mark_up(title: str, said: str, names: list[str]) -> None:
    (node,) = records(f"<a><post> <tittel>{title}</tittel> <nr>1</nr></post></a>")
    assert (node.values["tittel"], node.names, node.values["nr"]) == (said, names, "1")


def test_values_that_come_again_are_kept_for_the_gate() -> None:
    (node,) = records("<a><post><t>en</t><t>to</t><t>tre</t></post></a>")
    assert node.values["t"] == "en"
    assert "to" in node.values["t (gjentatt)"]
    assert "tre" in node.values["t (gjentatt)"]


def test_attributes_are_kept_for_the_gate_and_the_type_is_the_kind() -> None:
    (node,) = records('<a><post x:type="n5:journalpost" merke="m"><t q="en">to</t></post></a>')
    assert (node.kind, node.values) == ("journalpost", {"@merke": "m", "t": "to", "t@q": "en"})


def test_a_record_in_a_record_is_no_part_of_it() -> None:
    inner, outer = records("<a><sak><nr>1</nr><post><nr>2</nr></post><t>x</t></sak></a>", "sak post")
    assert (inner.values, outer.values, outer.children) == ({"nr": "2"}, {"nr": "1", "t": "x"}, {})


def test_what_lies_around_records_is_let_go() -> None:
    (node,) = records(f"<a>{'<b>x</b><c><d>y</d></c>' * 500}<post><t>Hei</t></post></a>")
    assert node.values == {"t": "Hei"}


def test_depth_has_an_end() -> None:
    with pytest.raises(RefusedError, match="256 nivåer"):
        records("<a>" * 400 + "</a>" * 400)
