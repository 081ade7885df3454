"""A folder that may be part of a Git checkout: what an editor has open there, and a commit of some files."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SECONDS = 60
_OPEN_MARKS = (".{}.swp", ".{}.swo", ".#{}", ".~lock.{}#")
"""What Vim, Emacs and LibreOffice lay beside a file that somebody has open."""
_UNDER_WAY = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply")


class CheckoutError(Exception):
    """Git would not do as asked; the message is its own last line."""


@dataclass(frozen=True, slots=True)
class Checkout:
    """The checkout that ``folder`` lies in."""

    folder: Path

    @classmethod
    def around(cls, folder: Path) -> Checkout | None:
        """The checkout of ``folder``; None when it is none, or there is no Git."""
        if not folder.is_dir() or shutil.which("git") is None:
            return None
        try:
            found = _git(folder, "rev-parse", "--is-inside-work-tree").strip() == "true"
        except CheckoutError:
            return None
        return cls(folder) if found else None

    def is_untouched(self, path: Path) -> bool:
        """Whether a file is as in the last commit: neither changed, staged, new nor in conflict."""
        return not _git(
            self.folder, "status", "--porcelain", "--untracked-files=all", "--", str(path)
        ).strip()

    def is_busy(self) -> bool:
        """Whether a merge, a rebase or the like is under way."""
        return any(Path(self._path(name)).exists() for name in _UNDER_WAY)

    def commit(self, paths: Sequence[Path], message: str) -> str:
        """Commit these files and nothing else, whatever else is staged; the commit's short name.

        Raises CheckoutError; then nothing is committed.
        """
        names = [str(path) for path in paths]
        _git(self.folder, "add", "--intent-to-add", "--", *names)
        _git(self.folder, "commit", "--quiet", "--only", "--message", message, "--", *names)
        return _git(self.folder, "rev-parse", "--short", "HEAD").strip()

    def forget(self, paths: Sequence[Path]) -> None:
        """Take files that were to be committed out of the index again."""
        _git(self.folder, "reset", "--quiet", "--", *(str(path) for path in paths))

    def _path(self, name: str) -> Path:
        return self.folder / _git(self.folder, "rev-parse", "--git-path", name).strip()


def is_open(path: Path) -> bool:
    """Whether an editor's program says that it has the file open."""
    return any((path.parent / mark.format(path.name)).is_symlink() or
               (path.parent / mark.format(path.name)).exists() for mark in _OPEN_MARKS)  # fmt: skip


def _git(folder: Path, *arguments: str) -> str:
    command = ("git", "-C", str(folder.resolve()), *arguments)
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CheckoutError(type(error).__name__) from None
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines()
        raise CheckoutError(lines[-1] if lines else f"git {arguments[0]} svarte {done.returncode}")
    return done.stdout
