"""What was proposed, decided and voted on an item, wherever the archive puts it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest

from plugins.importers.run import ImportReport
from plugins.model.archive import Forslag, Moetesak, Stemme, Votering
from plugins.model.state import State
from plugins.store import Store

Importer = Callable[..., ImportReport]
XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


def delivery(inner: str) -> str:
    """A meeting with one item, which holds ``inner``."""
    return (
        f"<arkiv {XSI}><systemID>aaaaaaaa</systemID>"
        '<mappe xsi:type="moetemappe"><systemID>m1</systemID><tittel>Møte</tittel>'
        '<registrering xsi:type="moetesaksregistrering"><systemID>a1</systemID><tittel>Ny bru</tittel>'
        f"{inner}</registrering>"
        "<moetedato>2026-11-10T18:00:00</moetedato><utvalg>Kommunestyret</utvalg></mappe></arkiv>"
    )


def own(inner: str) -> str:
    """The same in the metadata that Noark 5 leaves to each system."""
    return f"<virksomhetsspesifikkeMetadata>{inner}</virksomhetsspesifikkeMetadata>"


@pytest.fixture
def item_of(import_text: Importer, state: State) -> Callable[..., Moetesak]:
    """Import a delivery, and give the one item of its one meeting."""

    def read(content: str, name: str = "levering.xml") -> Moetesak:
        import_text(content, name)
        with Store.open(state.store) as store:
            assert store.quarantine() == ()
            ((item,),) = [meeting.saker for meeting in store.meetings()]
        return item

    return read


ItemReader = Callable[..., Moetesak]


@pytest.mark.parametrize(
    ("inner", "votes"),
    [
        ("<stemme>Ja</stemme><parti>Ap</parti><antall>8</antall>",
         Votering(stemme=Stemme.JA, representerer="Ap", antall=8)),
        ("<stemme>mot</stemme><moetedeltaker><moetedeltakerNavn>Liv Moen</moetedeltakerNavn></moetedeltaker>",
         Votering(stemme=Stemme.NEI, navn="Liv Moen")),
        ("<stemme>BLANK</stemme><navn>Liv Moen</navn><representerer>SV</representerer>",
         Votering(stemme=Stemme.BLANKT, navn="Liv Moen", representerer="SV")),
        ("<stemme>http://x/stemme/nei</stemme><parti>H</parti><moetedeltaker>md_01hx</moetedeltaker>",
         Votering(stemme=Stemme.NEI, representerer="H")),
    ],
)  # fmt: skip
def test_votes_are_read_by_person_or_party(item_of: ItemReader, inner: str, votes: Votering) -> None:
    assert item_of(delivery(own(f"<votering>{inner}</votering>"))).voteringer == (votes,)


@pytest.mark.parametrize(
    ("inner", "field"),
    [
        ("<stemme>kanskje</stemme><parti>Ap</parti>", "stemme"),
        ("<stemme>Ja</stemme>", "votering"),
        ("<stemme>Ja</stemme><parti>Ap</parti><antall>2000</antall>", "antall"),
    ],
)
def test_a_vote_that_cannot_be_understood_holds_its_item(
    import_text: Importer, state: State, inner: str, field: str
) -> None:
    import_text(delivery(f"<votering>{inner}</votering>"))
    with Store.open(state.store) as store:
        assert [(q.entry, q.field) for q in store.quarantine()] == [("a1", field)]
        assert [m.saker for m in store.meetings()] == [()]


def test_votes_in_words_are_a_text(item_of: ItemReader) -> None:
    item = item_of(delivery("<votering>Vedtatt mot 3 stemmer (FrP).</votering>"))
    assert (item.votering, item.voteringer) == ("Vedtatt mot 3 stemmer (FrP).", ())


def test_proposals_say_who_put_them_forward(item_of: ItemReader) -> None:
    proposal = (
        "<forslag><forslagstekst>Saken utsettes.</forslagstekst><forslagsstiller>Liv Moen</forslagsstiller>"
        "<parti>SV</parti><utfall>falt</utfall></forslag>"
    )
    item = item_of(delivery(own(f"{proposal}<forslag>Rammen økes.</forslag>")))
    assert set(item.forslag) == {
        Forslag(tekst="Saken utsettes.", forslagsstiller="Liv Moen, SV", utfall="Falt"),
        Forslag(tekst="Rammen økes."),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Planen vedtas.\n   2. Rammen er 5\n   mill.", "1. Planen vedtas.\n2. Rammen er 5 mill."),
        ("Planen\nvedtas.", "Planen vedtas."),
        ("Planen vedtas.\n\nDen trer i kraft straks.", "Planen vedtas.\nDen trer i kraft straks."),
        ("&lt;p&gt;Planen &amp;amp; kartet&lt;/p&gt;&lt;p&gt;vedtas.&lt;/p&gt;", "Planen & kartet\nvedtas."),
        ("N/A", ""),
        ("a &lt; b og c &gt; d", "a < b og c > d"),
    ],
)  # fmt: skip
def test_a_decision_keeps_its_paragraphs(item_of: ItemReader, text: str, expected: str) -> None:
    assert item_of(delivery(f"<vedtak>{text}</vedtak>")).vedtak == expected


def test_everything_comes_as_records_of_einnsyn(item_of: ItemReader) -> None:
    member = {"@id": "http://x/md1", "@type": "Moetedeltaker", "moetedeltakerNavn": "Liv Moen"}
    outcome = {
        "@type": "Vedtak",
        "vedtakstekst": {"tekstInnhold": "<p>Brua bygges.</p>", "tekstFormat": "text/html"},
        "dato": "2026-11-10",
        "votering": [
            {"stemme": "Ja", "moetedeltaker": {"@id": "http://x/md1"}, "representerer": {"navn": "SV"}},
            {"stemme": "Nei", "moetedeltaker": {"moetedeltakerNavn": "Ola Haugen"}},
        ],
    }
    item = {
        "@type": "Moetesaksregistrering", "systemID": "a1", "tittel": "Ny bru",
        "innstilling": {"tekstInnhold": "Brua bør bygges."}, "vedtak": outcome,
        "videolink": "https://tv.example/1?t=300",
    }  # fmt: skip
    meeting = {"@type": "Moetemappe", "systemID": "m1", "tittel": "Møte", "utvalg": "Kommunestyret"}
    read = item_of(json.dumps([{**meeting, "moetesaksregistrering": [item]}, member]), "x.jsonld")
    assert (read.innstilling, read.vedtak) == ("Brua bør bygges.", "Brua bygges.")
    assert (read.vedtaksdato, read.videolink) == (date(2026, 11, 10), "https://tv.example/1?t=300")
    assert read.voteringer == (
        Votering(stemme=Stemme.JA, navn="Liv Moen", representerer="SV"),
        Votering(stemme=Stemme.NEI, navn="Ola Haugen"),
    )


def test_of_a_shielded_item_nothing_of_it_is_kept(item_of: ItemReader) -> None:
    shield = "<skjerming><tilgangsrestriksjon>Unntatt</tilgangsrestriksjon></skjerming>"
    told = (
        "<vedtak>X ansettes.</vedtak><innstilling>X</innstilling><forslag>Y</forslag><votering>Z</votering>"
    )
    item = item_of(delivery(f"<offentligTittel>Personalsak</offentligTittel>{shield}{told}"))
    assert item.tittel == "Personalsak"
    assert (item.vedtak, item.innstilling, item.forslag, item.votering) == ("", "", (), "")


@pytest.mark.parametrize(
    "hidden",
    ["130972<b></b>48022", "130972&amp;#52;8022<br/>", "1309<i>72</i> 48022", "130972&#173;48022<p>"],
)
def test_an_identifier_under_markup_holds_its_item(import_text: Importer, state: State, hidden: str) -> None:
    written = f"Klagen fra <b>{hidden} avvises.</b>"
    item = {"@type": "Moetesaksregistrering", "systemID": "a1", "tittel": "Ny bru", "vedtak": written}
    meeting = {"@type": "Moetemappe", "systemID": "m1", "tittel": "Møte", "utvalg": "Kommunestyret"}
    import_text(json.dumps([{**meeting, "moetesaksregistrering": [item]}]), "x.jsonld")
    with Store.open(state.store) as store:
        dump = "\n".join(store.connection.iterdump())
    assert "48022" not in dump.replace(" ", "")


def test_a_private_address_under_markup_is_masked(item_of: ItemReader) -> None:
    written = "Svar til <b>kari</b>.nordlie&#64;gmail.com innen fredag."
    item = {"@type": "Moetesaksregistrering", "systemID": "a1", "tittel": "Ny bru", "vedtak": written}
    meeting = {"@type": "Moetemappe", "systemID": "m1", "tittel": "Møte", "utvalg": "Kommunestyret"}
    read = item_of(json.dumps([{**meeting, "moetesaksregistrering": [item]}]), "x.jsonld")
    assert "gmail" not in read.vedtak
    assert read.vedtak.startswith("Svar til")
