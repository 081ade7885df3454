"""The built site as files: which file an address means, what is said about it, never outside its folder."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path
from urllib.parse import quote

TEXT = "; charset=utf-8"
CONTENT_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".ics": "text/calendar",
    ".js": "text/javascript",
    ".ttl": "text/turtle",
    ".md": "text/markdown",
    ".xml": "application/xml" + TEXT,
    ".atom": "application/atom+xml" + TEXT,
    ".rdf": "application/rdf+xml" + TEXT,
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml" + TEXT,
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".woff": "font/woff",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""The framework adds the character set to ``text/`` itself."""

_ENCODINGS = ((".br", "br"), (".gz", "gzip"))
_HASHED = re.compile(r"\.[0-9a-f]{8,}\.[a-z0-9]+$")


@dataclass(frozen=True, slots=True)
class Found:
    """A file to send."""

    path: Path
    content_type: str
    size: int
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Moved:
    """The address lacks its last «/»."""

    location: str


class SiteFiles:
    """The files of the site under ``root``, which may be replaced by a new build at any moment."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def find(self, address: str, accepts: str = "") -> Found | Moved | None:
        """What the address (decoded, with its «/» at the end if any) means; None when nothing is there.

        ``accepts`` is the request's ``Accept-Encoding``. Raises nothing for what anybody can write.
        """
        parts = [part for part in address.split("/") if part]
        if any(_is_unsafe(part) for part in parts):
            return None
        try:
            root = self._root.resolve()
            path = root.joinpath(*parts).resolve()
            if not path.is_relative_to(root):
                return None
            if path.is_dir():
                if parts and not address.endswith("/"):
                    return Moved(quote("/" + "/".join(parts) + "/"))
                return _found(path / "index.html", accepts)
            return None if address.endswith("/") else _found(path, accepts)
        except (OSError, ValueError):  # a name too long for the file system, a file gone meanwhile
            return None

    def not_found_page(self) -> bytes | None:
        """The built ``404.html``, when there is one."""
        try:
            return (self._root / "404.html").read_bytes()
        except OSError:
            return None


def is_unchanged(headers: dict[str, str], if_none_match: str, if_modified_since: str) -> bool:
    """Whether the browser already has this very file (RFC 9110, 13.1: the tag goes before the date)."""
    if if_none_match:
        tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
        return "*" in tags or headers["ETag"] in tags
    if not if_modified_since or "Last-Modified" not in headers:
        return False
    try:
        since = parsedate_to_datetime(if_modified_since)
        return parsedate_to_datetime(headers["Last-Modified"]) <= since
    except (TypeError, ValueError, OverflowError):
        return False


def accepted_encodings(header: str) -> frozenset[str]:
    """The encodings a browser takes, leaving out those it gives weight zero.

    >>> sorted(accepted_encodings("gzip, br;q=0.8, zstd;q=0"))
    ['br', 'gzip']
    """
    accepted = set()
    for part in header.lower().split(","):
        name, _, weight = part.partition(";")
        if weight.replace(" ", "").removeprefix("q=").strip("0.") or not weight:
            accepted.add(name.strip())
    return frozenset(accepted)


def _is_unsafe(part: str) -> bool:
    hidden = part.startswith(".") and part != ".well-known"
    return hidden or "\x00" in part or "\\" in part


def _found(path: Path, accepts: str) -> Found | None:
    about = path.stat()
    if not stat.S_ISREG(about.st_mode):
        return None
    chosen, encoding, size = _precompressed(path, about, accepts)
    tag = hashlib.sha256(f"{about.st_mtime_ns}-{about.st_size}-{about.st_ino}-{encoding}".encode())
    headers = {
        "ETag": f'"{tag.hexdigest()[:20]}"',
        "Last-Modified": formatdate(about.st_mtime, usegmt=True),
        "Cache-Control": _cache_control(path),
        "Vary": "Accept-Encoding",
    }
    if encoding:
        headers["Content-Encoding"] = encoding
    return Found(chosen, content_type(path), size, headers)


def _precompressed(path: Path, about: os.stat_result, accepts: str) -> tuple[Path, str, int]:
    """The smallest form that the build left beside the file, unless it is older than the file itself."""
    accepted = accepted_encodings(accepts)
    for suffix, encoding in _ENCODINGS:
        if encoding in accepted:
            packed = path.with_name(path.name + suffix)
            if packed.is_file() and packed.stat().st_mtime >= about.st_mtime:
                return packed, encoding, packed.stat().st_size
    return path, "", about.st_size


def content_type(path: Path) -> str:
    """The type of a file by its name."""
    if path.name == "atom.xml":
        return CONTENT_TYPES[".atom"]
    return CONTENT_TYPES.get(path.suffix.lower(), "application/octet-stream")


def _cache_control(path: Path) -> str:
    """A name with a content hash never changes; pages are asked about each time, by their ETag."""
    if _HASHED.search(path.name):
        return "public, max-age=31536000, immutable"
    if path.suffix.lower() in {".woff2", ".woff", ".svg", ".png", ".jpg", ".jpeg", ".webp", ".ico"}:
        return "public, max-age=86400"
    return "no-cache"
