"""The transcript of the archive as a build asks for it."""

from __future__ import annotations

from pathlib import Path

from plugins.engine.leaves import digest
from plugins.engine.transcript import Heard, Transcript
from plugins.model.document import Shard
from plugins.model.state import State
from plugins.store import Store
from plugins.views.build_reader import grounds_of_documents, reader_beside
from plugins.views.inputs import BuildInputs
from plugins.views.noted_store import leaf_of_all

_ROOT = Path(__file__).resolve().parents[1]
_CODE = (
    "model/*.py", "store/rows.py", "views/archive_documents.py", "views/archive_reader.py",
    "views/archive_shards.py", "views/bodies.py", "views/documents.py", "views/journal.py",
    "views/masking.py",
    "views/meetings.py", "views/rendering.py", "views/unit_directory.py",
)  # fmt: skip
"""What says what stands in a document: when any of it is changed, all documents are made anew."""


def transcribe(state: State, inputs: BuildInputs) -> tuple[Shard, ...]:
    """Bring the files up to date, and name them. Rests on the whole store; not each part is noted."""
    for kind in ("dag", "sak", "saksnummer", "mote"):
        inputs.memo.read(leaf_of_all(kind))
    now = Heard(inputs.memo.now)
    with Store.open(state.store, read_only=True) as store:
        transcript = Transcript(state, reader_beside(inputs, store, now), now)
        return transcript.bring_up(digest(_code() + grounds_of_documents(inputs)))


def _code() -> bytes:
    paths = sorted(path for pattern in _CODE for path in _ROOT.glob(pattern))
    return b"".join(path.read_bytes() for path in paths)
