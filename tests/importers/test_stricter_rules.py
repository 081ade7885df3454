"""When the rules are made stricter, what a file brought in before does not stay in the store beside them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plugins.importers import conversion, gate, run
from plugins.importers.node import Node
from plugins.importers.run import ImportReport
from plugins.model.state import State
from plugins.store import Store
from tests.importers.deliveries import case_xml, entry_xml, meeting_xml, noark5

Importer = Callable[..., ImportReport]
SECRET = "010190*00083"


def everything(state: State) -> tuple[list[str], list[str], list[str]]:
    with Store.open(state.store) as store:
        items = [item.system_id for meeting in store.meetings() for item in meeting.saker]
        return [c.system_id for c in store.saksmapper()], [e.system_id for e in store.entries()], items


def let_all_through(node: Node) -> None:
    """A gate that knows nothing."""


@pytest.fixture
def lax(monkeypatch: pytest.MonkeyPatch, import_text: Importer) -> Callable[[str], None]:
    """Imports under rules that let all through."""

    def import_lax(text: str) -> None:
        with monkeypatch.context() as patched:
            patched.setattr(run, "RULES", run.RULES - 1)
            patched.setattr(gate, "check", let_all_through)
            import_text(text, "a.xml")

    assert conversion.gate is gate
    return import_lax


def test_what_is_held_under_stricter_rules_is_taken_out(
    lax: Callable[[str], None], import_text: Importer, state: State
) -> None:
    secret = entry_xml(system_id="j1", title=f"Klage {SECRET}")
    kept = entry_xml(system_id="j2", title="Svar", number="2")
    text = noark5(
        case_xml("Sak", secret + kept),
        case_xml(
            f"Sak {SECRET}", entry_xml(system_id="j3", title="Brev", number="3"), system_id="s2", number=2
        ),
        meeting_xml({"i1": (f"Klage {SECRET}", ""), "i2": ("Budsjett", "")}),
    )
    lax(text)
    assert everything(state) == (["s1", "s2"], ["j1", "j2", "j3"], ["i1", "i2"])
    import_text(text, "a.xml")
    assert everything(state) == (["s1"], ["j2"], ["i2"])
    assert SECRET.encode() not in state.store.read_bytes()


def test_the_same_file_read_again_under_the_same_rules_takes_nothing_out(
    import_text: Importer, state: State
) -> None:
    faulty = noark5(case_xml("Sak", entry_xml(system_id="j1", title=f"Klage {SECRET}")))
    import_text(faulty, "a.xml")
    import_text(noark5(case_xml("Sak", entry_xml(system_id="j1", title="Klage"))), "b.xml")
    import_text(faulty, "a.xml", again=True)
    assert everything(state)[1] == ["j1"]
