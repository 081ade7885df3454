"""Names of persons that nobody told us of, recognised in a title by word lists and by shape.

Norwegian titles are written in sentence case, so two capitals in a row inside a title are a proper name;
it is a person's unless a place, a street, an organisation or a legal form says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from plugins.model.file_words import may_be_joined
from plugins.model.name_words import LEGAL_FORMS, PARTICLES, TOKEN, Word, is_common, is_listed, word
from plugins.model.spans import Span

_FIRM_BEFORE = frozenset({"advokatfirma", "advokatfirmaet", "firma", "firmaet", "stiftelsen", "selskapet"})
_PLACE_AFTER = frozenset(
    "vei veg gate gata plass allé minne legat fond skole skolen barnehage stiftelse kommune gård gard".split()
)
_AND_SON = re.compile(r"\s+(?:og|&)\s+(?:sønn|sønner|co|datter|døtre|partnere?)\b|\s*&\s", re.IGNORECASE)
_CUE = re.compile(
    r"(?<!\w)(?:fam(?:\.|ilien?)|ekteparet|søsknene|brødrene|herr|hr\.|fru|frk\.)\s+$", re.IGNORECASE
)
"""What stands before a family name that stands alone."""
_FROM = re.compile(r"(?<!\w)(?:fra|til|med|ad|for|mot|av|vedr\.|vedrørende)\s+$", re.IGNORECASE)
_TITLED = re.compile(r"(?<!\w)(?:dr|prof|(?:fast|over|tann)?lege|psykolog)\.?\s+$", re.IGNORECASE)
_LONGEST_CUE = 14
"""Letters of the longest word of these, and more than one before it."""
_OWNED = frozenset(
    "klage klager brev søknad søknader merknad merknader svar henvendelse eiendom sak saker anke innspill bo "
    "uttalelse oppsigelse dødsbo permisjon forslag innsigelse spørsmål kommentar kommentarer tilsvar".split()
)
"""What only a person or a body has written or owns, after a genitive."""
_FUNCTION_WORDS = frozenset(
    "og i på til om fra for ved med av som er har var klager søker ber ønsker vil kan skal mot etter".split()
)
"""What follows a name that ends in «s» by itself."""
_SLASHED_FORM = re.compile(r"\b([AI])/S\b")
_LONGEST = 6


@lru_cache(maxsize=1 << 14)
def shaped_like_names(text: str, *, in_firms: bool = False, alone: bool = False) -> tuple[Span, ...]:
    """Where persons' names stand in ``text``, without a genitive «s»; ``in_firms`` also those that a firm, a
    street or a school is called by, ``alone`` also a first name without more.

    >>> shaped_like_names("Søknad om dispensasjon – Kari Nordmann, Ski")
    ((25, 38),)
    >>> shaped_like_names("Gang- og sykkelvei langs Idrettsveien, Ski kommune")
    ()
    >>> shaped_like_names("Hans Hansen AS"), shaped_like_names("Hans Hansen AS", in_firms=True)
    ((), ((0, 11),))
    """
    if "/" in text:
        text = _SLASHED_FORM.sub(r"\1S ", text)
    return tuple(_Title(text, in_firms, alone).names())


@lru_cache(maxsize=1 << 16)
def is_nameless(piece: str) -> bool:
    """Whether no name begins in what stands between two spaces, whatever stands beside it.

    >>> is_nameless("Søknad"), is_nameless("Kari"), is_nameless("SøknadKari"), is_nameless("A.")
    (True, False, False, False)
    """
    # Initials, and nothing else, may go across a space; words that are written as one are read apart.
    if "." in piece or "/" in piece or may_be_joined(piece):
        return False
    return not any(word(token).may_begin for token in TOKEN.findall(piece))


def word_before(text: str, at: int) -> str:
    """As much of the text before a place as tells what word stands there, however long the text is.

    >>> word_before("Vedtaket er sendt til Hansen", 22)
    't er sendt til '
    """
    end = at
    while end and text[end - 1].isspace():
        end -= 1
    return text[max(end - _LONGEST_CUE, 0) : at]


class _Title:
    """The tokens of one title and what each may be."""

    def __init__(self, text: str, in_firms: bool, alone: bool) -> None:
        self.text, self.in_firms, self.alone = text, in_firms, alone
        self.tokens = list(TOKEN.finditer(text))
        self.words = [word(token.group().strip()) for token in self.tokens]
        self.shouting = text.isupper()

    def names(self) -> Iterator[Span]:
        at = 0
        while at < len(self.words):
            if not self.words[at].may_begin:
                at += 1
                continue
            length = self._family_first(at) if at + 1 < len(self.words) else 0
            person, company = length > 0, False
            if not person:
                length = self._run(at)
                company = length > 1 and not self.in_firms and self._is_company(at, length)
                person = length > 1 and not company and self._is_person(at, length)
            if not person and not company and (self._stands_alone(at) or self._may_stand_alone(at)):
                person, length = True, 1
            if person:
                yield self._start(at), self._end(at + length - 1)
            at += length if person or company else 1

    def _stands_alone(self, at: int) -> bool:
        """Whether one name alone is a person's: «fam. Hansen», «klage fra Hansen», «Hansens klage»."""
        one, before = self.words[at], word_before(self.text, self.tokens[at].start())
        second = at and self._joins(at) and self.words[at - 1].may_be_name
        if not one.may_be_name or second or self._is_company(at, 1):
            return False
        if _CUE.search(before):
            return True
        if self.shouting or one.place or one.ordinary or not (one.first or one.surname):
            return False
        return self._owns(at) or (
            is_listed(one.key) and _FROM.search(before) is not None and not self._joins_capital(at + 1)
        )

    def _may_stand_alone(self, at: int) -> bool:
        """Whether a word is somebody's first name without more, or who has a title: «Anna», «Dr. Lie»."""
        one = self.words[at]
        if not self.alone or not one.may_be_name or one.place or self._is_company(at, 1):
            return False
        is_titled = _TITLED.search(word_before(self.text, self.tokens[at].start())) is not None
        if self._joins(at + 1) and self.words[at + 1].organisation and not (is_titled and self.in_firms):
            return False
        if is_titled:
            return True
        return one.first and not (one.ordinary and (self.shouting or self._begins_sentence(at)))

    def _owns(self, at: int) -> bool:
        """Whether a name in the genitive has written or owns what comes after it."""
        owned = self._joins(at + 1) and self.words[at + 1].key in _OWNED
        return owned and self._end(at) < self.tokens[at].end()

    def _joins_capital(self, at: int) -> bool:
        return self._joins(at) and self.words[at].capital

    def _start(self, at: int) -> int:
        """Where a name begins; «Kari og Ola Hansen» begins with Kari."""
        if at >= 2 and self.words[at - 1].key == "og" and self._joins(at) and self._joins(at - 1):
            at -= 2 if self._shares_the_name(at - 2) else 0
        elif at and self.text[self.tokens[at - 1].end() : self.tokens[at].start()].strip() == "&":
            at -= 1 if self._shares_the_name(at - 1) else 0
        return self.tokens[at].start()

    def _shares_the_name(self, at: int) -> bool:
        one = self.words[at]
        alone = not (at and self._joins(at) and self.words[at - 1].may_be_name)
        return one.capital and one.first and not one.place and alone

    def _joins(self, at: int) -> bool:
        """Whether only whitespace stands between a token and the one before it."""
        return (
            at < len(self.tokens)
            and not self.text[self.tokens[at - 1].end() : self.tokens[at].start()].strip()
        )

    def _run(self, at: int) -> int:
        """How many tokens from ``at`` could be one name; a place after a full name is left out."""
        if not self.words[at].may_begin:
            return 0
        end = at + 1
        while end - at < _LONGEST and self._joins(end):
            if self.words[end].may_be_name:
                end += 1
            elif skipped := self._particles(end):
                end += skipped + 1
            elif not self.words[at].capital and self._is_lower_case_name(end):
                end += 1
            else:
                break
        while end - at > 2 and self.words[end - 1].place and not is_listed(self.words[end - 1].key):
            end -= 1
        return end - at

    def _particles(self, at: int) -> int:
        """How many particles stand at ``at``, when a name word follows them; else 0."""
        end = at
        while self._joins(end) and self.words[end].key in PARTICLES:
            end += 1
        return end - at if self._joins(end) and self.words[end].may_be_name else 0

    def _is_lower_case_name(self, at: int) -> bool:
        return is_listed(self.words[at].key) and not self.words[at].ordinary

    def _is_company(self, at: int, length: int) -> bool:
        """A legal form somewhere after, «og sønn», a street or a school named after somebody, or a firm."""
        if at and self.words[at - 1].key in _FIRM_BEFORE and self._joins(at):
            return True
        after = at + length
        if _AND_SON.match(self.text, self.tokens[after - 1].end()):
            return True
        if self._joins(after) and self.words[after].key in _PLACE_AFTER:
            return True
        while self._joins(after) and self.words[after].capital:
            if self.tokens[after].group() in LEGAL_FORMS:
                return True
            after += 1
        return False

    def _is_person(self, at: int, length: int) -> bool:
        first, rest = self.words[at], self.words[at + 1 : at + length]
        named = any(w.surname or w.first for w in rest)
        if first.initial:
            return True
        if first.first:
            doubtful = self.shouting or first.stop or first.place
            return named or not (doubtful or (self._opens(at) and self._opens_with_a_word(at, rest)))
        if is_common(first.key) and not first.surname and (self._opens_part(at) or not named):
            return False
        if first.place:
            return first.surname and any(w.first for w in rest)
        return named or self._is_unknown_name(at, rest)

    def _is_unknown_name(self, at: int, rest: list[Word]) -> bool:
        """Two capitalised words that no list knows: a person, when in doubt."""
        run = [self.words[at], *rest]
        abbreviations = any(self.tokens[at + i].group().isupper() for i in range(len(run)))
        return not (self.shouting or abbreviations or any(w.place for w in run))

    def _opens_with_a_word(self, at: int, rest: list[Word]) -> bool:
        """Whether a first name is rather the word it also is: a place or an abbreviation comes after it."""
        tokens = self.tokens[at + 1 : at + 1 + len(rest)]
        said = any(w.place or t.group().isupper() for w, t in zip(rest, tokens, strict=True))
        return self.words[at].ordinary and said

    def _begins_sentence(self, at: int) -> bool:
        before = self.text[: self.tokens[at].start()].rstrip()
        return not before or before[-1] in ".!?"

    def _opens(self, at: int) -> bool:
        """Whether a token opens the title or a part of it, where any word has a capital."""
        before = self.text[: self.tokens[at].start()].rstrip()
        return not before or before[-1] == ":"

    def _opens_part(self, at: int) -> bool:
        """Whether a token comes after a dash or a full stop, where a capital tells no more."""
        before = self.text[: self.tokens[at].start()].rstrip()
        return self._opens(at) or before[-1] in ".–-"

    def _family_first(self, at: int) -> int:
        """Length of «Nordmann, Kari» at ``at``, or 0."""
        family, given = self.words[at], self.words[at + 1]
        between = self.text[self.tokens[at].end() : self.tokens[at + 1].start()]
        if between.strip() != "," or not (given.capital and (given.first or given.initial)):
            return 0
        if not family.may_be_name or (family.place and not family.surname):
            return 0
        end = at + 2
        while self._joins(end) and self.words[end].may_be_name and end - at < _LONGEST:
            end += 1
        full_name_after = end - at > 2 and self.words[end - 1].surname
        return 0 if full_name_after and not family.surname else end - at

    def _end(self, at: int) -> int:
        """Where a name ends: before its genitive «s», unless the «s» belongs to the name."""
        token = self.tokens[at]
        name = token.group().rstrip()
        end = token.start() + len(name)
        if name[-1] not in "sS" or is_listed(name.casefold()) or len(name) < 4:
            return end
        bare, at = name[:-1], self.tokens.index(token) + 1
        owns = self._joins(at) and not self.words[at].capital and self.words[at].key not in _FUNCTION_WORDS
        return end - 1 if owns or is_listed(bare.casefold()) or word(bare).surname else end
