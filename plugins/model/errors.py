"""What is wrong in something a person wrote or an archive delivered, said so that they can mend it."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from plugins.model.identifiers import find_national_ids

Severity = Literal["feil", "advarsel"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding: where it is, what is wrong and how it is mended (Norwegian, for the editor).

    ``line`` is 1-based; 0 means the file as a whole. A «feil» stops the build, an «advarsel» never does.
    """

    path: str
    line: int
    message: str
    remedy: str = ""
    severity: Severity = "feil"

    def __str__(self) -> str:
        """``file:line: message: remedy``, the form editors and their tools click on.

        >>> print(Problem("content/plan/sider/a.md", 4, "gyldig_til «2015-13-01» er ikke en dato",
        ...               "skriv ÅÅÅÅ-MM-DD"))
        content/plan/sider/a.md:4: gyldig_til «2015-13-01» er ikke en dato: skriv ÅÅÅÅ-MM-DD
        """
        place = f"{self.path}:{self.line}" if self.line else self.path
        mark = "advarsel: " if self.severity == "advarsel" else ""
        said = f"{place}: {mark}{self.message}" + (f": {self.remedy}" if self.remedy else "")
        return without_ids(said)


def without_ids(said: str) -> str:
    """What is said, with each national identity number named by its kind: what is told here ends in logs."""
    for found in reversed(find_national_ids(said)):
        said = f"{said[: found.start]}[{found.kind}]{said[found.end :]}"
    return said


_CAUSES = {
    errno.ENOSPC: "disken er full: frigjør plass, og prøv igjen",
    errno.EDQUOT: "kvoten på disken er brukt opp: frigjør plass, og prøv igjen",
    errno.EROFS: "disken er skrivebeskyttet: velg en annen mappe",
    errno.EACCES: "rettighetene mangler: gi brukeren tilgang, eller velg en annen mappe",
    errno.EPERM: "rettighetene mangler: gi brukeren tilgang, eller velg en annen mappe",
    errno.ENOENT: "den finnes ikke",
    errno.ENOTDIR: "en del av stien er en fil, ikke en mappe",
}


def disk_trouble(error: OSError) -> str:
    """What the disk refused and why, in Norwegian. A full disk is no fault of the file that met it.

    >>> disk_trouble(OSError(errno.EROFS, "Read-only file system", "/srv/var"))
    '«/srv/var» kan ikke leses eller skrives, disken er skrivebeskyttet: velg en annen mappe'
    """
    cause = _CAUSES.get(error.errno or 0, str(error.strerror or error))
    if error.filename is None or error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return cause
    return f"«{error.filename}» kan ikke leses eller skrives, {cause}"


class ContentError(Exception):
    """All the problems that stop a build or an import, collected; never just the first one."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(problems))
        super().__init__("\n".join(str(p) for p in self.problems))

    def __reduce__(self) -> tuple[type[ContentError], tuple[tuple[Problem, ...]]]:
        """One process may raise it in another; what an exception is made of is not its text."""
        return ContentError, (self.problems,)
