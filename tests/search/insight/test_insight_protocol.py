from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from search.insight.commands import app
from search.insight.keeping import Keeping
from search.insight.protocol import COLUMNS, TABLES, protocol
from search.insight.tables import METADATA

DOCUMENT = Path("docs/personvern.md").read_text(encoding="utf-8")
TEXT = ("VARCHAR", "DATE", "DATETIME", "BOOLEAN", "FLOAT")


@pytest.mark.parametrize("table", METADATA.tables.values(), ids=lambda table: table.name)
def test_every_table_and_all_it_keeps_but_counts_is_in_the_record(table) -> None:
    assert table.name in TABLES
    kept = {column.name for column in table.columns if str(column.type).startswith(TEXT)}
    assert kept <= COLUMNS.keys()


def test_the_record_says_the_limits_in_force(monkeypatch) -> None:
    monkeypatch.setenv("INNSIKT_RADAGER", "3")
    monkeypatch.setenv("NAA", "2026-11-23T12:00")
    record = CliRunner().invoke(app, ["protokoll"]).output
    assert "Laget 2026-11-23" in record
    assert "øktnøkler: 3 dager" in record


def test_the_record_has_what_article_30_asks_for() -> None:
    record = protocol(Keeping(), date(2026, 11, 23))
    for title in ("Formål", "Hvem det gjelder", "Opplysninger", "Mottakere", "Hvor lenge", "Sikring"):
        assert f"## {title}\n" in record


def test_the_document_names_every_limit_with_its_standard() -> None:
    keeping = Keeping()
    standards = {
        "INNSIKT_RADAGER": f"{keeping.raw_days} dager",
        "INNSIKT_OKTER": f"minst {keeping.sessions} økter",
        "INNSIKT_OKTER_SAMME_DAG": f"{keeping.same_day} av dem samme dag",
        "INNSIKT_OVRIGE_DAGER": f"{keeping.rest_days} dager",
        "INNSIKT_SVARDAGER": f"{keeping.comment_days} dager",
    }
    for name, standard in standards.items():
        assert re.search(rf"^\|.*{standard}.*`{name}`", DOCUMENT, re.MULTILINE), name
    assert f"minst {keeping.public_sessions} (`INNSIKT_OKTER_OFFENTLIG`)" in DOCUMENT


def test_the_document_names_paths_that_are_there() -> None:
    paths = re.findall(r"`((?:search|tests)/[\w/.]+)`", DOCUMENT)
    assert len(paths) >= 3
    assert [path for path in paths if not Path(path).exists()] == []
