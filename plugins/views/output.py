"""One file of the site before it is written: a page with its template and view, a text, or a copy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from plugins.views.frame import Meta, View

Root = Literal["nettsted", "tilstand"]
"""The site itself, or the state that the service and the index read."""

Template = Literal[
    "404", "english", "feil", "hjem", "horinger", "malgruppe", "mote", "nyhet", "nyheter", "politikk",
    "postliste", "postliste-dag", "postliste-oversikt", "postliste-utvalg", "sak", "saksnummer", "side",
    "utvalg", "utvalg-aar", "virksomhet", "virksomheter",
]  # fmt: skip
TEMPLATES: tuple[Template, ...] = get_args(Template)
"""The templates that a build makes pages with; the others are the service's."""


@dataclass(frozen=True)
class Output:
    """A page that a builder has made; ``template`` is the template's name without «.html»."""

    template: Template
    meta: Meta
    view: View

    root: Root = "nettsted"

    @property
    def file(self) -> str:
        """The file under the output folder.

        >>> Output("side", Meta(title="Opptak", description="", path="/barnehage/opptak/"), View()).file
        'barnehage/opptak/index.html'
        """
        path = self.meta.path.lstrip("/")
        return f"{path}index.html" if not path or path.endswith("/") else path


@dataclass(frozen=True)
class TextFile:
    """A file whose whole content is made already."""

    file: str
    text: str
    root: Root = "nettsted"


@dataclass(frozen=True)
class CopiedFile:
    """A file that is published as it is; ``source`` is where it lies now, ``version`` tells its content."""

    file: str
    source: str
    version: str
    root: Root = "nettsted"


Made = Output | TextFile | CopiedFile


def under_output(address: str) -> str:
    """The file of an address that is a file.

    >>> under_output("/nyheter/atom.xml")
    'nyheter/atom.xml'
    """
    return address.lstrip("/")
