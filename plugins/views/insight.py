"""View models of the insight pages: a page is a title and blocks, and every table has a CSV."""

from __future__ import annotations

from datetime import date, datetime

from plugins.views.frame import Link, View


class Cell(View, frozen=True):
    """A cell as read. ``share`` (0–1) draws a bar beside it; ``raw`` is what a spreadsheet gets."""

    text: str
    raw: str | int | float = ""
    url: str = ""
    share: float | None = None


class Column(View, frozen=True):
    """A column; numbers are aligned at their end."""

    title: str
    number: bool = False


class DataTable(View, frozen=True):
    """A table with its caption, and its own address as CSV."""

    id: str
    title: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    csv: str = ""
    empty: str = "Ingenting å vise."
    half: bool = False
    """Whether it stands beside another where there is room."""
    folded: bool = False
    """Whether it is long and seldom read, and so folded."""
    kind: str = "table"


class FigureView(View, frozen=True):
    """A number: what it is, how it is counted, and what it was."""

    name: str
    value: str
    sentence: str
    before: str = ""
    """How it stands against the period before, in words; empty when that is not known."""
    way: str = ""
    """«bedre», «verre» or empty: whether the change is good for readers."""
    last_year: str = ""
    thin: bool = False
    """Whether it rests on too little to say anything by itself."""


class Figures(View, frozen=True):
    """A few numbers side by side."""

    id: str
    title: str
    items: tuple[FigureView, ...]
    kind: str = "figures"


class Line(View, frozen=True):
    """A line of a chart. ``path`` is drawn in a box of 100 × 100, ``end`` is where its last stop is."""

    name: str
    path: str
    end: str = ""


class Mark(View, frozen=True):
    """Words at a place in a chart, in hundredths of its width from the left and of its height from above."""

    x: float
    y: float
    text: str
    anchor: str
    """«start», «middle» or «end»: which part of the words is at the place."""


class Chart(View, frozen=True):
    """A line chart; ``table`` is all of it, and ``summary`` what it shows in a sentence."""

    id: str
    title: str
    summary: str
    lines: tuple[Line, ...]
    highest: str
    middle: str
    ticks: tuple[Mark, ...]
    table: DataTable
    peak: Mark | None = None
    kind: str = "chart"


class FindingRow(View, frozen=True):
    """A finding in a list."""

    title: str
    url: str
    label: str
    people: str
    proposal: str
    effect: str = ""
    against: bool = False
    unit: str = ""
    state: str = ""
    """Given to somebody, put off or closed; empty for one that waits."""


class FindingList(View, frozen=True):
    """Findings, those that help the most people first."""

    id: str
    title: str
    rows: tuple[FindingRow, ...]
    note: str = ""
    empty: str = "Ingen funn. Det er bra."
    kind: str = "findings"


class Side(View, frozen=True):
    """One of two lists of hits; ``marked`` are the places of what people wanted."""

    title: str
    hits: tuple[Link, ...]
    marked: tuple[int, ...] = ()


class Field(View, frozen=True):
    """A field of a form; ``options`` make it a choice."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    options: tuple[str, ...] = ()
    long: bool = False
    kind: str = "text"
    required: bool = False


class Form(View, frozen=True):
    """A form that does one thing; ``hidden`` are names and values."""

    id: str
    button: str
    hidden: tuple[tuple[str, str], ...]
    fields: tuple[Field, ...] = ()
    title: str = ""
    main: bool = False
    """Whether it is the one thing to do on the page."""
    kind: str = "form"


class Forms(View, frozen=True):
    """Several things that can be done with one and the same, beside each other."""

    id: str
    title: str
    forms: tuple[Form, ...]
    kind: str = "forms"


class Step(View, frozen=True):
    """Something that was done, with who and when."""

    at: datetime
    who: str
    what: str
    text: str = ""
    undo: Form | None = None


class Steps(View, frozen=True):
    """What was done, newest first."""

    id: str
    title: str
    items: tuple[Step, ...]
    empty: str = "Ingenting er gjort ennå."
    kind: str = "steps"


class Facts(View, frozen=True):
    """Names and values."""

    id: str
    title: str
    items: tuple[tuple[str, str], ...]
    kind: str = "facts"


class Part(View, frozen=True):
    """A part of a whole, drawn as a piece of a bar: from ``start`` and ``share`` wide, both of 1."""

    name: str
    value: str
    way: str
    """«vinner», «taper», «likt» or «ukjent»: how it is drawn."""
    start: float
    share: float


class Proposed(View, frozen=True):
    """What is proposed for a finding, or tried by somebody, and what would come of it."""

    id: str
    text: str
    outcome: str = ""
    against: bool = False
    parts: tuple[Part, ...] = ()
    """All searches of the period that it touches, by what it does to them."""
    sides: tuple[Side, ...] = ()
    forms: tuple[Form, ...] = ()
    title: str = "Forslag"
    kind: str = "proposal"


Block = DataTable | Figures | Chart | FindingList | Steps | Facts | Proposed | Form | Forms


class PeriodPicker(View, frozen=True):
    """The weeks that are looked at; ``hidden`` keeps the page's other choices."""

    start: date
    end: date
    presets: tuple[Link, ...]
    current: str = ""
    """The address of the preset that is shown; empty when it is another period."""
    hidden: tuple[tuple[str, str], ...] = ()


class InsightPage(View, frozen=True):
    """``innsikt.html``."""

    title: str
    summary: str
    path: str
    here: str
    """The address with what was chosen: where a form leads back to."""
    sections: tuple[Link, ...]
    blocks: tuple[Block, ...]
    user: str
    role: str
    token: str
    period: PeriodPicker | None = None
    error: str = ""
    notice: str = ""
    """What the numbers rest on, when that is little or not all of it yet."""
    done: str = ""
    """What was just done."""
    back: Link | None = None
    printed: str = ""
    """A line for the printed report: when it was made."""
