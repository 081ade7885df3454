# ruff: noqa: E501 - a list of words
"""JSON-LD of any shape, with the right words in the wrong places: a report, never an exception."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.importers.run import import_path
from plugins.model.clock import OSLO
from plugins.model.state import State

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=OSLO)
IDS = st.sampled_from(["a", "b", "c", "_:d", "http://x/e", ""])
KINDS = st.sampled_from(
    [
        "Saksmappe",
        "Journalpost",
        "Moetemappe",
        "Møtesaksregistrering",
        "Møtedokumentregistrering",
        "Skjerming",
    ]
)
KEYS = st.sampled_from(
    "@id @type @value @list @graph @context parent systemID saksaar sakssekvensnummer journalaar mappeID tittel "
    "journalsekvensnummer journalpostnummer journalposttype journaldato offentligTittel korrespondansepart "
    "korrespondansepartNavn korrespondansepartNavn_SENSITIV offentligTittel_LIST dokumentbeskrivelse skjerming "
    "dokumentobjekt utvalg moetedato referanseTilMoetesak journalpost personnavn dokumentnummer".split()
)
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), IDS, KINDS,
    st.sampled_from(["I", "2015", "15", "2015-11-02", "N/A"]),
)  # fmt: skip
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=12,
)
NODES = st.fixed_dictionaries(
    {"@type": KINDS}, optional={"@id": IDS, "systemID": IDS, "offentligTittel": VALUES, "parent": VALUES}
)
GRAPHS = st.lists(
    st.tuples(NODES, st.dictionaries(KEYS, VALUES, max_size=6)).map(lambda both: {**both[1], **both[0]}),
    max_size=5,
)


@settings(max_examples=150, deadline=None)
@given(
    GRAPHS, st.none() | st.dictionaries(st.sampled_from(["@base", "id", "x", "tittel"]), VALUES, max_size=3)
)
def test_any_graph_is_read_held_or_refused(graph: list[dict[str, object]], context: object) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.jsonld"
        path.write_text(json.dumps({"@graph": graph, "@context": context}), encoding="utf-8")
        (file,) = import_path(path, State(Path(folder) / "var"), NOW).files
    assert file.refused or file.counts.read or not graph
