"""A resident indexer: the index follows the documents for as long as the process lives."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

from plugins.model.clock import Clock
from plugins.model.document import Document
from plugins.model.progress import bar
from plugins.model.state import State
from plugins.model.withdrawn import Stamp, stamp_of
from search.analysis.compounds import MANY
from search.analysis.lemma import known_words
from search.columns import stable_hash
from search.documents import DOCUMENTS, MANIFEST, DocumentsError
from search.index.ahead import WRITTEN, look_ahead
from search.index.build import Indexer
from search.index.generations import IndexUnavailable
from search.index.inverting import Item
from search.index.notices import Notices
from search.index.tables import places_of
from search.index.writing import write_changes, write_new

LOOK_SECONDS = 0.03
"""Between two looks at the manifest where nobody tells of it. A look is one ``stat``."""
UNTOLD_SECONDS = 1.0
"""The same where the system tells at once: some file systems tell nothing of what other machines do."""


def follow_documents(state: State, clock: Clock, tell: Callable[[str], None]) -> NoReturn:
    """Bring the index up to date now and when the documents are new, and ``tell`` of it; a signal ends it."""
    written = [state.documents / kind for kind in sorted(WRITTEN)]
    follower, notices = Follower(state, clock), Notices([state.documents, state.root], written)

    def look() -> bool:
        """Update if there are new documents; whether somebody tells when there are others."""
        watched = notices.watch()
        if told := follower.look():
            tell(told)
        if told := follower.tidy():
            tell(told)
        return watched

    look()
    _rehearse()
    for _ in look_ahead(state.documents):
        look()
    gc.freeze()  # what is here stays: looking through it for garbage would delay an edit now and then
    while True:
        follower.read_early(notices.wait(UNTOLD_SECONDS if look() else LOOK_SECONDS))


def _rehearse() -> None:
    """Do once, beside the index, what an update does, so that dictionaries and code load before an edit."""
    page = Document(id="x", url="/", kind="tjeneste", title=" ".join(islice(known_words(), 2 * MANY)))
    with TemporaryDirectory() as folder:
        write_new(Path(folder), [Item(page)])
        write_changes(Path(folder), places_of(Path(folder), [stable_hash(page.id)]), [Item(page)])


class _Interrupted(Exception):  # noqa: N818  (something else is to be done first)
    """Documents are new while segments are merged."""


class Follower:
    """Updates the index under ``state`` when the manifest is another than the last time it looked."""

    def __init__(self, state: State, clock: Clock) -> None:
        self._state = state
        self._clock = clock
        self._indexer = Indexer(state, merges_later=True)
        self._seen: tuple[Stamp, Stamp | None] | None = None

    def look(self) -> str:
        """Update if there are new documents. What is to be told of it; empty when nothing was done.

        Errors are told like everything else: the index in use stays, and the next documents are tried anew.
        """
        stamp = self._stamp()
        if stamp in (None, self._seen):
            return ""
        self._seen = stamp
        try:
            with self._state.lock("indekseringen"), bar() as progress:
                self._seen = self._stamp()  # a build may have ended while we waited for it
                said = str(self._indexer.update(self._clock(), progress))
                self._seen = self._stamp()  # the update may have let go of what was withdrawn
                return said
        except (DocumentsError, IndexUnavailable, OSError) as error:
            return f"Feil: {trouble(error, self._state)}"

    def read_early(self, files: Sequence[Path]) -> None:
        """Read the pages that were put in place, unless the manifest that names them is there already."""
        for file in files:
            if file.suffix == DOCUMENTS and file.parent.name in WRITTEN and self._stamp() == self._seen:
                self._indexer.read_early(file)

    def tidy(self) -> str:
        """Make ready for the next update, and put together what the updates have left in small segments;
        given up when documents are new before it is done. What went wrong; empty when nothing did.
        """
        try:
            self._indexer.copy()
            self._indexer.merge(self._step)
            self._step()
            self._indexer.copy()
        except _Interrupted:
            return ""
        except (IndexUnavailable, OSError) as error:
            return f"Feil: {trouble(error, self._state)}"
        return ""

    def _step(self) -> None:
        if self._stamp() != self._seen:
            raise _Interrupted

    def _stamp(self) -> tuple[Stamp, Stamp | None] | None:
        """What changes when the manifest or what is withdrawn is replaced; None when there is no manifest."""
        manifest = stamp_of(self._state.documents / MANIFEST)
        return None if manifest is None else (manifest, stamp_of(self._state.withdrawn))


def trouble(error: Exception, state: State) -> str:
    """What went wrong with an update, in Norwegian."""
    if isinstance(error, OSError):
        return f"Kan ikke skrive søkeindeksen i {state.index}: {error.strerror or error}."
    return str(error)
