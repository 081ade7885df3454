"""Search documents lie in files that a reader can trust, so divided that an edit touches few of them."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import msgspec

from plugins.memo.query import ask
from plugins.model.document import FORMAT_VERSION, Document, Manifest
from plugins.views.document_files import document_file, line_of, manifest_file
from plugins.views.inputs import BuildInputs
from plugins.views.output import TextFile
from plugins.views.plan import plan
from tests.views.archive_makers import KOMMUNESTYRET, case, entry, filled_store, meeting
from tests.views.content_makers import inputs, news, page, unit


def files_of(given: BuildInputs) -> dict[str, str]:
    """Every file of documents in the order that it is planned."""
    made: list[TextFile] = [ask(given, key) for key in plan(given, "documents")]
    assert {one.root for one in made} == {"tilstand"}
    return {one.file.removeprefix("dokumenter/"): one.text for one in made}


def manifest_of(given: BuildInputs) -> Manifest:
    return msgspec.json.decode(manifest_file(given).text, type=Manifest)


def ids(text: str) -> list[str]:
    return [json.loads(line)["document"]["id"] for line in text.splitlines()]


def test_a_units_pages_lie_together_and_dated_things_by_month(tmp_path: Path) -> None:
    with filled_store(
        tmp_path,
        case(),
        entry(),
        entry("j2", journaldato=date(2026, 10, 30), journalsekvensnummer=4019),
        entry("j3", journaldato=None, journalsekvensnummer=4020),
        meeting(),
    ) as store:
        given = inputs(
            page("b"),
            page("a"),
            page("c", "kultur"),
            news("d", "2026-11-01"),
            news("e", "2026-11-20", "kultur"),
            news("f", "2025-12-31"),
            unit(),
            unit("kultur"),
            store=store,
            bodies=[KOMMUNESTYRET],
        )
        found = {file: ids(text) for file, text in files_of(given).items() if file != "manifest.json"}
    assert found == {
        "tjeneste/barnehage.jsonl": ["tjeneste:barnehage/a", "tjeneste:barnehage/b"],
        "tjeneste/kultur.jsonl": ["tjeneste:kultur/c"],
        "nyhet/2025-12.jsonl": ["nyhet:2025-12/f"],
        "nyhet/2026-11.jsonl": ["nyhet:2026-11/d", "nyhet:2026-11/e"],
        "virksomhet/uten-dato.jsonl": ["virksomhet:barnehage", "virksomhet:kultur"],
        "utvalg/uten-dato.jsonl": ["utvalg:kommunestyret"],
    }


def test_the_manifest_comes_last_and_vouches_for_every_file() -> None:
    groups = [{"id": "unge", "tittel": "Unge", "ingress": "For unge."}]
    given = inputs(page(), news("a", "2026-11-01"), target_groups=groups)
    found = files_of(given)
    manifest = manifest_of(given)
    assert list(found)[-1] == "manifest.json"
    assert [shard.file for shard in manifest.shards] == list(found)[:-1]
    assert manifest.version == FORMAT_VERSION
    assert (manifest.target_groups, manifest.units) == ({"unge": "Unge"}, {"barnehage": "Barnehage"})
    for shard in manifest.shards:
        text = found[shard.file]
        assert hashlib.sha256(text.encode()).hexdigest() == shard.sha256
        assert text.count("\n") == shard.count == 1


def test_a_line_carries_the_hash_of_its_canonical_document() -> None:
    made = Document(
        id="tjeneste:a/b", url="/a/b/", kind="tjeneste", title="«æøå» \u2028", dated=date(2026, 11, 2)
    )
    line = json.loads(line_of(made))
    canonical = json.dumps(line["document"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(canonical.encode()).hexdigest() == line["hash"]
    assert msgspec.convert(line["document"], Document) == made
    assert "\n" not in line_of(made)


def test_the_same_content_gives_the_same_bytes_in_whatever_order_it_comes() -> None:
    sources = [
        *(page(f"side-{n}", "kultur" if n % 3 else "barnehage") for n in range(20)),
        *(news(f"nytt-{n}", f"2026-{1 + n % 11:02}-05") for n in range(20)),
        unit(),
        unit("kultur"),
    ]
    assert files_of(inputs(*sources)) == files_of(inputs(*reversed(sources)))


def test_what_an_editor_takes_down_is_gone_with_its_file() -> None:
    before = inputs(page(), news("a", "2026-11-01"))
    after = inputs(page(), news("a", "2026-11-01", status="utkast"))
    assert set(files_of(before)) - set(files_of(after)) == {"nyhet/2026-11.jsonl"}
    assert document_file(before, "tjeneste", "barnehage") == document_file(after, "tjeneste", "barnehage")


def test_a_site_that_shows_nothing_has_an_empty_manifest() -> None:
    given = inputs(unit(status="utkast"), page())
    assert list(files_of(given)) == ["manifest.json"]
    assert manifest_of(given).shards == ()
