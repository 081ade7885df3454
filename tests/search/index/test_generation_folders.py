"""Folders, the link and the description of a generation."""

from __future__ import annotations

import pytest

from search.index import generations
from search.index.generations import (
    COPIED_BYTES,
    CURRENT,
    DESCRIPTION,
    LOCK_NAME,
    Description,
    IndexUnavailable,
    copy_of,
    current,
    describe,
    file_hash,
    identities,
    new_folder,
    numbered,
    prove_files,
    proven_content,
    read_description,
    sweep,
    take_into_use,
)


def description(**changes):
    given = {
        "version": "1",
        "documents": 1,
        "made": "2026-11-23T12:00",
        "target_groups": {},
        "units": {"a": "Å"},
    }
    return Description(**{**given, **changes})


def test_a_description_is_read_as_it_was_written(tmp_path):
    (tmp_path / "fil").write_text("innhold")
    files = {"fil": file_hash(tmp_path / "fil")}
    written = description(shards={"a/b.jsonl": "x"}, files=files)
    describe(tmp_path, written)
    assert read_description(tmp_path) == written
    prove_files(tmp_path, written)


def test_a_table_of_contents_that_is_not_described_is_refused(tmp_path):
    describe(tmp_path, description())
    (tmp_path / "_MAIN_99.toc").write_bytes(b"x")
    with pytest.raises(IndexUnavailable, match="_MAIN_99"):
        prove_files(tmp_path, read_description(tmp_path))


def test_other_files_that_are_not_described_do_not_matter(tmp_path):
    describe(tmp_path, description())
    (tmp_path / "annet").write_text("x")
    assert prove_files(tmp_path, read_description(tmp_path)) is None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"shards": 1}', '{"shards": {"a": {}}, "files": {}}'])
def test_a_broken_description_is_refused(tmp_path, text):
    (tmp_path / DESCRIPTION).write_text(text)
    with pytest.raises(IndexUnavailable, match="skadet"):
        read_description(tmp_path)


def test_folders_are_numbered_on_from_the_last(tmp_path):
    root = tmp_path / "indeks"
    assert numbered(root) == []
    assert [new_folder(root).name for _ in range(3)] == ["g000001", "g000002", "g000003"]
    (root / "g000001").rmdir()
    assert new_folder(root).name == "g000004"


def test_other_things_in_the_folder_are_left_alone(tmp_path):
    (tmp_path / "notater").mkdir()
    (tmp_path / "gx").mkdir()
    (tmp_path / "g12").write_text("en fil")
    sweep(tmp_path, set())
    assert {p.name for p in tmp_path.iterdir()} == {"notater", "gx", "g12"}
    assert new_folder(tmp_path).name == "g000001"


def test_the_link_is_swapped_and_may_be_swapped_again(tmp_path):
    first, second = new_folder(tmp_path), new_folder(tmp_path)
    assert current(tmp_path) is None
    take_into_use(first)
    assert current(tmp_path) == first
    take_into_use(second)
    assert current(tmp_path) == second
    assert (tmp_path / CURRENT).is_symlink()


def test_what_a_killed_swap_left_behind_is_no_hindrance(tmp_path):
    folder = new_folder(tmp_path)
    (tmp_path / f".{CURRENT}.ny").symlink_to("g999999")
    take_into_use(folder)
    assert current(tmp_path) == folder


def test_a_link_to_nothing_is_no_generation(tmp_path):
    (tmp_path / CURRENT).symlink_to("g000009")
    assert current(tmp_path) is None


def test_small_files_are_copied_and_large_ones_linked(tmp_path):
    source, folder = new_folder(tmp_path), new_folder(tmp_path)
    (source / "liten").write_bytes(b"x")
    with (source / "stor").open("wb") as handle:
        handle.truncate(COPIED_BYTES + 1)
    (source / DESCRIPTION).write_text("{}")
    (source / LOCK_NAME).write_text("")
    described = {"stor": (COPIED_BYTES + 1, "prøvd før")}
    assert copy_of(source, folder, described) == {**described, "liten": file_hash(folder / "liten")}
    assert {p.name for p in folder.iterdir()} == {"liten", "stor"}
    assert not (folder / "liten").samefile(source / "liten")
    assert (folder / "stor").samefile(source / "stor")


def test_where_nothing_can_be_linked_all_is_copied(tmp_path, monkeypatch):
    source, folder = new_folder(tmp_path), new_folder(tmp_path)
    monkeypatch.setattr(generations, "COPIED_BYTES", 0)
    monkeypatch.setattr(generations.os, "link", _fail)
    (source / "fil").write_bytes(b"x")
    assert copy_of(source, folder, {}) == {}
    assert (folder / "fil").read_bytes() == b"x"


def _fail(*_):
    raise OSError


def test_what_is_known_is_not_read_and_all_else_is_proven(tmp_path):
    for name in ("kjent", "ny"):
        (tmp_path / name).write_text(name)
    files = {name: file_hash(tmp_path / name) for name in ("kjent", "ny")}
    (tmp_path / "kjent").unlink()
    described, known = description(files=files), {files["kjent"][1]: b"kjent"}
    assert sorted(proven_content(tmp_path, described, known).values()) == [b"kjent", b"ny"]
    with pytest.raises(IndexUnavailable, match="mangler filen"):
        proven_content(tmp_path, described, {})
    (tmp_path / "ny").write_text("xx")
    with pytest.raises(IndexUnavailable, match="skadet"):
        proven_content(tmp_path, described, known)


def test_a_file_is_another_when_it_is_replaced_or_changed(tmp_path):
    (tmp_path / "fil").write_text("a")
    (tmp_path / LOCK_NAME).write_text("")
    before = identities(tmp_path)
    assert set(before) == {"fil"}
    assert identities(tmp_path) == before
    (tmp_path / "fil").write_text("ab")
    assert identities(tmp_path) != before


def test_sweeping_keeps_what_is_named(tmp_path):
    folders = [new_folder(tmp_path) for _ in range(4)]
    sweep(tmp_path, {folders[1], folders[3]})
    assert numbered(tmp_path) == [folders[1], folders[3]]
