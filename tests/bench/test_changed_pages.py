"""A page is changed in the documents as a build does it, and what is told of it is what was measured."""

from __future__ import annotations

import pytest

from bench import large_corpus
from bench.changed_pages import change
from bench.engine_report import section
from bench.engines import Answers, Result
from bench.processes import Run
from plugins.model.state import State
from search.documents import read_manifest, read_shard
from search.index.build import update_index
from tests.search.corpus import NOW


def documents_of(state: State) -> dict[str, str]:
    manifest = read_manifest(state.documents)
    return {d.id: d.body for shard in manifest.shards for _, d in read_shard(state.documents, shard)}


def test_one_page_has_the_new_word_and_all_else_is_as_it_was(tmp_path):
    state = State(tmp_path)
    large_corpus.write(state.documents, 400)
    before = documents_of(state)
    update_index(state, NOW)
    changed = [change(state, number, f"nyttord{number}") for number in range(3)]
    after = documents_of(state)
    assert len(set(changed)) == 3
    assert [name for name in after if after[name] != before[name]] == changed
    assert all(f"nyttord{number}" in after[name] for number, name in enumerate(changed))
    report = update_index(state, NOW)
    assert (report.changed, report.added, report.removed) == (3, 0, 0)


def result(engine: str, changed: list[float]) -> Result:
    answers = Answers(1.0, 2.0, [1.0] * 20, [1] * 20, 100.0, 50.0, [1.0] * 20)
    return Result(engine, 100_000, Run(1.0, 1.0), 1_000_000, answers, changed)


@pytest.mark.parametrize(("late", "verdict"), [(19.0, "ja"), (21.0, "**nei**")])
def test_the_page_that_nearly_all_others_were_found_before_is_held_against_the_limit(late, verdict):
    changed = [5.0] * 94 + [late] * 6
    told = section([result("ours", changed), result("tantivy", [])])
    row = next(line for line in told.splitlines() if "Endret side søkbar" in line and line.startswith("|"))
    assert f"5,0 / {late:.1f} ms".replace(".", ",") in row
    assert row.endswith(f"| {verdict} |")
