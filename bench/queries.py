"""Two hundred mixed queries: one word, several, phrases, case numbers, filters, misses."""

from __future__ import annotations

import random

WORDS = (
    "barnehage barnehageplass skole sfo søppel renovasjon byggesøknad garasje nabovarsel sykehjem "
    "hjemmesykepleie trygghetsalarm bibliotek åpningstider skjenkebevilling reguleringsplan høring "
    "kommunestyret formannskapet postliste innsyn klage dispensasjon feiing vann avløp vei brøyting "
    "parkering legevakt helsestasjon nav sosialhjelp kulturskole idrettshall leie skolerute skyss priser "
    "gebyr frist eiendomsskatt valg langhus kråkstad siggerud skotbu søknad oversendelse vedtak tilbud "
    "kontrakt rapport møte protokoll saksframlegg"
).split()
_PHRASES = (
    '"søknad om"', '"barnehageplass"', '"gnr 135"', '"klage på vedtak"', '"rammetillatelse"', '"på høring"',
)  # fmt: skip
_NUMBERS = ("2026/1001", "26/1010", "2026/1100-2", "135/22", "KST-35/26", "TM-6/26")
_FILTERS = ({"type": ["journalpost"]}, {"type": ["tjeneste"]}, {"ar": ["2026"]}, {"virksomhet": ["byggesak"]})

Query = dict[str, list[str]]


def mixed(count: int = 200, seed: int = 7) -> list[Query]:
    """``count`` distinct queries as parameters of ``/sok``; the same for the same seed."""
    dice = random.Random(seed)
    made: dict[str, Query] = {}
    while len(made) < count:
        query = _one(dice)
        made.setdefault(repr(query), query)
    return list(made.values())


def _one(dice: random.Random) -> Query:
    kind = dice.random()
    if kind < 0.35:
        text = dice.choice(WORDS)
    elif kind < 0.65:
        text = " ".join(dice.sample(WORDS, dice.choice((2, 3))))
    elif kind < 0.75:
        text = f"{dice.choice(_PHRASES)} {dice.choice(WORDS)}"
    elif kind < 0.85:
        text = f"{dice.choice(_NUMBERS)} {dice.choice(WORDS)}"
    elif kind < 0.95:
        text = f"{dice.choice(WORDS)} -{dice.choice(WORDS)}"
    else:
        text = f"{dice.choice(WORDS)}xq{dice.randrange(1000)}"
    query: Query = {"q": [text]}
    if dice.random() < 0.25:
        query |= dice.choice(_FILTERS)
    return query
