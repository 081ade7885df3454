"""A process that is killed in the middle of an import leaves a store that a new import makes whole."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from bench.deliveries import write_journal
from bench.delivery_forms import FORMS
from plugins.importers.run import import_path
from plugins.model.clock import OSLO
from plugins.model.state import State
from plugins.store import Store

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=OSLO)
CHILD = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from plugins.importers.run import import_path
from plugins.model.clock import OSLO
from plugins.model.state import State
from plugins.store import intake

moment, source, root = sys.argv[1:]
if moment == "midt i lesingen":
    def die(file, done, of): os.kill(os.getpid(), signal.SIGKILL)
else:
    def die(file, done, of): pass
    def killed(self): os.kill(os.getpid(), signal.SIGKILL)
    intake.Intake._write_quarantine = killed
import_path(Path(source), State(Path(root)), datetime(2026, 11, 23, 8, tzinfo=OSLO), die)
"""


def dump(state: State) -> list[str]:
    with sqlite3.connect(state.store) as connection:
        return list(connection.iterdump())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("moment", ["midt i lesingen", "midt i flyttingen"])
def test_killed_and_imported_again_is_the_same_store(tmp_path: Path, moment: str, form: str) -> None:
    write_journal(tmp_path / "inn", 700, date(2026, 9, 1), date(2026, 9, 30), 5, form=form)
    (source,) = (tmp_path / "inn").iterdir()
    whole, broken = State(tmp_path / "hel"), State(tmp_path / "brutt")
    import_path(source, whole, NOW)

    child = subprocess.run(
        [sys.executable, "-c", CHILD, moment, str(source), str(broken.root)],
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        check=False,
    )
    assert child.returncode == -signal.SIGKILL
    with Store.open(broken.store) as store:
        assert list(store.entries()) == []
        assert list(store.saksmapper()) == []

    import_path(source, broken, NOW)
    assert dump(broken) == dump(whole)
