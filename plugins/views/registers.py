"""The shared registers as pages need them, each apart, so that an alert changes no page but by the frame."""

from __future__ import annotations

import msgspec

from plugins.memo.query import query
from plugins.views.frame import Link
from plugins.views.inputs import BuildInputs


class Named(msgspec.Struct, frozen=True, array_like=True):
    """An entry of a register: what it is called in files and addresses, and to readers."""

    slug: str
    title: str
    summary: str = ""


class Front(msgspec.Struct, frozen=True):
    """What the editors decide of the front page; no tasks where there is no register of them."""

    tasks: tuple[Link, ...] = ()
    example_searches: tuple[str, ...] = ()


@query()
def target_groups(inputs: BuildInputs) -> tuple[Named, ...]:
    """The target groups, in the register's order."""
    return tuple(Named(g.slug, g.title, g.summary) for g in inputs.register("malgrupper"))


@query()
def subjects(inputs: BuildInputs) -> tuple[Named, ...]:
    """The subjects that pages are grouped by, in the register's order."""
    return tuple(Named(subject.slug, subject.title) for subject in inputs.register("emner"))


@query()
def front(inputs: BuildInputs) -> Front:
    """The front page's register."""
    page = inputs.register("forside")
    if page is None:
        return Front()
    return Front(tuple(Link(text=task.text, url=task.url) for task in page.tasks), page.example_searches)
