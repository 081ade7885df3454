"""The judgements are of what the demonstration has."""

from __future__ import annotations

import json

from search.evaluation.judgements import read_judgements
from tests.conftest import BuiltSite


def test_every_address_that_is_judged_is_a_document(built_site: BuiltSite) -> None:
    there = {
        json.loads(line)["document"]["url"]
        for shard in (built_site.state / "dokumenter").rglob("*.jsonl")
        for line in shard.read_text(encoding="utf-8").splitlines()
    }
    judged = {address for one in read_judgements() for address in one.grades}
    assert sorted(judged - there) == []
