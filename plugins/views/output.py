"""One file of the site before it is rendered: where it lies, its template, and exactly what that gets."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.views.frame import Meta, View


@dataclass(frozen=True)
class Output:
    """A page that a builder has made; ``template`` is the template's name without «.html»."""

    template: str
    meta: Meta
    view: View

    @property
    def file(self) -> str:
        """The file under the output folder.

        >>> Output("side", Meta(title="Opptak", description="", path="/barnehage/opptak/"), View()).file
        'barnehage/opptak/index.html'
        """
        path = self.meta.path.lstrip("/")
        return f"{path}index.html" if not path or path.endswith("/") else path
