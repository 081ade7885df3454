# ruff: noqa: E501 - decisions are sentences
"""Twelve meetings of five bodies, and the political cases that travel between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from bench.delivery_calendar import is_working_day
from bench.delivery_journal import Journal
from bench.delivery_votes import outcome
from bench.delivery_xml import Case, E, Entry, meeting_folder, paper, shielding, typed
from plugins.model.clock import OSLO

REGISTER = Path("content/data/utvalg.yaml")
FIRST_DAY, LAST_DAY = date(2026, 8, 24), date(2026, 11, 20)
"""The demonstration's journal."""

_BODIES = {
    "KST": "Kommunestyret", "FSK": "Formannskapet", "TM": "Utvalg for teknikk og miljø",
    "OK": "Utvalg for oppvekst og kultur", "HO": "Utvalg for helse og omsorg",
}  # fmt: skip
_FIRST_ITEM = {"KST": 61, "FSK": 74, "TM": 48, "OK": 33, "HO": 27}
_PERSONNEL = "offl. § 13 jf. fvl. § 13 første ledd nr. 1"


@dataclass(frozen=True, slots=True)
class Meeting:
    """When, which body, and whether it was called off."""

    day: date
    body: str
    hour: int = 18
    called_off: bool = False


@dataclass(slots=True)
class Subject:
    """A political case: unit, title, the meetings that treat it (places in MEETINGS), and the decision."""

    unit: str
    title: str
    stops: tuple[int, ...]
    decision: str
    case: Case | None = None
    proposal: Entry | None = None
    planned: list[tuple[date, str, str]] = field(default_factory=list)


MEETINGS = (
    Meeting(date(2026, 9, 8), "TM"),
    Meeting(date(2026, 9, 9), "OK"),
    Meeting(date(2026, 9, 10), "HO"),
    Meeting(date(2026, 9, 16), "FSK", 9),
    Meeting(date(2026, 9, 23), "KST"),
    Meeting(date(2026, 10, 20), "TM"),
    Meeting(date(2026, 10, 21), "OK", called_off=True),
    Meeting(date(2026, 11, 11), "FSK", 9),
    Meeting(date(2026, 11, 18), "KST"),
    Meeting(date(2026, 12, 1), "TM"),
    Meeting(date(2026, 12, 2), "HO"),
    Meeting(date(2026, 12, 16), "KST", 17),
)


def subjects() -> list[Subject]:
    """The political cases, new for every delivery."""
    return [
        Subject("Plan", "Reguleringsplan for Kråkstad sentrum – andre gangs behandling", (0, 4),
                "Reguleringsplanen for Kråkstad sentrum vedtas med de endringene som går fram av saksframlegget."),
        Subject("Kommunalteknikk", "Trygg skolevei – tiltak på Langhusveien", (0, 3),
                "Tiltakene på Langhusveien gjennomføres i 2027 innenfor en ramme på 4,2 millioner kroner."),
        Subject("Byggesak", "Klage på dispensasjon – garasje ved Idrettsveien", (0,),
                "Klagen tas ikke til følge. Saken sendes Statsforvalteren."),
        Subject("Skole", "Rammeplan for skolefritidsordningen – lokale mål", (1,),
                "De lokale målene for skolefritidsordningen vedtas."),
        Subject("Barnehage", "Barnehagebruksplan 2027–2032", (1, 4),
                "Barnehagebruksplanen vedtas. Eikeli barnehage utvides med to avdelinger."),
        Subject("Kultur", "Utlån av kommunale lokaler til frivilligheten", (1,),
                "Lokalene lånes ut gratis til lag og foreninger for barn og unge."),
        Subject("Helse og mestring", "Handlingsplan mot ensomhet blant eldre", (2, 4),
                "Handlingsplanen vedtas. Tiltakene rapporteres i tertialrapportene."),
        Subject("Sykehjem", "Bemanning ved Solborg bo- og aktiviseringssenter", (2,),
                "Utvalget tar redegjørelsen til orientering."),
        Subject("Rådmann", "Tertialrapport 2/2026", (3, 4), "Tertialrapporten tas til orientering."),
        Subject("Næring", "Åpningstider for serveringssteder i Ski sentrum", (3, 4),
                "Åpningstiden utvides til klokken 02.00 natt til lørdag og søndag, i en prøveperiode på ett år."),
        Subject("Plan", "Detaljregulering for Jernbaneveien 12 – første gangs behandling", (5, 9),
                "Planforslaget legges ut til offentlig ettersyn i seks uker."),
        Subject("Kommunalteknikk", "Hovedplan for vann og avløp 2027–2036", (5, 7, 8),
                "Hovedplan for vann og avløp vedtas. Gebyrene fastsettes i budsjettet."),
        Subject("Kommunalteknikk", "Ny gang- og sykkelvei mellom Ski og Kråkstad", (5, 8),
                "Kommunestyret ber om at forprosjektet legges fram i løpet av 2027."),
        Subject("Bibliotek", "Meråpent bibliotek i Langhus", (6,), "Saken er ikke behandlet."),
        Subject("Rådmann", "Handlings- og økonomiplan 2027–2030 med budsjett 2027", (7, 11),
                "Formannskapet legger forslaget ut til offentlig ettersyn fram til 27. november."),
        Subject("Næring", "Handlingsplan for næringsutvikling", (7, 8), "Handlingsplanen vedtas."),
        Subject("Politisk sekretariat", "Møteplan for folkevalgte organer 2027", (8,), "Møteplanen vedtas."),
        Subject("Plan", "Kommuneplanens arealdel – planprogram", (9, 11),
                "Planprogrammet fastsettes."),
        Subject("Byggesak", "Gebyrer for byggesaker 2027", (9, 11), "Gebyrene vedtas."),
        Subject("Hjemmetjenester", "Velferdsteknologi i hjemmet – erfaringer og vei videre", (10, 11),
                "Utvalget ber om at ordningen gjøres fast."),
    ]  # fmt: skip


def plan(journal: Journal, items: list[Subject]) -> Counter[date]:
    """Give each case its letters and their days; returns how many entries that makes on each day."""
    for item in items:
        first = MEETINGS[item.stops[0]].day
        ready = _working(first - timedelta(days=13))
        opened = max(FIRST_DAY, _working(ready - timedelta(days=9)))
        item.case = journal.new_case(item.title, item.unit, opened)
        item.planned = [(item.case.opened, "X", "Oppstart av saken"), (ready, "S", item.title)]
        for stop in item.stops:
            meeting = MEETINGS[stop]
            after = _working(meeting.day + timedelta(days=4))
            if after <= LAST_DAY and not meeting.called_off:
                item.planned.append((after, "X", f"Saksprotokoll – {_BODIES[meeting.body]}"))
    return Counter(day for item in items for day, _, _ in item.planned)


def _working(day: date) -> date:
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def cases_of_month(
    journal: Journal, items: list[Subject], month: tuple[int, int], numbers: dict[date, list[int]]
) -> Iterable[Case]:
    """The political cases with their entries of one month, taking running numbers from ``numbers``."""
    for item in items:
        if item.case is None:
            continue
        item.case.entries = []
        for place, (day, kind, title) in enumerate(item.planned, start=1):
            if (day.year, day.month) != month:
                continue
            entry = Entry(
                journal.new_id(), kind, title, day, numbers[day].pop(0), place,
                [("Intern avsender", item.unit)], papers=journal.papers(title, 1 if kind == "S" else 0),
                letter_day=day,
            )  # fmt: skip
            item.case.entries.append(entry)
            item.proposal = entry if kind == "S" else item.proposal
        if item.case.entries:
            yield item.case


def members(register: Path = REGISTER) -> dict[str, list[tuple[str, str]]]:
    """Name and office of the members of each body by its code, from the site's own register."""
    found = yaml.safe_load(register.read_text(encoding="utf-8"))
    return {b["kode"]: [(m["navn"], m.get("verv", "medlem")) for m in b.get("medlemmer", [])] for b in found}


def folders(journal: Journal, items: list[Subject], now: date) -> Iterable[Any]:
    """The meetings as ``moetemappe``; those before ``now`` with minutes and decisions."""
    people = members()
    counters = dict(_FIRST_ITEM)
    for place, meeting in enumerate(MEETINGS):
        treated = [item for item in items if place in item.stops]
        held = meeting.day < now and not meeting.called_off
        body = _BODIES[meeting.body]
        state = "Avlyst" if meeting.called_off else "Avholdt" if held else "Planlagt"
        title = f"Møte i {body[0].lower()}{body[1:]} {meeting.day.day}.{meeting.day.month}.{meeting.day.year}"
        at = datetime(meeting.day.year, meeting.day.month, meeting.day.day, meeting.hour, tzinfo=OSLO)
        items_written = _agenda(journal, meeting, treated, counters, held=held)
        yield meeting_folder(
            E.systemID(journal.new_id()),
            E.tittel(title),
            E.offentligTittel(title),
            E.beskrivelse(state),
            *_documents(journal, title, held=held),
            *items_written,
            *_facts(meeting, place, at, people.get(meeting.body, [])),
        )


def _facts(meeting: Meeting, place: int, at: datetime, people: list[tuple[str, str]]) -> list[Any]:
    """Number, body, time, place and members, in the standard's order; the council is sent on web TV."""
    council = meeting.body == "KST"
    number = sum(m.body == meeting.body for m in MEETINGS[: place + 1]) + 5
    return [
        E.moetenummer(f"{number}/{meeting.day.year}"),
        E.utvalg(_BODIES[meeting.body]),
        E.moetedato(at.isoformat()),
        E.moetested("Rådhuset, kommunestyresalen" if council else "Rådhuset, møterom Follo"),
        *(
            E.moetedeltaker(E.moetedeltakerNavn(name), E.moetedeltakerFunksjon(office.capitalize()))
            for name, office in people
        ),
        *([E.videolink(f"https://ski.kommune.no/nett-tv/{meeting.day}")] if council else []),
    ]


def _documents(journal: Journal, title: str, *, held: bool) -> list[Any]:
    kinds = (("Innkalling", "Møteinnkalling"), ("Protokoll", "Møteprotokoll"))
    written = []
    for kind, words in kinds if held else kinds[:1]:
        name = f"{words} – {title[0].lower()}{title[1:]}"
        written.append(
            typed(
                "moetedokumentregistrering",
                E.systemID(journal.new_id()),
                *[paper(p, n) for n, p in enumerate(journal.papers(name, 0), start=1)],
                E.tittel(name),
                E.offentligTittel(name),
                E.moetedokumentregistreringstype(kind),
            )
        )
    return written


def _agenda(
    journal: Journal, meeting: Meeting, treated: list[Subject], counters: dict[str, int], *, held: bool
) -> list[Any]:
    written = []
    for item in (*treated, None):
        number = counters[meeting.body]
        counters[meeting.body] += 1
        written.append(_item(journal, meeting, item, number, held=held))
    return written


def _decision(item: Subject, meeting: Meeting) -> str:
    """What the body decided; all but the last body propose to the next."""
    last = MEETINGS[item.stops[-1]] is meeting
    public = item.decision.startswith("Formannskapet")
    return item.decision if last or public else f"Innstilling: {item.decision}"


def _item(journal: Journal, meeting: Meeting, item: Subject | None, number: int, *, held: bool) -> Any:
    """An agenda item; None is the personnel item, under its neutral title."""
    title = (
        item.title if item else ("Personalsak" if meeting.body == "FSK" else "Referatsaker og orienteringer")
    )
    hidden = item is None and meeting.body == "FSK"
    proposal = item.proposal if item else None
    name = f"{meeting.body}-{number}/{meeting.day:%y}"
    decision = _decision(item, meeting) if item and held else ""
    status = "Behandlet i møte" if held else "Ikke behandlet" if meeting.called_off else "Til behandling"
    return typed(
        "moetesaksregistrering",
        E.systemID(journal.new_id()),
        *([shielding(_PERSONNEL)] if hidden else []),
        *([paper(p, n) for n, p in enumerate(journal.papers(title, 0), start=1)] if item else []),
        E.tittel(title),
        E.offentligTittel(title),
        *([E.virksomhetsspesifikkeMetadata(E.vedtak(decision), *outcome(name))] if decision else []),
        E.moetesakstype("Politisk sak" if item else "Referatsak"),
        E.moeteregistreringsstatus(status),
        *([E.referanseTilMoetesak(proposal.id)] if proposal else []),
        E.moetesaksaar(str(meeting.day.year)),
        E.moetesakssekvensnummer(str(number)),
        E.moetesaksnummer(name),
    )
