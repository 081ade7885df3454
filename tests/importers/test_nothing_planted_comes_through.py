"""What must never come in, planted in every field of every format: nowhere in the store or in quarantine.

The site, its documents, index, feeds and files are made of the store alone, so this is where it is proven;
``test_nothing_planted_is_published`` looks at those too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.deliveries import write_journal
from bench.delivery_forms import FORMS, ORGANISATION
from plugins.importers.run import import_path
from plugins.model.clock import OSLO
from plugins.model.digit_groups import SEPARATOR
from plugins.model.state import State
from tests.importers.planting import Delivery, Json, delivery, expanded

FIXTURES = Path(__file__).with_name("fixtures")
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=OSLO)
FRAMES = ("{secret}", "Gjelder {secret}, se vedlegg", "{value} {secret}", "({secret})", "{secret} {value}")
SECRETS = {
    "fødselsnummer": (
        "01019000083",
        [
            "01019000083", "010190 00083", "010190-00083", "01.01.1990 00083", "010190\n            00083",
            "010190" + "\u200b" * 7 + "00083", "010190" + "\u2060\u00ad" * 4 + "00083", "010190%2000083",
            "010190" + "\u200d" * 7 + "00083", "%30%31019000083", "010190\\00083",
            "010190:00083", "010190 * 00083", "01+01+90+00083", "010190,00083", "01/01/1990 00083",
        ],
    ),
    "D-nummer": ("41019000077", ["41019000077", "410190 00077", "410190\u00a000077"]),
    "kontonummer": (
        "12345678903",
        [
            "1234.56.78903", "1234 56 78903", "1234-56-78903", "1234\u00a056\u00a078903",
            "1234\n         56 78903", "1234.56" + "\u200b" * 5 + ".78903", "1234%2056%2078903",
            "1234:56:78903", "1234 + 56 + 78903", "1234,56,78903",
        ],
    ),
    "iban": ("86011117947", ["NO93 8601 1117 947", "NO9386011117947"]),
    "e-post": (
        "qvalstroem",
        [
            "kari.qvalstroem@example.com", "Kari <kari.qvalstroem@gmail.com>",
            "kari.qvalstroem@gm\u00adail.com",
            "kari.qvalstroem\u200b@gmail.com", "kari.qvalstroem @gmail.com", "kari.qvalstroem(at)gmail.com",
            "kari.qvalstroem [at] gmail.com", "kari.qvalstroem@gmail .com", "kari.qvalstroem＠gmail。com",
            "kari.qvalstroem%40gmail.com",
        ],
    ),
    "telefon": (
        "90012345",
        [
            "Kari Moe, 900 12 345", "+47 900 12 345 Kari Moe", "tlf. Kari Moe 90 01 23 45",
            "Kari Moe 900  12\n  345", "Kari Moe 9\u00ad00 12 3\u200b45",
            "Kari Moe 90\u202f01\u202f23\u202f45",
            "Kari Moe 90\u200901\u200923\u200945", "Kari Moe 9001 2345",
            "Kari Moe 900 123 45", "Kari Moe 90012 345", "Kari Moe 900–12–345", "Kari Moe 900/12/345",
            "Kari Moe ９００\u3000１２\u3000３４５",
            "Kari Moe 47 90 01 23 45", "Kari%20Moe%20900%2012%20345",
        ],
    ),
    "særlig kategori": (
        "Qvalstrøm",
        [
            "sykmelding for Kari Qvalstrøm", "Kari Qvalstrøm, barnevernssak", "Sykmelding_Kari_Qvalstrøm.pdf",
            "Bjørn Qvalstrøm – sykmelding", "Sykmelding – dr. Qvalstrøm", "Qvalstrøm_Kari_sykmelding.pdf",
        ],
    ),
}  # fmt: skip
"""What is looked for, without anything between digits, and the ways it may be written."""


def _deliveries() -> Iterator[Delivery]:
    yield from (delivery(path) for path in sorted(FIXTURES.glob("*")) if path.suffix != ".md")
    with TemporaryDirectory() as folder:
        for name in FORMS:
            place = Path(folder) / name
            write_journal(place, 6, date(2026, 9, 1), date(2026, 9, 3), 5, archive=ORGANISATION, form=name)
            (file,) = place.iterdir()
            yield delivery(file, name)
            if name == "jsonld":
                yield expanded(file)


DELIVERIES = list(_deliveries())


def raw(state: State) -> str:
    """All files of the state as text, with everything between digits taken out."""
    content = b"".join(path.read_bytes() for path in sorted(state.root.rglob("*")) if path.is_file())
    text = unicodedata.normalize("NFKC", unquote(content.decode("utf-8", errors="replace")))
    return re.sub(rf"(?<=\d)(?:{SEPARATOR}|[\\/:*+,])+(?=\d)|[\u00ad\u200b-\u200d\u2060]", "", text)


def stored(planted: bytes, name: str) -> str:
    """What is kept of a delivery, in the store and beside it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(planted)
        state = State(Path(folder) / "var")
        import_path(path, state, NOW)
        return raw(state)


def test_every_format_is_planted_in() -> None:
    assert {d.name for d in DELIVERIES} >= {*FORMS, "utvidet", "awful", "fryktelig-offjournal"}
    assert all(len(d.form.fields()) > 25 for d in DELIVERIES)


@pytest.mark.parametrize("kind", SECRETS)
@pytest.mark.parametrize("planted", DELIVERIES, ids=str)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_no_field_of_any_format_lets_it_through(planted: Delivery, kind: str, data: st.DataObject) -> None:
    needle, ways = SECRETS[kind]
    fields = planted.form.fields()
    place = data.draw(st.integers(0, len(fields) - 1), label="felt")
    secret, frame = data.draw(st.sampled_from(ways)), data.draw(st.sampled_from(FRAMES))
    text = frame.format(secret=secret, value=fields[place])
    assert needle not in stored(planted.form.with_values({place: text}), f"levering{planted.form.suffix}")


@pytest.mark.parametrize("kind", SECRETS)
@pytest.mark.parametrize("planted", DELIVERIES, ids=str)
def test_nor_all_fields_at_once(planted: Delivery, kind: str) -> None:
    needle, (secret, *_) = SECRETS[kind]
    values = {n: f"{value} {secret}" for n, value in enumerate(planted.form.fields())}
    assert needle not in stored(planted.form.with_values(values), f"levering{planted.form.suffix}")


@pytest.mark.parametrize("kind", sorted(set(SECRETS) - {"særlig kategori"}))
def test_nor_the_name_of_the_file(kind: str) -> None:
    needle, ways = SECRETS[kind]
    for secret in ways:
        assert needle not in stored((FIXTURES / "awful.xml").read_bytes(), f"{secret.replace('/', '-')}.xml")


TWINS = [
    (d, n)
    for d in DELIVERIES
    if isinstance(d.form, Json)
    for n, name in enumerate(d.form.names())
    if name.endswith("_SENSITIV")
]


@pytest.mark.parametrize(("planted", "place"), TWINS, ids=str)
def test_no_twin_that_is_not_public_is_kept(planted: Delivery, place: int) -> None:
    assert "Qvalstrøm" not in stored(planted.form.with_values({place: "Notat om Kari Qvalstrøm"}), "a.jsonld")
