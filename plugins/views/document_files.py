"""The search documents as files: one for each kind and part, and a manifest that names them all.

A page lies with its unit's, what has a date with its month's, so that an edit or a new journal day touches
few files. Exactly what is on the site is there: what begins later comes with the build at that time, what
expires sooner carries ``visible_until``, so that the search lets go of it by the clock.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import get_args

import msgspec

from plugins.memo.query import Key, key_of, query
from plugins.model.document import FORMAT_VERSION, Document, Kind, Manifest, Shard
from plugins.source.folder import UNIT_FILE
from plugins.views.documents import body_document, line_of, written_document
from plugins.views.hearings import announced
from plugins.views.inputs import LEAF_SHARDS, BuildInputs
from plugins.views.listing import months, news_in, pages_of, shown_units
from plugins.views.output import TextFile
from plugins.views.registers import target_groups

FOLDER = "dokumenter"
WHOLE = "uten-dato"
"""The part of a kind that is not divided, and of what has no date."""
_ORDER = get_args(Kind)

Part = tuple[Kind, str]


@query()
def document_parts(inputs: BuildInputs) -> tuple[Part, ...]:
    """Every file of documents that holds anything, by kind and part, in the kinds' order."""
    parts = (part for part in _parts(inputs))
    return tuple(sorted(parts, key=lambda part: (_ORDER.index(part[0]), part[1])))


def _parts(inputs: BuildInputs) -> Iterator[Part]:
    units = shown_units(inputs)
    yield from (("tjeneste", unit) for unit in units if pages_of(inputs, unit))
    yield from (("nyhet", month) for month in months(inputs))
    if announced(inputs):
        yield "horing", WHOLE
    if units:
        yield "virksomhet", WHOLE
    if inputs.archive().bodies.all():
        yield "utvalg", WHOLE


@query("forgotten", held="batch")
def document_line(inputs: BuildInputs, place: str) -> str:
    """What a unit wrote, as one line; held until its file is made, when its text is forgotten."""
    return line_of(written_document(inputs, place))


@query("forgotten", held="no")
def document_text(inputs: BuildInputs, kind: Kind, part: str) -> str:
    """The documents of one file, a line each, by their ids."""
    return "".join(f"{line}\n" for _, line in sorted(_lines(inputs, kind, part)))


def _lines(inputs: BuildInputs, kind: Kind, part: str) -> Iterator[tuple[str, str]]:
    """Each document's line, and what comes last in its id: the rest is the same in one file."""
    if kind in ("tjeneste", "nyhet", "virksomhet"):
        for card in inputs.cards(tuple(_written(inputs, kind, part))):
            last = card.unit if kind == "virksomhet" else card.slug
            yield last, document_line(inputs, card.place)
    else:
        yield from ((document.id, line_of(document)) for document in _delivered(inputs, kind))


def _written(inputs: BuildInputs, kind: Kind, part: str) -> Iterable[str]:
    if kind == "tjeneste":
        return pages_of(inputs, part)
    return news_in(inputs, part) if kind == "nyhet" else (f"{u}/{UNIT_FILE}" for u in shown_units(inputs))


def _delivered(inputs: BuildInputs, kind: Kind) -> Iterator[Document]:
    if kind == "horing":
        from plugins.views.hearings_page import hearing_documents  # noqa: PLC0415

        return hearing_documents(inputs)
    return (body_document(body) for body in inputs.archive().bodies.all())


@query()
def document_shard(inputs: BuildInputs, kind: Kind, part: str) -> Shard:
    """What the manifest says of one file."""
    text = document_text(inputs, kind, part)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Shard(file=f"{kind}/{part}.jsonl", kind=kind, part=part, count=text.count("\n"), sha256=digest)


@query("inlined")
def document_file(inputs: BuildInputs, kind: Kind, part: str) -> TextFile:
    """One file of documents."""
    shard = document_shard(inputs, kind, part)
    return TextFile(f"{FOLDER}/{shard.file}", document_text(inputs, kind, part), "tilstand")


@query()
def archive_shards(inputs: BuildInputs) -> tuple[Shard, ...]:
    """The files of the archive's documents, which keep their own account of what is new in the store."""
    inputs.memo.read(LEAF_SHARDS)
    return inputs.transcribe(inputs)


@query("forgotten")
def manifest_file(inputs: BuildInputs) -> TextFile:
    """The manifest."""
    archive = archive_shards(inputs)
    manifest = Manifest(
        version=FORMAT_VERSION,
        shards=(*(document_shard(inputs, kind, part) for kind, part in document_parts(inputs)), *archive),
        target_groups={group.slug: group.title for group in target_groups(inputs)},
        units={unit: inputs.unit_card(unit).title for unit in shown_units(inputs)},
    )
    return TextFile(f"{FOLDER}/manifest.json", f"{_canonical(manifest).decode()}\n", "tilstand")


def document_keys(inputs: BuildInputs) -> tuple[Key, ...]:
    """The files of documents, the manifest last."""
    files = (key_of(document_file, kind, part) for kind, part in document_parts(inputs))
    return (*files, key_of(manifest_file))


def _canonical(content: object) -> bytes:
    return msgspec.json.encode(content, order="sorted")
