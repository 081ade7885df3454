"""Records that are cut out of a file come out just as the parser reads them, and so do all faults."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.parsers import expat

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.deliveries import write_journal
from bench.delivery_forms import FORMS
from plugins.importers import files, xml_stream
from plugins.importers.cutting import Cutter
from plugins.importers.delivery import RefusedError
from plugins.importers.shapes import SIGN, Shapes
from plugins.importers.unread import Unread
from tests.importers.planting import Xml
from tests.importers.test_nothing_planted_comes_through import SECRETS, stored

XML_FORMS = sorted(set(FORMS) - {"jsonld"})
PIECES = (37, 900, 1 << 16)
Read = list[tuple[object, ...]] | str


@pytest.fixture(scope="module", params=XML_FORMS)
def journal(request: pytest.FixtureRequest) -> str:
    with TemporaryDirectory() as folder:
        write_journal(Path(folder), 60, date(2026, 9, 1), date(2026, 9, 4), 5, form=request.param)
        (file,) = Path(folder).iterdir()
        return file.read_text("utf-8")


def read(content: bytes, piece: int, *, cuts: bool) -> tuple[Read, int]:
    """What is in a file, or why it is refused, and how many of its records were cut out."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path = Path(folder) / "fil.xml"
        path.write_bytes(content)
        patch.setattr(xml_stream, "_CHUNK", piece)
        records, unread = list[tuple[object, ...]](), 0
        try:
            encoding = files.recognise(path).encoding
            with path.open("rb") as handle:
                for found in xml_stream._Stream(encoding, cuts=cuts).read(handle):
                    node = found.node.node() if isinstance(found.node, Unread) else found.node
                    unread += isinstance(found.node, Unread)
                    records.append((found.role, msgspec.json.encode(node), found.arkiv, found.case_id))
        except RefusedError as error:
            return error.message, unread
        except expat.ExpatError:
            return "ikke XML", unread  # what is wrong, another parser tells
        return records, unread


def same(content: bytes) -> int:
    """Assert that cutting changes nothing, however the file is taken in; how many records were cut out."""
    whole, cut = read(content, 1 << 16, cuts=False)[0], 0
    for piece in PIECES:
        found, unread = read(content, piece, cuts=True)
        assert found == whole
        cut = max(cut, unread)
    return cut


def replaced(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        at = text.find(old, len(text) // 2)
        return text[:at] + new + text[at + len(old) :]

    return change


CHANGES: dict[str, Callable[[str], str]] = {
    "ingenting": lambda text: text,
    "linjeskift fra Windows": lambda text: text.replace("\n", "\r\n").replace("><", ">\r\n\t<"),
    "XMLs egne entiteter": replaced("Søknad", "S&oslash;knad &amp; &lt;svar&gt; &quot;x&apos;"),
    "entiteter": lambda text: text.replace("a", "&amp;", 1).replace(" – ", " &amp; &lt;b&gt; "),
    "tegn som tall": lambda text: text.replace(" – ", " &#8211; "),
    "en ukjent entitet": replaced(" – ", " &ndash; "),
    "en kommentar": replaced("><", "><!-- x <registrering><JOURNPOST.OJ> --><"),
    "en kommentar i prologen": lambda text: text.replace("\n", "\n<!-- fra arkivet <mappe> -->\n", 1),
    "CDATA": replaced(" – ", "<![CDATA[ <mappe>x</registrering> ]]>"),
    "en instruks": replaced("><", "><?post-her?><"),
    "attributter": lambda text: text.replace("<journalaar>", '<journalaar a="x>y" b="1">'),
    "ulike attributter": lambda text: text.replace("<SA.SAAR>", '<SA.SAAR n="1">', 3),
    "tekst mellom elementene": replaced("><", ">tekst<"),
    "en større enn": replaced(" – ", " > "),
    "slutten på CDATA": replaced(" – ", " ]]> "),
    "en mindre enn": replaced(" – ", " < "),
    "en ampersand": replaced(" – ", " & "),
    "feil slutt": replaced("</", "</x"),
    "to ganger samme element": lambda text: text.replace(
        "<journalaar>2026</journalaar>", "<journalaar>2026</journalaar><journalaar>2027</journalaar>"
    ),
    "tomme elementer": lambda text: text.replace("<journalaar>2026</journalaar>", "<journalaar/>"),
    "et ulovlig tegn": replaced(" – ", " \x01 "),
    "et tegn som ikke finnes": replaced(" – ", " \ufffe "),
    "myke bindestreker": lambda text: text.replace("ø", "ø\u00ad").replace(" – ", "  "),
    "verdier som mangler": lambda text: text.replace(" AS<", " AS <").replace("Plan<", "N/A<"),
    "avkuttet": lambda text: text[: len(text) * 2 // 3],
    "noe etter slutten": lambda text: text + "<x/>",
    "en mappe i en mappe": replaced("<systemID>", "<mappe><tittel>x</tittel></mappe><systemID>"),
    "en post i en post": replaced(
        "<journalaar>", "<registrering><tittel>x</tittel></registrering><journalaar>"
    ),
    "merkede navn": replaced("Søknad", "<personnavn>Kari Nordmann</personnavn> Søknad"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_cutting_changes_nothing(journal: str, change: str) -> None:
    same(CHANGES[change](journal).encode())


def test_most_records_are_cut_out(journal: str) -> None:
    assert same(journal.encode()) > 40


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1252", "utf-16", "us-ascii"])
def test_nor_in_other_sets_of_characters(journal: str, encoding: str) -> None:
    _, _, rest = journal.partition("?>")
    declared = f'<?xml version="1.0" encoding="{encoding}"?>{rest}'
    same(declared.encode(encoding, "xmlcharrefreplace" if encoding == "us-ascii" else "replace"))


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_nor_with_anything_anywhere(data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        form = data.draw(st.sampled_from(XML_FORMS))
        write_journal(Path(folder), 12, date(2026, 9, 1), date(2026, 9, 2), 5, form=form)
        (file,) = Path(folder).iterdir()
        content = file.read_bytes()
    at = data.draw(st.integers(0, len(content)))
    gone = data.draw(st.integers(0, 30))
    wild = data.draw(
        st.one_of(st.binary(max_size=12), st.text("<>/&;![]?-= \n\ra\"'", max_size=12).map(str.encode))
    )
    same(content[:at] + wild + content[at + gone :])


@pytest.mark.parametrize("kind", SECRETS)
@pytest.mark.parametrize("form", XML_FORMS)
@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_nothing_planted_in_what_is_cut_comes_through(form: str, kind: str, data: st.DataObject) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        write_journal(Path(folder), 6, date(2026, 9, 1), date(2026, 9, 3), 5, form=form)
        (file,) = Path(folder).iterdir()
        planted = Xml(file.read_bytes())
        patch.setattr(xml_stream, "_CHUNK", 500)
        place = data.draw(st.integers(0, len(planted.fields()) - 1), label="felt")
        needle, ways = SECRETS[kind]
        text = f"{planted.fields()[place]}, {data.draw(st.sampled_from(ways))}"
        assert needle not in stored(planted.with_values({place: text}), "levering.xml")


def test_what_is_not_whole_waits_for_the_rest() -> None:
    cutter = Cutter()
    cutter.look_for("a", "", "utf-8", Shapes(frozenset({"a"}), frozenset({"a"})))
    pieces = ("<r><", "a><b>1</", "b></a><abc/>", "<a><b>2</b>", "</a></r>")
    seen = [cutter.cut(piece.encode()).decode() for piece in pieces] + [cutter.cut(b"").decode()]
    assert seen == ["<r>", "", f"{SIGN}<abc/>", "", f"{SIGN}</r>", ""]
    assert [cut.texts for cut in cutter.waiting] == [("1",), ("2",)]
