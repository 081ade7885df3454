"""How the public search interface is described (OpenAPI): parameters, answer and problems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypedDict

from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import OpenAPIType, Operation, Parameter, Schema

from plugins.model.document import KIND_LABELS
from search.service.errors import PROBLEM


class ApiFound(TypedDict):
    """A hit as everybody gets it. ``excerpt`` is escaped HTML whose only tag is ``<mark>``."""

    url: str
    title: str
    summary: str
    kind: str
    unit: str
    number: str
    date: str | None
    language: Literal["nb", "nn", "en"]
    excerpt: str
    score: float


class ApiExplanation(TypedDict):
    """Why a hit stands where it does: its score is the product of ``factors``; ``words`` sum to the first."""

    words: dict[str, float]
    factors: dict[str, float]


class ApiHit(ApiFound, total=False):
    """A hit; its explanation comes to those who are logged in and ask for it."""

    explanation: ApiExplanation


class ApiAnswer(TypedDict):
    """What editors have decided to show above the hits."""

    title: str
    text: str
    url: str


class ApiFilter(TypedDict):
    """A filter that is typed among the words («type:nyhet», «-virksomhet:skole»), as it was understood."""

    facet: Literal["kind", "unit", "year", "target_group"]
    values: list[str]
    excludes: bool


class ApiFacetValue(TypedDict):
    """How many hits have a value."""

    value: str
    label: str
    count: int


class ApiFacets(TypedDict):
    """Values to narrow the search by."""

    kind: list[ApiFacetValue]
    unit: list[ApiFacetValue]
    year: list[ApiFacetValue]
    target_group: list[ApiFacetValue]


class SearchAnswer(TypedDict):
    """The answer to a search."""

    query: str
    total: int
    page: int
    pages: int
    relaxed: bool
    notice: str
    did_you_mean: str
    answers_to: str
    leads_to: str
    unit: str
    answers: list[ApiAnswer]
    hits: list[ApiHit]
    filters: list[ApiFilter]
    facets: ApiFacets


class Problem(TypedDict):
    """Why a request could not be answered (after RFC 9457), in Norwegian."""

    status: int
    title: str
    detail: str


class ApiSuggestion(TypedDict):
    """Something that may be meant, and where it leads."""

    text: str
    url: str
    detail: str


class ApiSuggestionGroup(TypedDict):
    """Suggestions of one kind."""

    title: str
    suggestions: list[ApiSuggestion]


class SuggestAnswer(TypedDict):
    """What may be meant by what is typed so far."""

    query: str
    groups: list[ApiSuggestionGroup]


def _problem(description: str) -> ResponseSpec:
    return ResponseSpec(Problem, media_type=PROBLEM, generate_examples=False, description=description)


PROBLEM_ANSWERS = {
    400: _problem("Forespørselen kan ikke forstås"),
    503: _problem("Søket er ikke tilgjengelig"),
}
"""What every search may answer instead."""

_TEXT = Schema(type=OpenAPIType.STRING)


def _one(name: str, schema: Schema, description: str) -> Parameter:
    return Parameter(name=name, param_in="query", schema=schema, description=description, required=False)


def _many(name: str, item: Schema, description: str) -> Parameter:
    schema = Schema(type=OpenAPIType.ARRAY, items=item)
    return _one(name, schema, f"{description} Kan gjentas; verdiene gjelder da som «eller».")


@dataclass
class SuggestOperation(Operation):
    """The suggestions with their query parameters."""

    def __post_init__(self) -> None:
        """Describe the parameters."""
        forms = Schema(type=OpenAPIType.STRING, enum=["nettleser"])
        self.parameters = [
            _one("q", _TEXT, "Det som er skrevet så langt."),
            _one("form", forms, "«nettleser»: slik en adresselinje vil ha det (OpenSearch)."),
        ]


@dataclass
class SearchOperation(Operation):
    """The search with its query parameters, which ``search.query.params`` is the one to parse."""

    def __post_init__(self) -> None:
        """Describe the parameters."""
        kinds = Schema(type=OpenAPIType.STRING, enum=list(KIND_LABELS))
        year = Schema(type=OpenAPIType.INTEGER)
        number = Schema(type=OpenAPIType.INTEGER, minimum=1)
        languages = Schema(type=OpenAPIType.STRING, enum=["nb", "nn", "en"])
        self.parameters = [
            _one("q", _TEXT, "Det du søker etter: ord, et saksnummer, en journalpost."),
            _many("type", kinds, "Bare treff av denne typen."),
            _many("virksomhet", _TEXT, "Bare treff fra denne virksomheten (siste del av adressen dens)."),
            _many("ar", year, "Bare treff fra dette året."),
            _many("for", _TEXT, "Bare treff for denne målgruppen."),
            _one("sprak", languages, "Bare treff på dette språket."),
            _one("side", number, "Hvilken side av treffene, fra 1."),
            _one("forklar", Schema(type=OpenAPIType.INTEGER), "1: forklar rekkefølgen, for innloggede."),
            _many("uten", _TEXT, "Lag som ikke skal ordne treffene, for innloggede."),
            _one("antall", Schema(type=OpenAPIType.INTEGER, minimum=1, maximum=50), "Treff per side."),
        ]
