"""All style sheets as one file whose name carries its content, so that browsers may keep it for ever."""

from __future__ import annotations

import hashlib
import posixpath
import re
from dataclasses import dataclass
from pathlib import Path

from plugins.model import addresses
from plugins.model.errors import ContentError, Problem

ORDER = "styles.txt"

_RELATIVE_URL = re.compile(r"""url\(\s*(["']?)(?!["']?(?:data:|https?:|/|#))([^)"']+)\1\s*\)""")


@dataclass(frozen=True)
class StyleBundle:
    """The bundled style sheet: its file name in ``/static/`` and its text."""

    name: str
    css: str

    @property
    def address(self) -> str:
        """Where a page finds it."""
        return addresses.STATIC + self.name


def bundle_styles(static: Path) -> StyleBundle:
    """The style sheets that ``styles.txt`` in ``static`` names, one a line, in that order.

    Raises ContentError for each line that names no file.
    """
    order = static / ORDER
    names = [name.strip() for name in order.read_text("utf-8").splitlines()] if order.is_file() else []
    wanted = [(line, name) for line, name in enumerate(names, 1) if name and not name.startswith("#")]
    missing = [
        Problem(str(order), line, f"stilarket «{name}» finnes ikke", "rett navnet, eller fjern linjen")
        for line, name in wanted
        if not (static / name).is_file()
    ]
    if missing:
        raise ContentError(missing)
    css = "\n".join(_rebased((static / name).read_text("utf-8"), name) for _, name in wanted)
    digest = hashlib.sha256(css.encode()).hexdigest()[:8]
    return StyleBundle(name=f"style.{digest}.css", css=css)


def _rebased(css: str, name: str) -> str:
    """Relative addresses as they are from ``/static/``, where the bundle lies."""
    folder = posixpath.dirname(name)
    return _RELATIVE_URL.sub(
        lambda m: f'url("{posixpath.normpath(posixpath.join(folder, m[2].strip()))}")', css
    )
