"""What a form on the insight pages does: decide, undo, and what is done with a finding."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from search.desk.audit import Event
from search.desk.casework import Step
from search.desk.decisions import AlreadySoError, Grounds
from search.desk.entries import BadEntryError, made_of, summary
from search.findings.board import read_board
from search.findings.types import Edited
from search.service.errors import ServiceError, bad_request
from search.service.insight.asked import PATH
from search.service.services import Services

Fields = Mapping[str, str]

DECISIONS = f"{PATH}/beslutninger"


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, for the audit log, and the page to show next."""

    event: Event
    about: str
    next: str


def act(services: Services, who: str, fields: Fields) -> Done:
    """Do what a form asks. Raises ServiceError, saying what to write instead."""
    work = _ACTIONS.get(fields.get("gjor", ""))
    if work is None:
        raise bad_request("Skjemaet ber om noe vi ikke kan gjøre. Last siden på nytt.")
    try:
        return work(services, who, fields)
    except (BadEntryError, AlreadySoError) as error:
        raise ServiceError(
            409 if isinstance(error, AlreadySoError) else 400, "Det gikk ikke", str(error)
        ) from error


def _accept(services: Services, who: str, fields: Fields) -> Done:
    key = fields.get("funn", "")
    board = read_board(services.settings.files.findings)
    found = board.get(key) if board else None
    change = found.finding.proposal.change if found else None
    if found is None or change is None or isinstance(change, Edited):
        raise ServiceError(409, "Funnet er borte", "Funnene er regnet ut på nytt siden du åpnet siden.")
    grounds = Grounds(who, found.finding.title[:300], found.finding.term, key[:400])
    services.decisions.add(services.clock(), change, grounds)
    services.casework.add(
        services.clock(), who, key, Step.CLOSED, f"Tatt i bruk: {found.finding.proposal.text}"
    )
    return Done(Event.DECIDED, summary(change), DECISIONS)


def _undo(services: Services, who: str, fields: Fields) -> Done:
    number = fields.get("linje", "")
    try:
        line = services.decisions.undo(services.clock(), int(number), who)
    except (KeyError, ValueError):
        raise bad_request("Beslutningen finnes ikke. Last siden på nytt.") from None
    if line.grounds.finding:
        step = Step.REOPENED if line.action == "trukket" else Step.CLOSED
        services.casework.add(services.clock(), who, line.grounds.finding, step)
    return Done(Event.WITHDRAWN, f"{line.action}: {summary(line.decision)}", DECISIONS)


def _decide(services: Services, who: str, fields: Fields) -> Done:
    kind = fields.get("slag", "")
    words = [word.strip() for word in fields.get("sok", "").split(",") if word.strip()]
    decision = made_of(kind, _entry(kind, words, fields))
    key = fields.get("funn", "")[:400]
    grounds = Grounds(who, fields.get("hvorfor", "").strip(), words[0] if words else "", key)
    services.decisions.add(services.clock(), decision, grounds)
    if key:
        services.casework.add(
            services.clock(), who, key, Step.CLOSED, f"Tatt i bruk: {summary(decision)}"[:1000]
        )
    return Done(Event.DECIDED, summary(decision), DECISIONS)


def _entry(kind: str, words: list[str], fields: Fields) -> dict[str, object]:
    """The keys of a file's entry, of what was filled in."""
    entry: dict[str, object] = {"hvorfor": fields.get("hvorfor", "").strip()}
    entry |= {name: fields[name].strip() for name in ("fra", "til") if fields.get(name, "").strip()}
    if kind == "synonymer":
        also = [word.strip() for word in fields.get("ogsaa", "").split(",") if word.strip()]
        return {**entry, "ord": words[0] if words else "", "ogsaa": also}
    entry |= {"sok": words, "adresse": fields.get("adresse", "").strip()}
    if kind == "svar":
        return {**entry, "tittel": fields.get("tittel", "").strip()}
    place = fields.get("plass", "").strip()
    return {**entry, "plass": place} if kind == "plasser" and place else entry


def _casework(step: Step) -> Callable[[Services, str, Fields], Done]:
    def work(services: Services, who: str, fields: Fields) -> Done:
        key, value = fields.get("funn", "")[:400], fields.get("verdi", "").strip()
        if not key or (not value and step is not Step.REOPENED):
            raise bad_request("Feltet må fylles ut.")
        if step is Step.PUT_OFF:
            value = _day(value).isoformat()
        services.casework.add(services.clock(), who, key, step, value)
        return Done(Event.HANDLED, f"{step}: {key}", f"{PATH}/funn")

    return work


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise bad_request(f"«{value[:20]}» er ikke en dato. Skriv ÅÅÅÅ-MM-DD.") from None


_ACTIONS: dict[str, Callable[[Services, str, Fields], Done]] = {
    "godta": _accept,
    "angre": _undo,
    "bestem": _decide,
    "tildel": _casework(Step.ASSIGNED),
    "noter": _casework(Step.NOTED),
    "utsett": _casework(Step.PUT_OFF),
    "lukk": _casework(Step.CLOSED),
    "apne": _casework(Step.REOPENED),
}
