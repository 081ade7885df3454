"""The command line and the API give the same answer from the same index."""

from __future__ import annotations

import json
import urllib.request
from urllib.parse import urlencode

import pytest

from tests.conftest import BuiltSite, run


@pytest.mark.parametrize(
    "text", ["barnehage", "2026/935", "Kari Nordmann", "xyzzyx", "søppel -hage", "hvordan"]
)
def test_the_command_prints_what_the_api_answers(server: str, built_site: BuiltSite, text: str) -> None:
    with urllib.request.urlopen(f"{server}/api/v1/sok?{urlencode({'q': text})}", timeout=10) as answer:
        told = json.load(answer)
    done = run("search", "query", text, "--json", STATE=str(built_site.state))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == told


def test_filters_mean_the_same_in_both(server: str, built_site: BuiltSite) -> None:
    query = urlencode({"q": "barnehage", "type": "nyhet", "antall": "3"})
    with urllib.request.urlopen(f"{server}/api/v1/sok?{query}", timeout=10) as answer:
        told = json.load(answer)
    done = run(
        *("search", "query", "barnehage", "--json", "--type", "nyhet", "--antall", "3"),
        STATE=str(built_site.state),
    )
    assert json.loads(done.stdout) == told
