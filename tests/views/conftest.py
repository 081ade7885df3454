"""A store in a temporary folder, filled by the test and closed after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from plugins.model.archive import Journalpost, Moetemappe, Saksmappe
from plugins.store import Store
from plugins.views.archive_reader import ArchiveReader
from tests.views.archive_makers import NOW, filled_store, reader_of

ReaderMaker = Callable[..., ArchiveReader]


@pytest.fixture
def reading(tmp_path: Path) -> Iterator[ReaderMaker]:
    """``reading(case(), entry(), now=…, mask=…)`` gives a reader of a store with these records."""
    stores: list[Store] = []

    def make(
        *records: Saksmappe | Journalpost | Moetemappe, now: datetime = NOW, mask: bool = True
    ) -> ArchiveReader:
        folder = tmp_path / str(len(stores))
        folder.mkdir()
        stores.append(filled_store(folder, *records))
        return reader_of(stores[-1], now, mask=mask)

    yield make
    for store in stores:
        store.close()


@pytest.fixture
def reading_many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReaderMaker]:
    """The same for a property test, which makes many stores: each is closed when the next is made."""
    stores: list[Store] = []

    def make(*records: Saksmappe | Journalpost | Moetemappe) -> ArchiveReader:
        while stores:
            stores.pop().close()
        stores.append(filled_store(tmp_path_factory.mktemp("lager"), *records))
        return reader_of(stores[-1])

    yield make
    for store in stores:
        store.close()
