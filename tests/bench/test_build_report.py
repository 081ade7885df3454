"""The report says what was measured, whether it holds, and what cannot be trusted."""

from __future__ import annotations

import pytest

from bench import report
from bench.build_report import HEADING, fair, section
from bench.builds import Growth, Results
from bench.processes import Run
from bench.report import Row, replace_section
from bench.same_html import Agreement, Comparison

SAME = Comparison("/a/", text=True, links=True, structure=True, lost=(), added=())
LOSING = Comparison("/b/", text=False, links=True, structure=True, lost=("hele", "sida"), added=())


def results(**seconds: float) -> Results:
    made = Results(5000, 3, {"Ski": "", "Hugo": "0.111.3", "Eleventy": "3.1.8", "Pelican": "4.12.0"})
    for name, value in {"Ski": 3.0, "Hugo": 2.1, "Eleventy": 8.0, "Pelican": 30.0, **seconds}.items():
        for scenario in ("rent", "tekst", "dato", "nyhet", "makro"):
            made.runs[scenario, name] = [Run(value * factor, value) for factor in (9, 1, 0.5)]
    made.memory = {"Ski": 100.0, "Hugo": 600.0, "Eleventy": 480.0, "Pelican": 200.0}
    made.agreements = {name: Agreement((SAME,)) for name in ("Hugo", "Eleventy", "Pelican")}
    return made


def line(text: str, start: str) -> list[str]:
    found = next(row for row in text.split("\n") if row.startswith(f"| {start} |"))
    return [cell.strip() for cell in found.strip("|").split("|")]


def test_a_line_has_the_medians_the_promise_and_the_verdict():
    cells = line(section(results(), []), "Rent bygg")
    assert cells == [
        "Rent bygg", "3,00 s", "2,10 s", "8,00 s", "30,00 s", "høyst 1,5 × Hugo, raskere enn Eleventy", "ja"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("seconds", "verdict"),
    [({"Ski": 3.2}, "**nei**"), ({"Ski": 3.1}, "ja"), ({"Hugo": 9.0, "Ski": 8.1}, "**nei**")],
)
def test_a_clean_build_is_held_up_against_both_hugo_and_eleventy(seconds, verdict):
    assert line(section(results(**seconds), []), "Rent bygg")[-1] == verdict


@pytest.mark.parametrize(("megabytes", "verdict"), [(200.0, "ja"), (201.0, "**nei**")])
def test_memory_may_be_a_third_of_hugos(megabytes, verdict):
    made = results()
    made.memory["Ski"] = megabytes
    assert line(section(made, []), "Rent bygg, mest minne")[-1] == verdict


def test_what_is_not_there_is_a_dash_without_a_verdict():
    made = results()
    for key in [key for key in made.runs if key[1] == "Hugo"]:
        del made.runs[key]
    del made.memory["Hugo"], made.agreements["Hugo"]
    text = section(made, [])
    assert line(text, "Rent bygg")[2] == "–"
    assert line(text, "En mal alle sider bruker, rettet")[-1] == ""
    assert line(text, "Rent bygg, mest minne")[-1] == ""
    assert line(text, "En side rettet, bygget følger med")[1:] == ["–", "–", "–", "–", "under 0,15 s", ""]
    assert line(text, "Samme tekst") == ["Samme tekst", "–", "100 %", "100 %"]


def test_the_resident_builder_is_told_by_its_median():
    made = results()
    made.resident = {"tekst": [0.05, 0.09, 9.0], "dato": [0.2]}
    text = section(made, [])
    assert line(text, "En side rettet, bygget følger med")[1::5] == ["0,09 s", "ja"]
    assert line(text, "En side rettet, med ny dato, bygget følger med")[-1] == "**nei**"


def test_a_change_that_never_came_out_is_not_passed_off_as_fast():
    made = results(Ski=0.1)
    made.unseen.add(("makro", "Ski"))
    text = section(made, [])
    assert "**Ski: endringen (makro) kom ikke ut på siden, og er ikke målt.**" in text
    assert line(text, "En mal alle sider bruker, rettet")[1] == "–"


def test_a_peer_that_drops_text_makes_the_comparison_void():
    made = results()
    assert fair(made)
    made.agreements["Eleventy"] = Agreement((SAME, LOSING))
    assert not fair(made)
    text = section(made, [])
    assert "**Eleventy mister tekst på 1 av 2 sider, så sammenligningen gjelder ikke.**" in text
    assert "Først på /b/: «hele sida»." in text


def test_growth_is_told_by_the_thousand():
    text = section(results(), [Growth(1000, 0.8, 0.3, 60), Growth(20_000, 16.8, 0.9, 301.6)])
    assert line(text, "20 000") == ["20 000", "16,80 s", "0,84 s", "0,90 s", "302 MB"]
    assert "20 ganger så mange filer tar 21,0 ganger så lang tid å bygge." in text


def test_a_section_takes_the_place_of_its_predecessor_and_leaves_the_others(tmp_path):
    readme = tmp_path / "README.md"
    report.write("## Søket\n\nraskt\n", readme)
    report.write(section(results(), []), readme)
    report.write("## Søket\n\nraskere\n", readme)
    text = readme.read_text()
    assert text.startswith("# Målinger\n\n## Søket\n\nraskere\n\n## ")
    assert text.count(HEADING) == text.count("## Søket") == 1
    assert "raskt\n" not in text


def test_writing_the_same_section_again_changes_nothing():
    text = replace_section("# Målinger\n", "## A\n\nto\n")
    assert replace_section(text, "## A\n\nto\n") == text


def test_a_row_says_whether_its_limit_holds():
    assert Row("Bygg", 5.151, "s", 15).markdown() == "| Bygg | 5,15 s | 15 s | ja |"
    assert Row("Bygg", 15.1, "s", 15).markdown().endswith("| **nei** |")
    assert Row("Minne", 80, "MB").markdown() == "| Minne | 80,00 MB |  |  |"
