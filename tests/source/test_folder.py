"""The content folder as it lies on disk: what is there, what has changed, and what is passed over."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plugins.model.errors import ContentError
from plugins.source.folder import Tree, changed_at, looked_again, read_tree, stamp_of
from plugins.source.origin import ChangedMeanwhileError, FolderOrigin
from plugins.source.structure import structure_problems, units_of

PAGE = "---\ntittel: Søk plass\ningress: Det viktigste.\noppdatert: 2026-11-01\n---\nTeksten.\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Two units and the registers, and a place outside."""
    root = tmp_path / "content"
    for place in (
        "barnehage/virksomhet.md",
        "barnehage/sider/opptak.md",
        "barnehage/nyheter/nytt.md",
        "barnehage/bilder/kart.png",
        "barnehage/filer/dypt/nede/skjema.PDF",
        "kultur/virksomhet.md",
        "data/emner.yaml",
        "_utkast/sider/a.md",
        ".git/HEAD",
        "kultur/.skjult.md",
    ):
        write(root / place)
    write(tmp_path / "utenfor/hemmelig.pdf")
    return root


def write(path: Path, text: str = PAGE) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def origin(content: Path) -> FolderOrigin:
    tree = read_tree(content)
    return FolderOrigin(tree, units_of(tree))


def test_files_are_known_by_their_places_and_hidden_ones_are_not(content: Path) -> None:
    tree = read_tree(content)
    assert set(tree.stamps) == {
        "barnehage/virksomhet.md",
        "barnehage/sider/opptak.md",
        "barnehage/nyheter/nytt.md",
        "barnehage/bilder/kart.png",
        "barnehage/filer/dypt/nede/skjema.PDF",
        "kultur/virksomhet.md",
        "data/emner.yaml",
        "_utkast/sider/a.md",
    }
    assert tree.unit_folders == ("barnehage", "kultur")
    assert tree.written_in("barnehage") == ("barnehage/nyheter/nytt.md", "barnehage/sider/opptak.md")
    assert tree.written_in("borte") == ()


def test_no_folder_is_an_empty_tree(tmp_path: Path) -> None:
    assert read_tree(tmp_path / "borte") == Tree(tmp_path / "borte", {}, frozenset())


def test_an_edit_is_seen_also_when_size_and_time_are_as_they_were(content: Path) -> None:
    path = content / "barnehage/sider/opptak.md"
    before, about = read_tree(content).stamps, path.stat()
    path.write_text(PAGE.replace("Teksten", "teksten"), "utf-8")
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    after = read_tree(content).stamps
    assert {place for place in after if after[place] != before[place]} == {"barnehage/sider/opptak.md"}
    assert changed_at(stamp_of(path.stat())) == pytest.approx(path.stat().st_ctime, abs=1e-3)


def test_a_link_to_a_file_of_ours_is_that_file(content: Path) -> None:
    (content / "kultur/sider").mkdir()
    (content / "kultur/sider/lik.md").symlink_to("../../barnehage/sider/opptak.md")
    tree = read_tree(content)
    assert tree.stamps["kultur/sider/lik.md"] == tree.stamps["barnehage/sider/opptak.md"]
    assert tree.outside == frozenset()


@pytest.mark.parametrize("target", ["../../../utenfor/hemmelig.pdf", "borte.pdf", "b.pdf", "/dev/null"])
def test_what_leads_out_or_nowhere_or_is_no_file_is_never_published(content: Path, target: str) -> None:
    (content / "barnehage/filer/b.pdf").symlink_to(target)
    tree = read_tree(content)
    assert tree.outside == {"barnehage/filer/b.pdf"}
    assert origin(content).published_files("barnehage") == (
        "barnehage/bilder/kart.png",
        "barnehage/filer/dypt/nede/skjema.PDF",
    )


def test_folders_that_lead_out_or_round_are_passed_over(content: Path, tmp_path: Path) -> None:
    before = set(read_tree(content).stamps)
    (content / "barnehage/filer/ut").symlink_to(tmp_path / "utenfor")
    (content / "barnehage/filer/rundt").symlink_to(content / "barnehage")
    assert set(read_tree(content).stamps) == before


def test_a_folder_that_is_linked_within_the_content_is_read(content: Path) -> None:
    (content / "kultur/bilder").symlink_to("../barnehage/bilder")
    assert "kultur/bilder/kart.png" in read_tree(content).stamps


@pytest.mark.parametrize(
    ("name", "told"),
    [(b"r\xe6v.pdf", "r?v.pdf"), (b"a\x1fb.pdf", "a?b.pdf"), (b"a\nb.pdf", "a?b.pdf")],
)
def test_a_name_that_is_not_text_is_told_of(content: Path, name: bytes, told: str) -> None:
    Path(os.fsdecode(bytes(content / "barnehage/filer") + b"/" + name)).write_bytes(b"%PDF")
    tree = read_tree(content)
    assert tree.nameless == (f"barnehage/filer/{told}",)
    (problem,) = structure_problems(tree)
    assert problem.path == f"{content}/barnehage/filer/{told}"
    assert "kan ikke bli en adresse" in problem.message


@pytest.mark.parametrize(
    "name", ["rød løper.pdf", "a\N{SOFT HYPHEN}b.pdf", "norsk\N{NO-BREAK SPACE}navn.pdf"]
)
def test_a_name_in_any_writing_is_a_name(content: Path, name: str) -> None:
    write(content / "barnehage/filer" / name)
    assert f"barnehage/filer/{name}" in read_tree(content).stamps
    assert list(structure_problems(read_tree(content))) == []


def test_fields_and_text_of_a_file_are_read_apart(content: Path) -> None:
    of = origin(content)
    reading = of.reading("barnehage/sider/opptak.md")
    assert reading is not None
    assert reading.source is not None
    assert reading.source.item.title == "Søk plass"
    assert of.text("barnehage/sider/opptak.md") == "Teksten.\n"


@pytest.mark.parametrize(
    "place",
    ["barnehage/sider/borte.md", "barnehage/bilder/kart.png", "_utkast/sider/a.md", "data/emner.yaml"],
)
def test_what_is_no_page_has_no_reading(content: Path, place: str) -> None:
    assert origin(content).reading(place) is None


@pytest.mark.parametrize("change", [lambda path: write(path, "annet"), Path.unlink])
def test_what_is_read_must_still_be_as_it_was_found(content: Path, change: object) -> None:
    of = origin(content)
    change(content / "barnehage/sider/opptak.md")  # type: ignore[operator]
    with pytest.raises((ChangedMeanwhileError, ContentError)):
        of.text("barnehage/sider/opptak.md")


def test_a_register_that_comes_to_be_while_a_build_runs_is_noticed(content: Path) -> None:
    of = origin(content)
    assert of.register("malgrupper") == ((), ())
    write(content / "data/malgrupper.yaml", "- {id: unge, tittel: Unge, ingress: For unge}\n")
    with pytest.raises(ChangedMeanwhileError):
        of.register("malgrupper")


def some_change(content: Path, change: str) -> list[str]:
    """Do something to the content; gives the places that are touched by it."""
    match change:
        case "rewritten":
            write(content / "barnehage/sider/opptak.md", PAGE + "Mer.\n")
            return ["barnehage/sider/opptak.md"]
        case "added":
            write(content / "kultur/bilder.md")
            return ["kultur/bilder.md"]
        case "at the top":
            write(content / "lesmeg.md")
            return ["lesmeg.md"]
        case "moved":
            (content / "barnehage/nyheter/nytt.md").rename(content / "barnehage/sider/a.md")
            return ["barnehage/nyheter/nytt.md", "barnehage/sider/a.md"]
        case "gone again":
            return ["barnehage/sider/4913"]
        case "hidden":
            write(content / "kultur/.lås/eier.md")
            return ["kultur/.lås", "kultur/.lås/eier.md"]
    raise AssertionError(change)


@pytest.mark.parametrize("change", ["rewritten", "added", "at the top", "moved", "gone again", "hidden"])
def test_a_look_at_what_was_touched_sees_what_a_look_at_everything_does(content: Path, change: str) -> None:
    before = read_tree(content)
    assert before.by_folder
    again = looked_again(before, some_change(content, change))
    assert again == read_tree(content)
    assert again is not None
    assert again.by_folder == read_tree(content).by_folder
    assert again.unit_folders == before.unit_folders


@pytest.mark.parametrize("place", ["skole", "skole/sider", "barnehage/sider", "barnehage/lenke.md"])
def test_of_folders_and_links_only_a_look_at_everything_can_tell(content: Path, place: str) -> None:
    before = read_tree(content)
    if place.endswith(".md"):
        (content / place).symlink_to(content / "kultur/virksomhet.md")
        assert looked_again(read_tree(content), []) is None
    else:
        write(content / place / "a.md")
    assert looked_again(before, [place]) is None
