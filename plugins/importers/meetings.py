"""Delivered meetings to the model's: the meeting, its agenda, its documents and who took part."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from msgspec.structs import replace

from plugins.importers import decisions, records, values
from plugins.importers.node import Node, fold
from plugins.importers.values import BadValueError
from plugins.model.archive import Moetedeltaker, Moetedokument, Moetemappe, Moetesak
from plugins.model.names import without_persons

AGENDA_ITEM = "moetesaksregistrering"
MEETING_DOCUMENT = "moetedokumentregistrering"

_CANCELLED = re.compile(r"(?<!ikke )\b(?:avlyst|kansellert)\b", re.I)

Reporter = Callable[[Node, BadValueError], None]
T = TypeVar("T")


def meeting(node: Node, arkiv: str, report: Reporter) -> Moetemappe:
    """The meeting of a ``moetemappe``; faulty agenda items are reported, and the rest of the meeting stands.

    Raises BadValueError when the meeting itself cannot stand.
    """
    body = node.get("utvalg") or next((u.get("navn", "utvalgsnavn") for u in node.all("utvalg")), "")
    if not body:
        raise BadValueError("utvalg", "", "mangler", "skriv hvilket utvalg møtet er i")
    title = records.public_title(node)
    return Moetemappe(
        arkiv=arkiv,
        system_id=records.system_id(node),
        utvalg=body,
        moetedato=values.moment(node, "moetedato", "moetedato"),
        tittel=title,
        moetenummer=node.get("moetenummer"),
        moetested=without_persons(node.get("moetested")),
        videolink=_link(node.get("videolink")),
        avlyst=_is_cancelled(node, title),
        saker=tuple(_each(node.all(AGENDA_ITEM), agenda_item, report)),
        dokumenter=tuple(_each(node.all(MEETING_DOCUMENT), meeting_document, report)),
        deltakere=tuple(_participants(node)),
    )


def _is_cancelled(node: Node, title: str) -> bool:
    """A status says it in any form; in a title or a description «ikke avlyst» is no cancellation."""
    status = " ".join(fold(node.get(n)) for n in ("moetestatus", "mappestatus", "saksstatus", "status"))
    if any(word in status for word in ("avlyst", "kansellert")) and "ikke" not in status:
        return True
    return _CANCELLED.search(f"{title} | {node.get('beskrivelse')}") is not None


def _each(nodes: list[Node], build: Callable[[Node], T], report: Reporter) -> Iterator[T]:
    for node in nodes:
        try:
            yield build(node)
        except BadValueError as error:
            report(node, error)


def agenda_item(node: Node) -> Moetesak:
    """An item of the agenda; its case is found through ``referanseTilMoetesak`` when the store is read."""
    shielded = records.shielding(node) is not None
    title = records.public_title(node)
    item = Moetesak(
        system_id=records.system_id(node),
        moetesaksaar=values.year(node, "moetesaksaar", "moetesaksaar") if node.get("moetesaksaar") else 0,
        moetesakssekvensnummer=values.number_or_zero(node, "moetesakssekvensnummer"),
        moetesaksnummer=node.get("moetesaksnummer"),
        tittel=title,
        status=values.words(node.get("moeteregistreringsstatus", "moetesaksstatus")),
        type=values.words(node.get("moetesakstype")),
        saksmappe_id=node.get("referansesaksmappe"),
        journalpost_id=node.get("referansetilmoetesak"),
        videolink=_link(node.get("videolink")),
        dokumenter=records.documents(node, title, shielded=shielded),
    )
    return item if shielded else _with_outcome(item, node)


def _with_outcome(item: Moetesak, node: Node) -> Moetesak:
    """The item with what was proposed and decided; of a shielded one, nothing of it is public."""
    return replace(
        item,
        innstilling=decisions.recommendation(node),
        vedtak=decisions.decision(node),
        vedtaksdato=decisions.decided(node),
        votering=decisions.votes_in_words(node),
        forslag=decisions.proposals(node),
        voteringer=decisions.votes(node),
    )


def meeting_document(node: Node) -> Moetedokument:
    """Summons, minutes or another document of the meeting as a whole."""
    title = records.public_title(node)
    kind = node.get("moetedokumentregistreringstype", "moetedokumenttype")
    shielded = records.shielding(node) is not None
    papers = records.documents(node, title, shielded=shielded)
    return Moetedokument(
        system_id=records.system_id(node), type=values.words(kind), tittel=title, dokumenter=papers
    )


def _participants(node: Node) -> Iterator[Moetedeltaker]:
    for person in node.all("moetedeltaker"):
        name = person.get("moetedeltakernavn", "navn")
        if name:
            yield Moetedeltaker(navn=name, funksjon=person.get("moetedeltakerfunksjon", "funksjon"))


def _link(text: str) -> str:
    """A link to a recording; only to the web, so that no delivery can put a script in a page."""
    return text if text.startswith(("https://", "http://")) and not any(c in text for c in " \"'<>") else ""
