"""How soon a service in use finds something new: the same search over and over, until all workers have it."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

from lxml import etree

from bench.delivery_xml import NAMESPACE
from bench.demonstration import server, wait_for_workers
from plugins.model import addresses

WORKERS = 2
_ASKED_EVERY = 0.05
_IN_A_ROW = 20
"""Each connection falls to one of the workers by chance: so many answers in a row are not from one alone."""
_PATIENCE = 120.0


@contextmanager
def in_use(places: dict[str, str]) -> Iterator[int]:
    """A service with all its workers ready, by its port on loopback. Raises SystemExit if they never are."""
    with server({**places, "ARBEIDERE": str(WORKERS)}) as (connection, _):
        wait_for_workers(connection.port, WORKERS)
        yield connection.port


def document_numbers(delivery: Path) -> list[str]:
    """The numbers of the documents in a delivery of ``arkivstruktur`` as people write them: «2026/1234-7»."""

    def text(element: etree._Element, name: str) -> str:
        return element.findtext(f"{{{NAMESPACE}}}{name}", "")

    return [
        f"{text(case, 'saksaar')}/{text(case, 'sakssekvensnummer')}-{text(entry, 'journalpostnummer')}"
        for case in etree.parse(delivery).getroot().iterfind(f"{{{NAMESPACE}}}mappe")
        for entry in case.iterfind(f"{{{NAMESPACE}}}registrering")
    ]


class Asker(threading.Thread):
    """Searches for the document of one number over and over, each time over a connection of its own."""

    def __init__(self, port: int, number: str) -> None:
        super().__init__(daemon=True)
        self._port, self._number = port, number
        self._answers: list[float] = []
        self.start()

    def found(self) -> float:
        """When the first answer came after which the document was in all of them, by ``perf_counter``.

        Waits for it. Raises SystemExit when the document is never found.
        """
        self.join()
        if len(self._answers) < _IN_A_ROW:
            raise SystemExit(f"Søket fant aldri dokument {self._number}.")
        return self._answers[0]

    def run(self) -> None:
        """Ask until the document has been there so often that every worker has it."""
        deadline = time.perf_counter() + _PATIENCE
        while len(self._answers) < _IN_A_ROW and time.perf_counter() < deadline:
            if self._finds():
                self._answers.append(time.perf_counter())
            else:
                self._answers.clear()
            time.sleep(_ASKED_EVERY)

    def _finds(self) -> bool:
        address = f"{addresses.API_SEARCH}?{urlencode({'q': self._number})}"
        with closing(http.client.HTTPConnection("127.0.0.1", self._port, timeout=10)) as connection:
            connection.request("GET", address)
            answer = json.loads(connection.getresponse().read())
        return any(hit["number"] == self._number for hit in answer["hits"])
