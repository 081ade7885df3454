"""Build the demonstration as it was judged, ask all engines, and say how well each answers."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bench.evaluation import evaluation_report
from bench.evaluation.comparison import Asked, ByKind, ask, measure, per_query
from bench.evaluation.corpus import Engine, texts
from bench.evaluation.ours import Ours
from bench.evaluation.peers import Fts5Peer, TantivyPeer, WhooshPeer
from bench.measure import ROOT, seconds_of
from plugins.model.curation import Entries
from plugins.model.state import State
from search.curation.curation import Curation
from search.curation.files import CurationFiles
from search.evaluation.judgements import JUDGED_AT, Half, Judged, read_judgements
from search.query.weights import KIND_WEIGHTS

STEPS = 3
"""How many times ``evaluate`` tells what it does."""
_POOR = 0.9
"""nDCG below this has something to tell the one who tunes."""

Tell = Callable[[str], None]


def evaluate(halves: Sequence[Half], tell: Tell) -> str:
    """Measure on ``halves``, and say it as a section of the report."""
    with tempfile.TemporaryDirectory() as folder:
        tell("Evalueringen: bygg og indeks")
        state = built(Path(folder))
        tell("Evalueringen: de andre søkemotorene")
        judged = {half: [one for one in read_judgements() if one.half is half] for half in halves}
        engines = [ours(state), *_peers(state, Path(folder))]
        tell("Evalueringen: spørsmålene")
        return evaluation_report.section(
            {half: measure([ask(engine, ones) for engine in engines], ones) for half, ones in judged.items()},
            {half: len(ones) for half, ones in judged.items()},
        )


def worst(count: int, tell: Tell) -> str:
    """The queries of the tuning half that our engine answers worst: what it gave, and what was wanted."""
    judged = [one for one in read_judgements() if one.half is Half.TUNING and one.grades]
    with tempfile.TemporaryDirectory() as folder:
        tell("Evalueringen: bygg og indeks")
        asked = ask(ours(built(Path(folder))), judged)
    poor = sorted(zip(per_query(asked, judged), judged, strict=True), key=lambda pair: pair[0])
    return "\n\n".join(_told(value, one, asked) for value, one in poor[:count] if value < _POOR)


def built(folder: Path) -> State:
    """The demonstration site and its index, below ``folder``, as they are at the moment of judgement."""
    places = {
        "CONTENT": str(ROOT / "content"),
        "OUTPUT": str(folder / "output"),
        "STATE": str(folder / "var"),
        "NAA": JUDGED_AT.isoformat(),
    }
    for command in ("plugins.engine", "search index"):
        seconds_of(command.split(), places)
    return State(folder / "var")


def ours(state: State) -> Engine:
    """Our engine on the index of ``state``."""
    return Ours(state.index, _synonyms(), JUDGED_AT)


def _synonyms() -> Curation:
    """The editors' synonyms, and nothing that they have placed by hand: what is measured is the search."""
    entries = CurationFiles(ROOT / "content").current().entries
    return Curation(Entries(synonyms=entries.synonyms))


def _peers(state: State, folder: Path) -> Iterable[Engine]:
    documents = list(texts(state.documents, JUDGED_AT))
    kinds = {document.address: document.kind for document in documents}
    decided = _synonyms()
    place = folder / "whoosh"
    place.mkdir()
    plain = (
        WhooshPeer(documents, decided, place),
        Fts5Peer(documents, decided),
        TantivyPeer(documents, decided),
    )
    return [*plain, *(ByKind(peer, kinds, KIND_WEIGHTS) for peer in plain)]


def _told(value: float, one: Judged, asked: Asked) -> str:
    given = [f"  {one.grades.get(address, '-')} {address}" for address in asked.rankings[one.query]]
    missing = [
        f"  mangler {address} ({grade})"
        for address, grade in one.grades.items()
        if address not in asked.rankings[one.query]
    ]
    return "\n".join([f"{value:.2f} «{one.query}» ({one.sort})", *given, *missing])
