"""The dictionary's tables, made of simplemma's once for each environment, as bytecode is of source.

simplemma unpacks its words into dictionaries of Python's in every process: a second and 71 MB each time. The
tables lie where Python keeps the bytecode of this module, and all processes read the same pages of them.
``python -m search.analysis.dictionary_file`` makes them before anybody needs them.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from search.analysis import dictionary as tables
from search.analysis import fold
from search.analysis.dictionary import BUCKETS, LETTERS, MISSING, PRIME, Dictionary, is_plain
from search.arrays import files
from search.arrays.files import Files
from search.arrays.layout import starts_of

_STEM = "dictionary-"
_SUFFIX = "words"


class _Others(msgspec.Struct, frozen=True):
    """Words that are not plain, with their lemmas."""

    lemmas: dict[str, str]


@cache
def dictionary() -> Dictionary:
    """The dictionary, made first where it is missing, torn or of other sources."""
    return open_dictionary(Path(cache_from_source(__file__)).parent)


def open_dictionary(folder: Path) -> Dictionary:
    """The dictionary of a folder. Where nothing can be written, each process makes its own."""
    stem = f"{_STEM}{_digest()}"
    try:
        return _read(Files(folder, stem))
    except (OSError, KeyError, ValueError):
        words = lemmas_by_word()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _written(folder, stem, words)
    except OSError:
        with TemporaryDirectory() as own:
            return _written(Path(own), stem, words)


def lemmas_by_word() -> dict[str, str]:
    """Every word that simplemma knows, with its lemma. simplemma takes long to import, and is needed once."""
    from search.analysis import simplemma_words  # noqa: PLC0415

    return simplemma_words.lemmas_by_word()


def tables_of(words: Mapping[str, str]) -> dict[str, NDArray[Any]]:
    """The tables of words with their lemmas, all plain."""
    strings = sorted({*words, *words.values()})
    letters = [string.encode(LETTERS) for string in strings]
    hashes = np.array([int.from_bytes(one, "little") % PRIME for one in letters], np.uint32)
    buckets = hashes % np.uint32(BUCKETS)
    order = np.argsort(buckets, kind="stable")
    strings = [strings[place] for place in order.tolist()]
    numbers = {string: number for number, string in enumerate(strings)}
    return {
        "buckets": np.searchsorted(buckets[order], np.arange(BUCKETS + 1)).astype(np.uint32),
        "hashes": hashes[order],
        "starts": starts_of(list(map(len, strings))).astype(np.uint32),
        "lemmas": np.array([numbers.get(words.get(one, ""), MISSING) for one in strings], np.int32),
        "text": np.frombuffer("".join(strings).encode(LETTERS), np.uint8),
    }


def _written(folder: Path, stem: str, words: Mapping[str, str]) -> Dictionary:
    """Write the tables beside those that may be there, put them in their place at once, and open them."""
    plain = {word: lemma for word, lemma in words.items() if is_plain(word)}
    others = {word: lemma for word, lemma in words.items() if word not in plain}
    new, old = Files(folder, f"{stem}.{os.getpid()}"), Files(folder, stem)
    path = folder / new.name(_SUFFIX)
    try:
        new.write(_SUFFIX, tables_of(plain), _Others(others))
        with path.open("rb") as file:
            os.fsync(file.fileno())
        path.replace(folder / old.name(_SUFFIX))
    finally:
        path.unlink(missing_ok=True)
    for other in folder.glob(f"{_STEM}*.{_SUFFIX}"):
        if other.name.count(".") == 1 and other.name != old.name(_SUFFIX):
            other.unlink(missing_ok=True)
    return _read(old)


def _read(files: Files) -> Dictionary:
    tables, others = files.read(_SUFFIX, _Others)
    return Dictionary(tables, others.lemmas)


@cache
def _digest() -> str:
    """Another one where the words or how they are laid out may be others."""
    digest = hashlib.sha256(f"simplemma {version('simplemma')}".encode())
    maker = Path(__file__).with_name("simplemma_words.py")
    for source in (maker, __file__, tables.__file__, fold.__file__, files.__file__):
        digest.update(Path(source).read_bytes())
    return digest.hexdigest()[:16]


if __name__ == "__main__":
    dictionary()
