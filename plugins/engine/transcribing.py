"""The transcript of the archive as a build asks for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from plugins.engine.configuration import CODE
from plugins.engine.leaves import digest
from plugins.engine.transcript import Heard, Transcript
from plugins.model.clock import OSLO, Now
from plugins.model.document import Shard
from plugins.model.state import State
from plugins.store import Store
from plugins.views.bodies import Bodies
from plugins.views.build_reader import (
    bodies_of_site,
    grounds_of_documents,
    reader_beside,
    units_of_archive,
)
from plugins.views.inputs import BuildInputs
from plugins.views.noted_store import leaf_of_all
from plugins.views.settings import SiteSettings
from plugins.views.unit_directory import UnitDirectory

_ROOT = Path(__file__).resolve().parents[1]
_CODE = ("model", "store", "views")
"""Where it is said what stands in a document: when anything there is another, all documents are made anew."""


class Ground(NamedTuple):
    """What the transcript rests on besides the store and the clock, and a digest of it."""

    digest: bytes
    units: UnitDirectory
    bodies: Bodies
    settings: SiteSettings


class Transcribed(NamedTuple):
    """The files of the transcript, and the seconds after 1970 between which they hold by the clock."""

    shards: tuple[Shard, ...]
    since: float | None
    until: float | None


def transcribe(
    state: State, inputs: BuildInputs, moment: datetime, begun: Callable[[], Transcribed] | None = None
) -> tuple[Shard, ...]:
    """Bring the files up to date, and name them. Rests on the whole store; not each part is noted.

    ``begun`` gives the answer where the files are being made already.
    """
    for kind in ("dag", "sak", "saksnummer", "mote"):
        inputs.memo.read(leaf_of_all(kind))
    ground = rests_on(inputs)
    made = begun() if begun else transcribed(state, ground, moment)
    for seconds in (made.since, made.until):
        if seconds is not None:  # told to the memo, which notes it as compared with by the query that asks
            inputs.memo.now.reached(datetime.fromtimestamp(seconds, OSLO))
    return made.shards


def rests_on(inputs: BuildInputs) -> Ground:
    """What the transcript rests on in the content and the settings."""
    found = digest(_code() + grounds_of_documents(inputs))
    return Ground(found, units_of_archive(inputs), bodies_of_site(inputs), inputs.settings)


def transcribed(state: State, ground: Ground, moment: datetime) -> Transcribed:
    """Bring the files up to date as of ``moment``, in whichever process."""
    whole = Heard(Now(moment))
    heard = Heard(whole)
    with Store.open(state.store, read_only=True) as store:
        reader = reader_beside(store, heard, ground.units, ground.bodies, ground.settings)
        shards = Transcript(state, reader, heard).bring_up(ground.digest)
    return Transcribed(shards, whole.since, whole.until)


def _code() -> bytes:
    paths = sorted(path for part in _CODE for path in (_ROOT / part).rglob("*") if path.suffix in CODE)
    return b"".join(path.read_bytes() for path in paths)
