"""Refuses to build where building would take away something that no build has made."""

from __future__ import annotations

from pathlib import Path

from plugins.model.errors import ContentError, Problem


def refuse_overlap(output: Path, content: Path, state: Path) -> None:
    """Raise ContentError when ``output`` lies together with the content or the state."""
    site = output.resolve()
    for name, folder in (("innholdet", content.resolve()), ("tilstanden", state.resolve())):
        inside = folder.is_relative_to(site) or (name == "innholdet" and site.is_relative_to(folder))
        if inside:
            raise _refused(output, f"ligger sammen med {name} ({folder})", "velg en egen mappe med OUTPUT=")


def refuse_foreign(output: Path) -> None:
    """Raise ContentError for a folder with anything but a built site, which building would take away."""
    if not output.exists():
        return
    if not output.is_dir():
        raise _refused(output, "er en fil, ikke en mappe", "velg en annen mappe med OUTPUT=")
    ours = (output / "404.html").is_file() and (output / "sitemap.xml").is_file()
    if any(output.iterdir()) and not ours:
        message = "har filer som ikke er laget av bygget"
        raise _refused(output, message, "tøm mappen, eller velg en annen med OUTPUT=")


def _refused(output: Path, message: str, remedy: str) -> ContentError:
    return ContentError([Problem(str(output), 0, message, remedy)])
