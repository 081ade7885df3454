"""The peers get the same pages as we have, each in its own form, also after an edit."""

from __future__ import annotations

import json

import pytest
import yaml

from bench.adapt import Adapter
from bench.content import write_content
from bench.edits import Editor
from bench.written import Written

ALERT = {
    "title": "Vannet er borte",
    "text": "Vi leter.",
    "level": "avvik",
    "updated": "2026-11-20T09:15:00+01:00",
    "next_update": "",
    "link": None,
    "visible_from": "2026-11-20T00:00:00+01:00",
    "visible_until": None,
}
RELATED = '<section aria-labelledby="se-ogsa"><a href="/skole/a/">A</a><a href="/skole/b/">B</a></section>'


@pytest.fixture
def adapter(tmp_path):
    """Content of thirty files, and as much of a build of ours as is read."""
    write_content(tmp_path / "innhold", 30)
    adapter = Adapter(*(tmp_path / name for name in ("innhold", "ut", "tilstand", "andre")))
    (adapter.output / "static").mkdir(parents=True)
    (adapter.output / "static/style.css").write_text("p {}")
    adapter.state.mkdir()
    coming = {**ALERT, "title": "I morgen", "visible_from": "2026-11-27T00:00:00+01:00"}
    over = {**ALERT, "title": "I går", "visible_until": "2026-11-25T00:00:00+01:00"}
    frame = {"site_name": "Ski kommune", "alerts": [ALERT, coming, over]}
    (adapter.state / "ramme.json").write_text(json.dumps(frame))
    page = next(written for written in adapter.files if written.kind == "sider")
    (adapter.output / page.address.strip("/")).mkdir(parents=True)
    (adapter.output / page.address.strip("/") / "index.html").write_text(f"<body>{RELATED}</body>")
    adapter.all()
    return adapter


def written_for(adapter, peer):
    return sorted((adapter.work / peer / "content").rglob("*.md"))


def fields_of(path):
    return yaml.safe_load(path.read_text().split("---\n")[1])


def test_every_file_is_there_for_every_peer(adapter):
    ours = {written.fields["tittel"] for written in adapter.files}
    hugo = [fields_of(path) for path in written_for(adapter, "hugo")]
    months = {(w.fields["dato"].year, w.fields["dato"].month) for w in adapter.files if w.kind == "nyheter"}
    assert {fields["title"] for fields in hugo} >= ours
    assert sum(fields.get("slag") == "maned" for fields in hugo) == len(months)
    assert {fields_of(path)["title"] for path in written_for(adapter, "eleventy")} == ours
    lines = {path.read_text().split("\n", 1)[0] for path in written_for(adapter, "pelican")}
    assert lines == {f"title: {title}" for title in ours}


@pytest.mark.parametrize("peer", ["hugo", "eleventy", "pelican"])
def test_no_text_is_lost_and_links_between_files_lead_to_addresses(adapter, peer):
    adapted = "\n".join(path.read_text() for path in written_for(adapter, peer))
    assert "../sider/" not in adapted
    for written in adapter.files:
        for line in written.body.split("\n"):
            assert line in adapted or "../sider/" in line


@pytest.mark.parametrize("place", ["hugo/data/site.json", "eleventy/site.json", "pelican/site.json"])
def test_data_are_those_of_our_build(adapter, place):
    data = json.loads((adapter.work / place).read_text())
    assert [alert["title"] for alert in data["frame"]["alerts"]] == ["Vannet er borte"]
    assert data["frame"]["alerts"][0]["updated_text"] == "fredag 20. november kl. 09.15"
    assert data["contacts"]["servicetorget"]["phone_href"] == "tel:+4764871000"
    assert len(data["teasers"]) == sum(written.kind == "sider" for written in adapter.files)


def test_related_pages_are_those_that_our_build_chose(adapter):
    page = next(written for written in adapter.files if written.kind == "sider")
    hugo = fields_of(adapter.work / f"hugo/content{page.address.rstrip('/')}.md")
    assert hugo["se_ogsa"] == ["/skole/a/", "/skole/b/"]
    pelican = adapter.work / f"pelican/content/sider{page.address.rstrip('/')}.md"
    assert "\nse_ogsa: /skole/a/ /skole/b/\n" in pelican.read_text()


def test_the_peers_have_their_templates_our_styles_and_nothing_installed_is_copied(adapter):
    assert (adapter.work / "hugo/layouts/_default/baseof.html").is_file()
    assert (adapter.work / "hugo/static/static/style.css").is_file()
    assert (adapter.work / "eleventy/static/style.css").is_file()
    assert (adapter.work / "pelican/theme/static/style.css").is_file()
    modules = adapter.work / "eleventy/node_modules"
    assert modules.is_symlink() or not modules.exists()


@pytest.mark.parametrize("kind", ["tekst", "dato", "nyhet"])
def test_an_edit_reaches_every_peer(adapter, kind):
    edit = Editor(adapter.content, adapter.files).change(kind, 1)
    assert not any(edit.mark in path.read_text() for path in written_for(adapter, "hugo"))
    adapter.one(edit.path)
    said = "2015-01-02" if kind == "dato" else edit.mark
    for peer in ("hugo", "eleventy", "pelican"):
        assert sum(said in path.read_text() for path in written_for(adapter, peer)) == 1


def test_edits_are_of_other_pages_each_time_and_news_belong_on_top(adapter):
    editor = Editor(adapter.content, adapter.files)
    pages = {editor.change("tekst", number).path for number in range(5)}
    assert len(pages) == 5
    news = editor.change("nyhet", 1)
    assert "/nyheter/" in news.addresses
    assert Written.read(news.path).fields["dato"] > max(
        written.fields["dato"] for written in adapter.files if written.kind == "nyheter"
    )
