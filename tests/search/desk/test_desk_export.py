"""Decisions written to files: comments kept, one commit, and nothing that an editor is at."""

from __future__ import annotations

import subprocess
from datetime import datetime
from pathlib import Path

import pytest

from plugins.model.clock import OSLO
from plugins.model.curation import Ban, Decision, Pin, Synonym
from plugins.source.curation import curation_folder, read_curation
from search.desk.database import Desk
from search.desk.decisions import Decisions, Grounds
from search.desk.export import export

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=OSLO)
WHY = Grounds("kari", "Mange skriver det.")

SYNONYMS = """\
# Ordene folk bruker.
- {ord: søppel, ogsaa: [avfall], hvorfor: "Samme tjeneste."}
# Denne er det lurt å ha.
- ord: sfo
  ogsaa: [skolefritidsordning]
  hvorfor: Forkortelsen.  # kort

# Til slutt.
- {ord: aks, ogsaa: [sfo], hvorfor: "Navnet i nabokommunen."}
"""
SFO = Synonym(ord="sfo", ogsaa=("skolefritidsordning",), hvorfor="Forkortelsen.")
BOSS = Synonym(
    ord="boss", ogsaa=("avfall", "søppel: restavfall"), begge_veier=True, hvorfor="«Boss» er ikke sjef."
)
OPEN = Pin(sok=("åpningstider",), adresse="/servicetorget/kontakt/", hvorfor="Mener torget.")


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ("git", "-C", str(folder), *arguments), check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Content without Git."""
    folder = curation_folder(tmp_path / "innhold" / "content")
    folder.mkdir(parents=True)
    (folder / "synonymer.yaml").write_text(SYNONYMS, encoding="utf-8")
    return tmp_path / "innhold" / "content"


@pytest.fixture
def checkout(content: Path) -> Path:
    """The same in Git, with something staged that is not ours."""
    root = content.parent
    git(root, "init", "--quiet")
    git(root, "config", "user.name", "Prøve")
    git(root, "config", "user.email", "prove@ski.example")
    (root / "annet.md").write_text("Før.\n")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "Begynn")
    (root / "annet.md").write_text("Midt i noe.\n")
    git(root, "add", "annet.md")
    return content


@pytest.fixture
def decisions(tmp_path: Path) -> Decisions:
    return Decisions(Desk(tmp_path / "styring.db"))


def written(content: Path) -> list[Decision]:
    problems: list[object] = []
    found = [one.decision for one in read_curation(curation_folder(content), problems)]
    assert problems == []
    return found


def synonyms(content: Path) -> str:
    return (curation_folder(content) / "synonymer.yaml").read_text(encoding="utf-8")


def test_what_was_added_comes_last_and_the_rest_stands(content: Path, decisions) -> None:
    decisions.add(NOW, BOSS, WHY)
    decisions.add(NOW, OPEN, WHY)
    done = export(content, decisions.history())
    assert (done.written, done.commit, done.left) == (("synonymer.yaml", "plasser.yaml"), "", ())
    assert synonyms(content).startswith(SYNONYMS)
    assert {BOSS, OPEN} <= set(written(content))
    assert export(content, decisions.history()).written == ()


def test_what_was_withdrawn_loses_its_own_lines_and_no_comment_of_others(content: Path, decisions) -> None:
    decisions.withdraw(NOW, SFO, WHY)
    export(content, decisions.history())
    left = synonyms(content)
    assert SFO not in written(content)
    assert len(written(content)) == 2
    assert "# Ordene folk bruker." in left
    assert "# Til slutt." in left


def test_all_decisions_that_are_waiting_are_one_commit_with_who_and_why(checkout: Path, decisions) -> None:
    decisions.add(NOW, BOSS, WHY)
    decisions.add(NOW, OPEN, WHY)
    done = export(checkout, decisions.history())
    changed = git(checkout, "show", "--stat", "--format=%s%n%b", "HEAD")
    assert done.commit in git(checkout, "rev-parse", "HEAD")
    assert "Skriv 2 beslutninger fra søkeinnsikten" in changed
    assert "«boss» finner også «avfall»" in changed
    assert "kari: Mange skriver det." in changed
    assert "annet.md" not in changed
    assert git(checkout, "status", "--porcelain").split() == ["M", "annet.md"]
    assert export(checkout, decisions.history()).commit == ""


def test_added_and_withdrawn_in_between_is_nothing_to_write(checkout: Path, decisions) -> None:
    line = decisions.add(NOW, BOSS, WHY)
    decisions.undo(NOW, line.id, "ola")
    assert export(checkout, decisions.history()).written == ()


def edited(path: Path) -> None:
    path.write_text(f"{SYNONYMS}# Holder på.\n", encoding="utf-8")


def staged(path: Path) -> None:
    edited(path)
    git(path.parent, "add", path.name)


def opened_in_vim(path: Path) -> None:
    (path.parent / f".{path.name}.swp").write_bytes(b"b0VIM")


def opened_in_emacs(path: Path) -> None:
    (path.parent / f".#{path.name}").symlink_to("redaktor@maskin.1234")


@pytest.mark.parametrize("at_work", [edited, staged, opened_in_vim, opened_in_emacs])
def test_a_file_that_an_editor_is_at_is_left_alone_and_told_of(checkout: Path, decisions, at_work) -> None:
    at_work(curation_folder(checkout) / "synonymer.yaml")
    before = synonyms(checkout)
    decisions.add(NOW, BOSS, WHY)
    decisions.add(NOW, OPEN, WHY)
    done = export(checkout, decisions.history())
    assert synonyms(checkout) == before
    assert done.written == ("plasser.yaml",)
    assert len(done.left) == 1
    assert done.left[0].startswith("synonymer.yaml: ")
    assert "1 beslutning venter" in done.left[0]


def test_what_was_left_is_written_when_the_editor_is_done(checkout: Path, decisions) -> None:
    path = curation_folder(checkout) / "synonymer.yaml"
    edited(path)
    decisions.add(NOW, BOSS, WHY)
    assert export(checkout, decisions.history()).written == ()
    git(checkout, "commit", "--quiet", "--message", "Ferdig", "--", str(path))
    assert export(checkout, decisions.history()).written == ("synonymer.yaml",)
    assert "# Holder på." in synonyms(checkout)


def test_a_new_file_that_an_editor_has_not_committed_is_left_alone(checkout: Path, decisions) -> None:
    (curation_folder(checkout) / "skjul.yaml").write_text("# På vei.\n")
    decisions.add(NOW, Ban(sok=("vann",), adresse="/nav/", hvorfor="Ikke svaret."), WHY)
    assert export(checkout, decisions.history()).written == ()


def test_a_file_with_a_fault_is_left_alone(content: Path, decisions) -> None:
    path = curation_folder(content) / "synonymer.yaml"
    path.write_text("- {ord: søppel}\n", encoding="utf-8")
    decisions.add(NOW, BOSS, WHY)
    done = export(content, decisions.history())
    assert "har feil på linje 1" in done.left[0]
    assert path.read_text(encoding="utf-8") == "- {ord: søppel}\n"


def test_in_the_middle_of_a_merge_nothing_is_touched(checkout: Path, decisions) -> None:
    head = git(checkout, "rev-parse", "HEAD")
    (checkout.parent / ".git" / "MERGE_HEAD").write_text(head)
    decisions.add(NOW, BOSS, WHY)
    done = export(checkout, decisions.history())
    assert "pågår" in done.left[0]
    assert synonyms(checkout) == SYNONYMS


def test_when_git_refuses_the_files_are_as_they_were(checkout: Path, decisions) -> None:
    hook = checkout.parent / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho Nei takk >&2\nexit 1\n")
    hook.chmod(0o755)
    decisions.add(NOW, BOSS, WHY)
    decisions.add(NOW, OPEN, WHY)
    done = export(checkout, decisions.history())
    assert "Nei takk" in done.left[-1]
    assert synonyms(checkout) == SYNONYMS
    assert not (curation_folder(checkout) / "plasser.yaml").exists()
    assert git(checkout, "status", "--porcelain").split() == ["M", "annet.md"]
