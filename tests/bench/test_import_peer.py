"""The yardstick of imports reads the very entries that are imported, in each format."""

from __future__ import annotations

import sqlite3
from datetime import date

import pytest

from bench import import_peer
from bench.deliveries import write_journal
from bench.delivery_forms import FORMS

ENTRIES = 40


@pytest.mark.parametrize("form", FORMS)
def test_each_entry_becomes_a_row_with_its_fields(form, tmp_path):
    write_journal(tmp_path / "inn", ENTRIES, date(2024, 1, 1), date(2024, 12, 31), 1, form=form, whole=True)
    (file,) = (tmp_path / "inn").iterdir()

    import_peer.main(form, str(file), str(tmp_path / "enkel.db"))

    rows = sqlite3.connect(tmp_path / "enkel.db").execute("SELECT felter FROM post").fetchall()
    assert len(rows) == ENTRIES
    assert all("2024" in fields for (fields,) in rows)
