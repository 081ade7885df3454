"""Arrays are read back as they were written, from disk or from memory, and what is broken is told of."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest

from search.arrays import Phrase, Prefix, Term
from search.arrays.collection import Collection
from search.arrays.files import Files, forget
from search.arrays.layout import ARRAY_NAMES, About, SegmentArrays, load, save
from search.arrays.segment import Segment
from tests.search.arrays.oracle import collection, inverted

BOOK = [
    {"brød": ["rett", "til", "plass"], "tittel": ["plass"]},
    {"brød": ["plass", "til", "rett"], "tittel": []},
]


@pytest.fixture
def arrays() -> SegmentArrays:
    return inverted(BOOK)


@pytest.mark.parametrize("in_memory", [False, True])
def test_what_is_read_is_what_was_written(arrays: SegmentArrays, tmp_path: Path, in_memory: bool) -> None:
    save(arrays, Files(tmp_path, "MAIN_x"))
    content = {path.name: path.read_bytes() for path in tmp_path.iterdir()} if in_memory else None
    read = load(Files(Path("finnes-ikke") if in_memory else tmp_path, "MAIN_x", content))
    assert read.about == arrays.about
    for name in ARRAY_NAMES:
        assert np.array_equal(getattr(read, name), getattr(arrays, name))
    hits = Collection([Segment(read)]).hits(Phrase("brød", ("rett", "til")))
    assert hits.docs.tolist() == [0]


@pytest.mark.parametrize("in_memory", [False, True])
def test_pieces_of_an_array_are_read_where_they_lie(
    arrays: SegmentArrays, tmp_path: Path, in_memory: bool
) -> None:
    save(arrays, Files(tmp_path, "MAIN_x"))
    content = {path.name: path.read_bytes() for path in tmp_path.iterdir()} if in_memory else None
    files = Files(Path("finnes-ikke") if in_memory else tmp_path, "MAIN_x", content)
    _, _, (pieces,) = files.read_with_pieces("postings", About, "text")
    whole = arrays.text.tobytes()
    assert [bytes(pieces.read(a, b)) for a, b in ((0, len(whole)), (3, 7), (2, 2))] == [
        whole,
        whole[3:7],
        b"",
    ]


@pytest.mark.skipif(not Path("/proc/self/smaps").exists(), reason="leser /proc")
def test_what_is_forgotten_takes_no_memory_and_is_read_again(tmp_path: Path) -> None:
    files = Files(tmp_path, "MAIN_x")
    numbers = np.arange(1 << 20)
    files.write("mange", {"numbers": numbers, "last": numbers[:3]}, _Nothing())
    arrays, _ = files.read("mange", _Nothing)
    assert np.array_equal(arrays["numbers"], numbers)
    assert _resident(tmp_path / files.name("mange")) >= numbers.nbytes
    forget(arrays["numbers"])
    assert _resident(tmp_path / files.name("mange")) < numbers.nbytes / 2
    forget(numbers)
    assert np.array_equal(arrays["numbers"], numbers)
    assert arrays["last"].tolist() == [0, 1, 2]


class _Nothing(msgspec.Struct):
    """Nothing to be known of arrays."""


def _resident(path: Path) -> int:
    """Bytes of a mapped file that lie in this process."""
    about = Path("/proc/self/smaps").read_text("utf-8").partition(str(path))[2]
    return 1024 * int(about.partition("Rss:")[2].split()[0])


def test_a_missing_short_or_other_file_is_no_segment(arrays: SegmentArrays, tmp_path: Path) -> None:
    files = Files(tmp_path, "MAIN_x")
    save(arrays, files)
    path = tmp_path / files.name("postings")
    whole = path.read_bytes()
    for broken in (whole[:-2], whole + b"x", whole[:12], b"", b"x" * len(whole)):
        path.write_bytes(broken)
        with pytest.raises(ValueError, match=r"bytes|arrays|empty"):
            load(files)
    path.unlink()
    with pytest.raises(OSError, match="postings"):
        load(files)


def test_numbers_take_no_more_room_than_they_need(arrays: SegmentArrays) -> None:
    assert (arrays.freqs.dtype, arrays.positions.dtype) == (np.uint8, np.uint8)


@pytest.mark.parametrize(
    ("places", "found"), [((0, 1), [0]), ((0, 2), [1]), ((1, 0), [0, 1])], ids=["next", "gap", "before"]
)
def test_words_of_a_phrase_may_stand_apart(places: tuple[int, ...], found: list[int]) -> None:
    documents = [[{"brød": ["a", "b", "a"], "tittel": []}, {"brød": ["b", "a", "x", "b"], "tittel": []}]]
    assert collection(documents).docs(Phrase("brød", ("a", "b"), places)).tolist() == found


def test_a_prefix_ends_where_the_next_word_begins() -> None:
    words = ("barn", "barnehage", "baro", "barå")
    docs = collection([[{"brød": [word], "tittel": []} for word in words]]).docs(Prefix("brød", "barn"))
    assert docs.tolist() == [0, 1]


def test_words_that_share_their_first_eight_bytes_are_told_apart() -> None:
    words = ["barnehage", "barnehagen", "barnehagene", "barnehageplass"]
    found = collection([[{"brød": [word], "tittel": []} for word in words]])
    assert [found.docs(Term("brød", word)).tolist() for word in words] == [[0], [1], [2], [3]]
    assert found.docs(Term("brød", "barnehagens")).tolist() == []
    assert found.docs(Term("brød", "barnehag")).tolist() == []


def test_an_index_of_nothing_answers_nothing() -> None:
    assert Collection([]).docs(Term("brød", "a")).tolist() == []
    assert collection([]).docs(Term("brød", "a")).tolist() == []
