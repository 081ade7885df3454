"""Problems, the folder of state, and the document that build and search share."""

import errno
import fcntl
import pickle
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.model.document import KIND_LABELS, Document, Named
from plugins.model.errors import ContentError, Problem, disk_trouble
from plugins.model.state import State


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (Problem("a.md", 4, "galt", "rett det"), "a.md:4: galt: rett det"),
        (Problem("a.md", 0, "galt", "rett det"), "a.md: galt: rett det"),
        (Problem("a.md", 4, "galt"), "a.md:4: galt"),
        (Problem("a.md", 4, "stygt", "rett det", "advarsel"), "a.md:4: advarsel: stygt: rett det"),
    ],
)
def test_a_problem_is_said_so_that_tools_can_click_on_it(problem, said):
    assert str(problem) == said


def test_an_error_says_all_problems_by_file_and_line():
    error = ContentError([Problem("b.md", 1, "x"), Problem("a.md", 10, "x"), Problem("a.md", 9, "x")])
    assert str(error).splitlines() == ["a.md:9: x", "a.md:10: x", "b.md:1: x"]


def test_an_error_from_another_process_says_the_same():
    error = ContentError([Problem("a.md", 9, "x"), Problem("b.md", 1, "y", "rett det")])
    assert pickle.loads(pickle.dumps(error)).problems == error.problems


def test_state_lies_where_the_environment_says(monkeypatch, tmp_path):
    monkeypatch.setenv("STATE", str(tmp_path))
    assert State.from_environment() == State(tmp_path)
    monkeypatch.setenv("STATE", "")
    assert State.from_environment() == State(Path("var"))


def test_every_part_of_state_has_a_place_of_its_own(tmp_path):
    state = State(tmp_path)
    places = [
        state.store,
        state.documents,
        state.index,
        state.frame,
        state.archive_frame,
        state.insight,
        state.build,
    ]
    assert len(set(places)) == len(places)
    assert all(place.parent == tmp_path for place in places)


def _is_free(state: State) -> bool:
    with (state.root / "las").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def test_the_lock_is_held_and_let_go_also_after_an_error(tmp_path):
    state = State(tmp_path / "ny")

    def fail_while_held() -> None:
        with state.lock():
            assert not _is_free(state)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_while_held()
    assert _is_free(state)


named = st.none() | st.builds(
    Named, names=st.lists(st.text(), max_size=2).map(tuple), dated=st.none() | st.dates(), title=st.text(),
    summary=st.text(), body=st.text(),
)  # fmt: skip


@given(
    st.builds(Document, kind=st.sampled_from(list(KIND_LABELS)), named=named, dated=st.none() | st.dates())
)
def test_a_document_survives_its_file(document):
    assert msgspec.json.decode(msgspec.json.encode(document), type=Document) == document


def test_a_document_of_another_shape_is_refused():
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"id": "a", "url": "/", "kind": "tjeneste", "title": "", "hemmelig": "x"}, Document)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"id": "a", "url": "/", "kind": "ukjent", "title": ""}, Document)


def test_a_document_without_a_named_part_has_no_names():
    assert Document(id="a", url="/", kind="journalpost", title="Klage", dated=date(2026, 1, 1)).named is None


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space", "/a"), "disken er full: frigjør plass, og prøv igjen"),
        (OSError(errno.EROFS, "Read-only", "/a"), "«/a» kan ikke leses eller skrives, "
                                                  "disken er skrivebeskyttet: velg en annen mappe"),
        (OSError(errno.EACCES, "Denied", "/a"), "«/a» kan ikke leses eller skrives, rettighetene mangler: "
                                                "gi brukeren tilgang, eller velg en annen mappe"),
        (OSError("noe annet"), "noe annet"),
    ],
)  # fmt: skip
def test_trouble_with_the_disk_is_told_in_norwegian(error: OSError, said: str) -> None:
    assert disk_trouble(error) == said


@pytest.mark.parametrize(
    "problem",
    [
        Problem("a.md", 4, "telefon «13097248022» har feil form", "rett"),
        Problem("barnehage/sider/13097248022.md", 0, "feltene mangler", "rett"),
        Problem("a.md", 4, "ukjent emne «130972 48022»", "rett"),
    ],
)
def test_a_finding_never_prints_a_national_id(problem: Problem) -> None:
    assert "48022" not in str(problem)
    assert "[fødselsnummer]" in str(problem)
