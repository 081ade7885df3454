"""The two parts of a file that a unit wrote: the fields, between two lines of «---», and the text after them.

The fields are told from the text before either is read, so that an edit of one leaves the other as it was.
"""

from __future__ import annotations

from typing import NamedTuple

FENCE = "---"


class Parts(NamedTuple):
    """A file in two: ``fields`` with its fences, all of it when they are not closed, and the text after."""

    fields: str
    text: str
    text_line: int
    """The line in the file that ``text`` begins on."""


def split_parts(content: str) -> Parts:
    """The parts of a file's content (as ``files.read_text`` gives it).

    >>> split_parts("---\\ntittel: Opptak\\n---\\nVelkommen.\\n")
    Parts(fields='---\\ntittel: Opptak\\n---\\n', text='Velkommen.\\n', text_line=4)
    """
    if content.startswith(f"{FENCE}\n"):
        end = content.find(f"\n{FENCE}", len(FENCE))
        if content[end + 1 + len(FENCE) : end + 2 + len(FENCE)] == "\n" and end > 0:  # as nearly all are
            at = end + 2 + len(FENCE)
            return Parts(content[:at], content[at:], content.count("\n", 0, at) + 1)
    return _split_any(content)


def _split_any(content: str) -> Parts:
    at = line = fences = 0
    while at < len(content):
        end = content.find("\n", at)
        end = len(content) if end < 0 else end
        written = content[at:end].rstrip()
        at, line = end + 1, line + 1
        if written == FENCE:
            fences += 1
            if fences == 2:
                return Parts(content[:at], content[at:], line + 1)
        elif written and not fences:
            break
    return Parts(content, "", line + 1)
