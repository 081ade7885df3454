"""Whole processes are measured as what they are, and a change counts once it is on the page."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass

import pytest

from bench.builders import Eleventy, Hugo, Ours, Pelican
from bench.builds import EDITS, Results, steps
from bench.content import write_content
from bench.edits import Editor
from bench.measure import ROOT
from bench.processes import Run, run, tree_megabytes
from bench.resident import resident_seconds
from bench.written import Written

HOLDS = "held = bytearray(64_000_000); print('holder', flush=True); input()"
BUSY = "sum(range(10_000_000))"
BELOW = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BUSY!r}])"


def python(script: str, folder, **options) -> Run:
    return run([sys.executable, "-c", script], folder, {}, **options)


def test_memory_is_that_of_the_process_and_all_below_it():
    alone = tree_megabytes(os.getpid())
    child = subprocess.Popen([sys.executable, "-c", HOLDS], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    child.stdout.readline()
    assert alone > 5
    assert tree_megabytes(os.getpid()) > alone + 50
    child.communicate(b"\n")
    assert tree_megabytes(child.pid) == 0


def test_memory_is_looked_at_only_when_asked_for(tmp_path):
    assert python(BELOW, tmp_path, memory=True).megabytes > 1
    assert python("pass", tmp_path).megabytes == 0


def test_processor_time_of_children_counts(tmp_path):
    assert python(BELOW, tmp_path).processor > python("pass", tmp_path).processor


def test_a_build_that_fails_stops_the_measuring_and_says_why(tmp_path):
    with pytest.raises(SystemExit, match="ingen mal"):
        python("import sys; sys.exit('ingen mal')", tmp_path)


@pytest.mark.parametrize(("kind", "project"), [(Hugo, "hugo"), (Eleventy, "eleventy"), (Pelican, "pelican")])
def test_a_template_of_every_page_can_be_marked_again_and_again(kind, project, tmp_path):
    source = ROOT / "bench/peers" / project / kind.footer
    target = tmp_path / project / kind.footer
    target.parent.mkdir(parents=True)
    target.write_bytes(source.read_bytes())
    for mark in ("runde-1", "runde-2"):
        kind(tmp_path).edit_footer(mark)
    assert target.read_text().count('data-runde="runde-2"') == 1
    assert "runde-1" not in target.read_text()


def test_our_own_theme_is_copied_before_it_is_marked(tmp_path):
    ours = Ours(tmp_path)
    ours.prepare()
    ours.edit_footer("runde-1")
    assert "runde-1" in (ours.project / ours.footer).read_text()
    assert "runde-1" not in (ROOT / "theme" / ours.footer).read_text()
    assert ours.environment["THEME"] == str(ours.project)


def test_a_mark_is_seen_on_the_page_it_is_on(tmp_path):
    hugo = Hugo(tmp_path)
    (hugo.output / "skole").mkdir(parents=True)
    (hugo.output / "skole/index.html").write_text("<p>Rettet for 1. gang.</p>")
    assert hugo.shows("/skole/", "Rettet for 1. gang.")
    assert not hugo.shows("/skole/", "Rettet for 2. gang.")
    assert not hugo.shows("/barnehage/", "Rettet")


def test_pelican_uses_its_cache_only_on_top_of_a_build(tmp_path):
    pelican = Pelican(tmp_path)
    assert "LOAD_CONTENT_CACHE=false" in pelican.command
    pelican.output.mkdir()
    assert "LOAD_CONTENT_CACHE=true" in pelican.command


def test_a_median_is_of_all_rounds_and_what_was_not_seen_has_none():
    results = Results(30, 3)
    results.runs["rent", "Ski"] = [Run(3.0, 1.0), Run(1.0, 2.0), Run(2.0, 9.0)]
    assert results.seconds("rent", "Ski") == 2.0
    assert results.processor("rent", "Ski") == 2.0
    assert results.seconds("rent", "Hugo") is None
    results.unseen.add(("rent", "Ski"))
    assert results.seconds("rent", "Ski") is None


def test_progress_has_a_step_for_everything():
    assert steps(rounds=1, builders=1) == 1 + 1 + 2 * len(EDITS) + 1


STAYS = """
import os, pathlib, sys
from datetime import datetime, UTC
from plugins.model.build_status import BuildStatus, write_status
content, output, status = map(pathlib.Path, sys.argv[1:4])
known, number = {}, 0
while True:
    now = {path: path.stat().st_mtime_ns for path in content.glob('*/*/*.md')}
    if now != known:
        number += 1
        for path in now.keys() - {p for p in known if known[p] == now.get(p)}:
            dated = path.parent.name == 'nyheter'
            text = path.read_text()
            day = text.partition('oppdatert: ')[2].split(chr(10))[0]
            above = output / ('nyheter/2026/11' if dated else path.parent.parent.name)
            for folder in (above / path.stem, output / 'nyheter') if dated else (above / path.stem,):
                folder.mkdir(parents=True, exist_ok=True)
                (folder / 'index.html').write_text(f'{text}<time datetime="{day}">')
        write_status(status, BuildStatus(number=number, state='ferdig', begun=datetime.now(UTC)))
        known = now
    os.sched_yield()
"""


@dataclass(frozen=True)
class Stub(Ours):
    """A builder of a few lines in the place of our own."""

    script: str = "pass"

    @property
    def command(self):
        status = self.state / "bygg/status.json"
        return [sys.executable, "-c", self.script, str(self.content), str(self.output), str(status)]


def stub_site(tmp_path, script):
    ours = Stub(tmp_path, script)
    write_content(ours.content, 30)
    return ours, Editor(ours.content, [Written.read(p) for p in sorted(ours.content.glob("*/**/*.md"))])


def test_a_builder_that_does_not_stay_is_not_measured(tmp_path):
    assert resident_seconds(*stub_site(tmp_path, "pass"), rounds=1) == {}


def test_a_builder_that_stays_is_measured_from_the_file_is_saved_until_the_page_is_there(tmp_path):
    found = resident_seconds(*stub_site(tmp_path, STAYS), rounds=2)
    assert {kind: len(samples) for kind, samples in found.items()} == {"tekst": 2, "dato": 2, "nyhet": 2}
    assert all(seconds > 0 for samples in found.values() for seconds in samples)
