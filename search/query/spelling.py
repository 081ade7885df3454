"""«Mente du»: a query whose words are in the index, for one whose words are not."""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import SequenceMatcher

import numpy as np

from plugins.model.document import Document
from plugins.model.name_words import is_listed, is_ordinary
from search.analysis.chain import forms_within, word_forms
from search.analysis.fold import fold, lower, normalise
from search.analysis.lemma import known, stem
from search.analysis.tokens import WORD
from search.arrays.hits import Docs
from search.columns import KINDS
from search.query.groups import Group, Query
from search.query.intent import ARCHIVE
from search.query.letters import distances
from search.query.lookup import Lookup
from search.query.passages import Found, Highlights, shown_texts
from search.query.snapshot import Mask, Snapshot
from search.query.vocabulary import LONGEST, shapes_of
from search.texts import Card

FEW = 3
"""A word in more documents than this is not doubted."""
MOST_DOUBTED = 3
"""Words of a query that are looked at; a pasted paragraph is not spelt wrong."""
MOST_LOOKED_AT = 4_000_000
"""Terms whose shapes are looked at for one query; in a very large index one word alone is looked at."""
TRIED = 14
"""Terms of texts that are compared, of those that are near."""
MOST_NEAR = 200
COMMON = 0.15
"""How much nearer a term counts for each time that it is ten times as common."""
CUT = 0.1
"""What each letter that analysis took away counts for: it was typed, and says something."""
MOST_READ = 3
"""Terms that are looked up as the documents write them, the likeliest first."""
SHORTEST = 4
_SLIPS = ((4, 0.8), (6, 1.0), (9, 1.5), (12, 2.0), (LONGEST, 2.6))
"""The longest words that may lie so far from what is meant."""
_SEARCHED = 1_000
"""Letters of headings and keywords in which the word is looked for as it is written."""
_ARCHIVE = np.array([kind in ARCHIVE for kind in KINDS], np.bool_)


def most_slips(word: str) -> float:
    """How far a word may lie from what is meant. A word that the dictionary knows may be misheard, no more.

    >>> most_slips("sfo"), most_slips("bolgi"), most_slips("bananehageplas"), most_slips("traktor")
    (0.0, 1.0, 2.6, 0.5)
    """
    if len(word) < SHORTEST:
        return 0.0
    if known(word) is not None:
        return 0.5
    return next((most for longest, most in _SLIPS if len(word) <= longest), 0.0)


def respelt(snapshot: Snapshot, text: str, query: Query, candidates: Mask, named: Mask) -> str:
    """The query with its doubtful words as the index has them; empty when there is nothing to mend."""
    before = changed = normalise(text)
    lookup = Lookup(snapshot, query, named)
    doubtful = [group for group in query.groups if _is_doubtful(group, lower(group.text))]
    terms = sum(len(segment.arrays.keys) for segment in snapshot.collection.segments)
    for group in doubtful[: max(min(MOST_DOUBTED, MOST_LOOKED_AT // max(terms, 1)), 1)]:
        word = lower(group.text)
        answered = lookup.answering(group) & candidates
        if answered.any() and not np.any(answered & ~snapshot.english):
            continue  # a word of the pages in English is no slip of a Norwegian one
        found = int(np.count_nonzero(answered))
        if found <= FEW and (better := _nearest(snapshot, word, found, candidates)):
            changed = re.sub(rf"(?<!\w){re.escape(group.text)}(?!\w)", better, changed, count=1)
    return changed if changed != before else ""


def all_known(query: Query) -> bool:
    """Whether the dictionary has all the words of a query: then none of them is surely spelt wrong."""
    return all(known(lower(group.text)) is not None for group in query.groups)


def _is_doubtful(group: Group, word: str) -> bool:
    name = is_listed(word) and not is_ordinary(word)
    return not group.places and WORD.fullmatch(word) is not None and word.isalpha() and not name


def _nearest(snapshot: Snapshot, word: str, found: int, candidates: Mask) -> str:
    """The word, as it is written, that is most likely meant and stands in more documents than ``found``."""
    most = most_slips(word)
    near: dict[str, float] = defaultdict(lambda: np.inf)
    for typed in {fold(word), fold(stem(word)), *word_forms(word).words}:
        if most and typed.isascii() and typed.isalpha():
            cut = CUT * (len(word) - len(typed))
            for segment in snapshot.collection.segments:
                for cost, term in shapes_of(segment).near(typed, most, MOST_NEAR):
                    if cost:
                        near[term] = min(near[term], cost + cut)
    better: list[tuple[float, str, Docs]] = []
    tried = 0
    for term, cost in sorted(near.items(), key=lambda one: one[1]):
        hits = snapshot.term(term)
        hits = hits.where(candidates[hits.docs])
        docs = hits.docs[np.argsort(-hits.scores, kind="stable")]
        if not len(docs):  # a word of names alone is as if it were not there
            continue
        tried += 1
        if len(docs) > found:
            better.append((cost - COMMON * np.log10(len(docs)), term, docs))
        if tried == TRIED:
            break
    likeliest = sorted(better, key=lambda one: one[0])[:MOST_READ]
    written = (_as_written(snapshot, term, docs, word) for _, term, docs in likeliest)
    return next((one for one in written if one and _is_near(word, one, most)), "")


def _is_near(typed: str, written: str, most: float) -> bool:
    """Whether a word begins as what was typed, so far as it may be a slip: two words whose forms in the index
    are alike need not be («katt», and the «kat» of a «kateter»).

    A word that the dictionary knows, spelt with a letter of our own, was not meant without it.

    >>> _is_near("katt", "kateter", 0.5), _is_near("barnehagr", "barnehagene", 1.5)
    (False, True)
    >>> _is_near("støv", "stave", 0.5)
    False
    """
    if known(typed) is not None and set("æøå") & set(typed) - set(written.lower()):
        return False
    short, whole = fold(typed), fold(written).encode()
    if not short.isascii() or not whole.isalpha():
        return False
    sizes = sorted({min(len(short) + more, len(whole)) for more in range(3)})
    beginnings = np.zeros((len(sizes), sizes[-1]), np.uint8)
    for row, size in enumerate(sizes):
        beginnings[row, :size] = np.frombuffer(whole[:size], np.uint8)
    return bool(distances(short, beginnings, np.array(sizes, np.int64)).min() <= most)


def _as_written(snapshot: Snapshot, term: str, docs: Docs, typed: str) -> str:
    """A word that has the term as its form, the way the documents write it; the likest to what was typed."""
    written = docs[~_ARCHIVE[snapshot.columns.kinds[docs]]]
    chosen = (written if len(written) else docs)[:FEW].tolist()
    words: list[str] = []
    for parts in (frozenset({term}), frozenset[str]()):  # the word itself before a compound with it
        marks = Highlights(frozenset({term}), frozenset(), parts=parts)
        cards = snapshot.cards(chosen, marks)
        words = [word for card, found in cards for word in _marked(card, found, marks)]
        words = words or [word for card, _ in cards for word in _in_headings(card.document, term)]
        if words:
            break
    likest = max(words, key=lambda word: SequenceMatcher(None, typed, word.lower()).ratio(), default="")
    return _plain(likest) if likest else ""


def _marked(card: Card, found: Found, marks: Highlights) -> list[str]:
    """The words of a document that have the term: where they stand is known, so nothing is analysed."""
    shown = shown_texts(card, found, marks, named=False)
    texts = (shown.title, shown.summary, shown.body())
    return [passage.text[span.start : span.end] for passage in texts for span in passage.spans]


def _in_headings(document: Document, term: str) -> list[str]:
    """The same of headings and keywords, whose places are not kept."""
    text = normalise("\n".join((*document.headings, *document.keywords))[:_SEARCHED])
    return [word for word in WORD.findall(text) if term in forms_within(word, document.language).words]


def _plain(word: str) -> str:
    """Without the capital that begins a sentence; a name and an abbreviation keep theirs.

    >>> _plain("Barnehageplass"), _plain("SFO"), _plain("Kråkstad")
    ('barnehageplass', 'SFO', 'Kråkstad')
    """
    small = word.lower()
    is_word = known(small) is not None or bool(word_forms(small).parts)
    return small if is_word and not word.isupper() else word
