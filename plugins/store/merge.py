"""How a later delivery of a meeting is laid over what is already known about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from msgspec.structs import replace

from plugins.model.archive import Moetemappe, treatment_order


class _Identified(Protocol):
    @property
    def system_id(self) -> str: ...


T = TypeVar("T", bound=_Identified)


def ordered(meeting: Moetemappe) -> Moetemappe:
    """The meeting with its agenda in treatment order; items without a number keep the delivery's order."""
    return replace(meeting, saker=tuple(sorted(meeting.saker, key=treatment_order)))


def merged(old: Moetemappe | None, new: Moetemappe) -> Moetemappe:
    """``new`` laid over ``old``: what it names is updated, what it does not name stays.

    A delivery after the meeting often holds the minutes alone; the summons must not disappear by it.
    """
    new = replace(new, saker=first_of_each(new.saker), dokumenter=first_of_each(new.dokumenter))
    if old is None:
        return ordered(new)
    return ordered(
        replace(
            new,
            saker=_laid_over(old.saker, new.saker),
            dokumenter=_laid_over(old.dokumenter, new.dokumenter),
            deltakere=new.deltakere or old.deltakere,
            videolink=new.videolink or old.videolink,
            moetested=new.moetested or old.moetested,
            moetenummer=new.moetenummer or old.moetenummer,
        )
    )


def first_of_each(items: Iterable[T]) -> tuple[T, ...]:
    """The items without those that repeat a systemID; the first of them is the one that counts."""
    found: dict[str, T] = {}
    for item in items:
        found.setdefault(item.system_id, item)
    return tuple(found.values())


def _laid_over(old: Iterable[T], new: Iterable[T]) -> tuple[T, ...]:
    return tuple({item.system_id: item for item in (*old, *new)}.values())
