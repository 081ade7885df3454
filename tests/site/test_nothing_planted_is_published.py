"""What must never come in, planted in every text of every format at once: nowhere in what a town becomes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from plugins.engine.build import Build
from plugins.importers.__main__ import app
from plugins.model.state import State
from search.index.build import update_index
from search.query.engine import WhooshEngine
from search.query.params import parse_params
from tests.importers.test_nothing_planted_comes_through import DELIVERIES, SECRETS
from tests.town_builder import NOW, copy_of_town

MASKED = ("e-post", "telefon")


class Planted:
    """A town whose archive sends everything that it should not, and all that came of it as one text."""

    def __init__(self, root: Path) -> None:
        content, self.state, self.output = copy_of_town(root), State(root / "var"), root / "output"
        inbox = content / "data" / "leveranser"
        for number, delivered in enumerate(DELIVERIES):
            fields = delivered.form.fields()
            texts = {n: value for n, value in enumerate(fields) if " " in value.strip()}
            for kind, (_, ways) in SECRETS.items():
                secrets = [SECRETS[one][1][0] for one in MASKED] if kind in MASKED else [ways[0]]
                values = {n: " ".join([value, *secrets]) for n, value in texts.items()}
                name = f"{number}-{kind.replace(' ', '-')}{delivered.form.suffix}"
                (inbox / name).write_bytes(delivered.form.with_values(values))
        self.said: list[str] = []
        Build(content, self.output, self.state, NOW, say=self.said.append).run()
        update_index(self.state, NOW)

    def everything(self) -> str:
        """The site with its pages, feeds, calendars and data; store, documents, index and what was said."""
        paths = [
            p for folder in (self.output, self.state.root) for p in sorted(folder.rglob("*")) if p.is_file()
        ]
        content = b"\n".join(str(path).encode() + b"\n" + path.read_bytes() for path in paths)
        listed = CliRunner().invoke(app, ["--karantene", "--state", str(self.state.root)]).output
        text = "\n".join([content.decode("utf-8", "replace"), *self.said, listed])
        return re.sub(r"(?<=\d)[\s.\-\xa0]+(?=\d)", "", text)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    return Planted(tmp_path_factory.mktemp("plantet"))


def test_what_is_harmless_beside_it_was_published(planted: Planted) -> None:
    text = planted.everything()
    assert "[epost]" in text
    assert "[telefon]" in text
    assert "poster i karantene" in text


@pytest.mark.parametrize("kind", SECRETS)
def test_nothing_of_it_is_anywhere(planted: Planted, kind: str) -> None:
    assert SECRETS[kind][0] not in planted.everything()


@pytest.mark.parametrize("query", ["Qvalstrøm", "kari.qvalstroem@example.com", "90012345", "01019000083"])
def test_nothing_of_it_is_found(planted: Planted, query: str) -> None:
    engine = WhooshEngine(planted.state.index)
    assert engine.search(parse_params({"q": [f'"{query}"']}), NOW).total == 0
    engine.close()
