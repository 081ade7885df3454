"""All the search documents of one build, one at a time: exactly what is on the site, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.model.document import Document
from plugins.views.archive_documents import case_document, entry_document, meeting_document
from plugins.views.documents import body_document, news_document, page_document, unit_document
from plugins.views.inputs import BuildInputs


def search_documents(inputs: BuildInputs) -> Iterator[Document]:
    """Documents of everything visible at the build's «now», streamed, in no order that matters.

    What begins later is left out and comes with the build at that time; what expires sooner carries
    ``visible_until``, so that the search lets go of it by the clock.
    """
    reader = inputs.archive
    yield from _written_documents(inputs)
    yield from (body_document(body) for body in reader.bodies.all())
    yield from (meeting_document(meeting, reader) for meeting in inputs.store.meetings())
    for case in inputs.store.saksmapper():
        known = reader.case(case.arkiv, case.system_id)
        if known is not None:
            yield case_document(known, reader)
    yield from (entry_document(entry, reader) for entry in inputs.store.entries())


def _written_documents(inputs: BuildInputs) -> Iterator[Document]:
    for unit in inputs.units.values():
        yield unit_document(unit, inputs.render(unit))
    for page in inputs.pages:
        yield page_document(page, inputs.render(page), inputs.responsible(page))
    for item in inputs.news:
        yield news_document(item, inputs.render(item), inputs.responsible(item))
