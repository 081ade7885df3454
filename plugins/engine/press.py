"""Makes the bytes of each file and lays them ready beside the site, under names made of their places."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from plugins.engine.compress import SUFFIXES, compressed, worth_compressing
from plugins.memo.query import Memo, ask, query
from plugins.model.errors import ContentError, Problem
from plugins.views.frame_builder import frame
from plugins.views.inputs import LEAF_TEMPLATE, BuildInputs
from plugins.views.output import TEMPLATES, CopiedFile, Made, Output, Root
from plugins.views.rendering import compile_parsed, environment

if TYPE_CHECKING:
    import jinja2

    from plugins.views.template_files import NamedIn


class Written(msgspec.Struct, frozen=True, array_like=True):
    """A file of the site as it was made: where it belongs, and what its bytes hash to."""

    root: Root
    file: str
    digest: str

    @property
    def place(self) -> str:
        """The file among all roots' files."""
        return f"{self.root}:{self.file}"


@dataclass
class Press:
    """Renders with the templates of ``templates`` into ``staging``, a folder for each root."""

    templates: Path
    staging: dict[Root, Path]
    compress: bool
    cache: Path
    version: bytes = b""
    """What is another when any of the templates is."""
    whole: bool = False
    """Whether the site is laid ready as the folder it will be, since there is none to put files into."""

    @cached_property
    def environment(self) -> jinja2.Environment:
        """Jinja, with its compiled templates kept between builds."""
        return _environment(self.templates, self.cache, self.version)

    @cached_property
    def named(self) -> NamedIn:
        """The templates that each template names, for whoever asks what they use."""
        from plugins.views.template_files import NamedIn  # noqa: PLC0415 - only a changed theme asks

        return NamedIn(self.templates)

    @cached_property
    def _templates(self) -> dict[str, jinja2.Template]:
        return {}

    def render(self, page: Output, around: object) -> bytes:
        """A page as HTML. Raises ContentError naming template and line when that cannot be used."""
        import jinja2  # noqa: PLC0415 - loaded when the first page is rendered

        try:
            if page.template not in self._templates:
                self._templates[page.template] = self.environment.get_template(f"{page.template}.html")
            return (
                self._templates[page.template].render(frame=around, meta=page.meta, view=page.view).encode()
            )
        except jinja2.TemplateError as error:
            raise ContentError([in_template(error)]) from error

    def stage(self, root: Root, file: str, content: bytes) -> None:
        """Lay a file ready, and after it the compressed copies that the web server is to find beside it."""
        target = self.staged_name(root, file)
        _write(target, content)
        if self.compress and root == "nettsted" and worth_compressing(file, len(content)):
            for suffix, packed in compressed(content):
                _write(target + suffix, packed)

    def stage_copy(self, copied: CopiedFile) -> None:
        """Lay a copy of a file ready."""
        self.stage(copied.root, copied.file, Path(copied.source).read_bytes())

    def discard(self, written: Written) -> None:
        """Take away what was laid ready and is not needed."""
        target = self.staged(written.root, written.file)
        for suffix in ("", *SUFFIXES):
            target.with_name(target.name + suffix).unlink(missing_ok=True)

    def staged(self, root: Root, file: str) -> Path:
        """Where a file lies until it is published."""
        return Path(self.staged_name(root, file))

    def staged_name(self, root: Root, file: str) -> str:
        """The same as text."""
        if self.whole and root == "nettsted":
            return f"{self.staging[root]}/{file}"
        return f"{self.staging[root]}/{hashlib.sha256(file.encode()).hexdigest()[:32]}"


@lru_cache(maxsize=1)
def _environment(templates: Path, cache: Path, version: bytes) -> jinja2.Environment:
    """Kept for the next build of a process that stays, as long as the templates are the same."""
    return environment(templates, compiled=cache, follow_changes=False)


def prepare_templates(templates: Path, cache: Path) -> dict[str, tuple[str | None, ...]]:
    """Compile what a build makes pages with, for all processes to come; gives what each template names."""
    from jinja2 import TemplateError  # noqa: PLC0415

    from plugins.views.template_files import NamedIn, template_closure  # noqa: PLC0415

    compiling, named, used = environment(templates, compiled=cache), NamedIn(templates), dict[str, None]()
    for template in TEMPLATES:
        with suppress(ValueError):  # whoever renders it says what is wrong
            used |= dict.fromkeys(template_closure(templates, f"{template}.html", named))
    for name in used:
        with suppress(TemplateError, OSError, UnicodeError):
            compile_parsed(compiling, name, named.parsed[name])
    return dict(named)


class Workshop(BuildInputs):
    """The inputs of a build together with the press that its files are made with."""

    press: Press
    memo: Memo


@query()
def template_uses(shop: Workshop, name: str) -> tuple[str, ...]:
    """All the template files that a template is made of, itself among them."""
    from plugins.views.template_files import template_closure  # noqa: PLC0415 - only a changed theme asks

    shop.memo.read(LEAF_TEMPLATE)
    try:
        return template_closure(shop.press.templates, name, shop.press.named)
    except ValueError as error:
        remedy = "skriv navnet på malen som det er"
        raise ContentError([Problem(f"theme/templates/{name}", 0, str(error), remedy)]) from error


@query()
def template_version(shop: Workshop, name: str) -> str:
    """What is another when a template, or anything that it is made of, is."""
    used = template_uses(shop, name)
    return "".join(shop.memo.read(f"{LEAF_TEMPLATE}:{template}").hex() for template in used)


@query(held="no")
def written(shop: Workshop, *key: str) -> Written:
    """The file that a key of the plan leads to, laid ready.

    What it has read is its fingerprint: the view, the frame around it, and the templates it is made of.
    """
    made: Made = ask(shop, key)
    if isinstance(made, CopiedFile):
        shop.press.stage_copy(made)
        return Written(made.root, made.file, made.version)
    if isinstance(made, Output):
        template_version(shop, f"{made.template}.html")
        content = shop.press.render(made, frame(shop))
    else:
        content = made.text.encode()
    shop.press.stage(made.root, made.file, content)
    return Written(made.root, made.file, hashlib.sha256(content).hexdigest()[:32])


def _make_folder(path: str) -> None:
    """A folder, most often in one that is there; another process may make it at the same time."""
    try:
        os.mkdir(path)  # noqa: PTH102
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(path, exist_ok=True)  # noqa: PTH103


_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


def _write(path: str, content: bytes) -> None:
    """A new file, without the layers that text and buffers need; its folder is made when it is missing."""
    if path.endswith("/index.html"):  # nearly always the first file of its folder
        _make_folder(os.path.dirname(path))  # noqa: PTH120 - text, not paths
    try:
        handle = os.open(path, _NEW_FILE, 0o666)
    except FileNotFoundError:
        _make_folder(os.path.dirname(path))  # noqa: PTH120 - text, not paths
        handle = os.open(path, _NEW_FILE, 0o666)
    try:
        view = memoryview(content)
        while view:
            view = view[os.write(handle, view) :]
    finally:
        os.close(handle)


def in_template(error: Exception) -> Problem:
    """Where in the templates it went wrong: the innermost of their lines in the traceback."""
    import traceback  # noqa: PLC0415 - for the worst case alone

    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(".html")]
    path, line = (frames[-1].filename, frames[-1].lineno or 0) if frames else ("theme/templates", 0)
    line = getattr(error, "lineno", None) or line
    path = getattr(error, "filename", None) or path
    return Problem(path, line, f"malen kan ikke brukes: {error}", "rett malen eller visningsmodellen")
