"""Reading the whole content folder: all that is right, and every problem at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plugins.source.site import read_site
from tests.source.conftest import news, page


def problems(content: Path) -> list[str]:
    return [str(p).replace(f"{content}/", "") for p in read_site(content)[1]]


def test_units_pages_and_news_are_read_with_their_places(content: Path) -> None:
    (content / "barnehage/sider/opptak.md").write_text(page(body="Søk nå.\n"), "utf-8")
    (content / "kultur/nyheter/konsert.md").write_text(news("Konsert"), "utf-8")
    site, found = read_site(content)
    assert not found
    assert list(site.units) == ["barnehage", "kultur"]
    (opptak,) = site.pages
    assert (opptak.unit, opptak.slug, opptak.body, opptak.body_line) == (
        "barnehage",
        "opptak",
        "Søk nå.\n",
        6,
    )
    assert opptak.label == str(content / "barnehage/sider/opptak.md")
    assert opptak.lines["tittel"] == 2
    assert site.known == {
        "barnehage/virksomhet.md": "/barnehage/",
        "kultur/virksomhet.md": "/kultur/",
        "barnehage/sider/opptak.md": "/barnehage/opptak/",
        "kultur/nyheter/konsert.md": "/nyheter/2026/11/konsert/",
    }


def test_the_label_is_the_path_as_the_editor_gave_it(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (content / "kultur/sider/a.md").write_text("", "utf-8")
    monkeypatch.chdir(content.parent)
    (problem,) = read_site(Path("content"))[1]
    assert problem.path == "content/kultur/sider/a.md"


def test_all_problems_come_at_once_and_the_good_pages_too(content: Path) -> None:
    sider = content / "barnehage/sider"
    (sider / "god.md").write_text(page(), "utf-8")
    (sider / "uten-felter.md").write_text("tittel: a\n", "utf-8")
    (sider / "uten-dato.md").write_text("---\ntittel: Opptak\ningress: Det viktigste her.\n---\n", "utf-8")
    (sider / "dato.md").write_text(page(more="gyldig_til: 2015-13-01\n"), "utf-8")
    (sider / "latin.md").write_bytes("---\ntittel: Lørdag\n---\n".encode("latin-1"))
    (sider / "ukjent.md").write_text(page(more="virksomhet: barnehagen\n"), "utf-8")
    (content / "kultur/nyheter/a.md").write_text(news(day=""), "utf-8")
    site, _ = read_site(content)
    assert [p.slug for p in site.pages] == ["god", "ukjent"]
    assert problems(content) == [
        "barnehage/sider/dato.md:5: gyldig_til «2015-13-01» er ikke en dato: "
        "skriv ÅÅÅÅ-MM-DD, eller ÅÅÅÅ-MM-DDTKK:MM med klokkeslett",
        "barnehage/sider/latin.md:2: teksten er ikke lagret som UTF-8: lagre filen på nytt som UTF-8",
        "barnehage/sider/ukjent.md:5: ukjent virksomhet «barnehagen»: mente du «barnehage»?",
        "barnehage/sider/uten-dato.md:1: «oppdatert» mangler: legg til «oppdatert: …»",
        "barnehage/sider/uten-felter.md:1: feltene mangler: begynn filen med en linje «---», så «tittel: …»",
        next(p for p in problems(content) if p.startswith("kultur/nyheter/a.md:4: ")),
    ]


def test_a_file_with_several_faults_tells_them_all(content: Path) -> None:
    more = "virksomhet: barnehagen\nfarge: rød\nstatus: ferdig\n"
    (content / "kultur/sider/a.md").write_text(page(more=more), "utf-8")
    assert [p.split(": ")[0] for p in problems(content)] == [f"kultur/sider/a.md:{n}" for n in (5, 6, 7)]


def test_a_unit_whose_file_is_broken_still_exists_to_others(content: Path) -> None:
    (content / "kultur/virksomhet.md").write_text("", "utf-8")
    (content / "barnehage/sider/a.md").write_text(page(more="virksomhet: kultur\n"), "utf-8")
    assert [p.split(":")[0] for p in problems(content)] == ["kultur/virksomhet.md"]


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("nyheter", "nyheter: «nyheter» er en adresse nettstedet bruker selv: gi mappen et annet navn"),
        ("Ny By", "Ny By: mappenavnet «Ny By» kan ikke bli en adresse: kall den «ny-by»"),
        ("tom", "tom: mappen mangler virksomhet.md: beskriv virksomheten der, eller flytt mappen"),
    ],
)  # fmt: skip
def test_a_folder_that_cannot_be_a_unit_is_told(content: Path, folder: str, said: str) -> None:
    (content / folder).mkdir()
    assert problems(content) == [said]


@pytest.mark.parametrize("folder", [".git", "_arkiv", "data"])
def test_folders_that_are_no_units_are_passed_over(content: Path, folder: str) -> None:
    (content / folder).mkdir()
    (content / folder / "a.md").write_text("", "utf-8")
    assert not problems(content)


def test_a_file_name_that_gives_no_address_is_told_what_to_be_called(content: Path) -> None:
    (content / "kultur/sider/Søk Støtte.md").write_text(page(), "utf-8")
    assert problems(content) == [
        "kultur/sider/Søk Støtte.md: filnavnet «Søk Støtte» kan ikke bli en adresse: kall den «sok-stotte.md»"
    ]


def test_a_page_in_the_wrong_place_is_not_lost_in_silence(content: Path) -> None:
    (content / "kultur/opptak.md").write_text(page(), "utf-8")
    (content / "kultur/sider/dypt").mkdir()
    (content / "kultur/sider/dypt/side.md").write_text(page(), "utf-8")
    assert [p.split(": ")[1] for p in problems(content)] == ["filen ligger der ingenting publiseres fra"] * 2


def test_two_news_items_cannot_share_an_address(content: Path) -> None:
    for unit in ("barnehage", "kultur"):
        (content / unit / "nyheter/nytt.md").write_text(news(), "utf-8")
    (problem,) = problems(content)
    assert problem.startswith("kultur/nyheter/nytt.md:4: samme adresse som ")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("oversetter: barnehage/finnes-ikke\n", "oversetter «barnehage/finnes-ikke», som ikke finnes"),
        ("oversetter: barnehage/opptak\n", "«barnehage/opptak» er på samme språk"),
    ],
)
def test_a_translation_translates_a_page_in_another_language(content: Path, more: str, said: str) -> None:
    (content / "barnehage/sider/opptak.md").write_text(page(), "utf-8")
    (content / "kultur/sider/a.md").write_text(page(more=more), "utf-8")
    (problem,) = problems(content)
    assert problem.startswith(f"kultur/sider/a.md:5: {said}")


def test_no_content_at_all_is_said_clearly(tmp_path: Path) -> None:
    assert problems(tmp_path) == [
        f"{tmp_path}: innholdet har ingen virksomheter: "
        "lag en mappe for en virksomhet med filen virksomhet.md"
    ]
    missing = tmp_path / "borte"
    assert problems(missing) == [f"{missing}: innholdsmappen finnes ikke: oppgi riktig CONTENT="]


def test_a_file_name_from_another_system_is_told_and_never_a_traceback(content: Path) -> None:
    name = (content / "kultur/sider").as_posix().encode() + b"/s\xf8k.md"
    Path(os.fsdecode(name)).write_text(page(), "utf-8")
    (problem,) = problems(content)
    assert problem.encode("utf-8").startswith("kultur/sider/s?k.md: filnavnet «s?k» kan ikke".encode())


def test_a_link_out_of_the_content_is_refused_and_one_inside_it_is_read(tmp_path):
    fields = "---\ntittel: Kultur\ningress: Konserter og bibliotek.\noppdatert: 2026-11-01\n---\n"
    (tmp_path / "hemmelig.md").write_text(fields, "utf-8")
    pages = tmp_path / "content/kultur/sider"
    pages.mkdir(parents=True)
    (pages.parent / "virksomhet.md").write_text(fields, "utf-8")
    (pages / "egen.md").write_text(fields, "utf-8")
    (pages / "ut.md").symlink_to(tmp_path / "hemmelig.md")
    (pages / "inn.md").symlink_to("egen.md")
    (pages / "borte.md").symlink_to("finnes-ikke.md")
    (pages / "mappe.md").mkdir()
    site, problems = read_site(tmp_path / "content")
    assert [page.slug for page in site.pages] == ["egen", "inn"]
    assert [(Path(p.path).name, p.message) for p in problems] == [
        ("borte.md", "filen er en snarvei til noe som ikke finnes"),
        ("mappe.md", "en mappe har navn som en fil"),
        ("ut.md", "filen er en snarvei til noe utenfor innholdet"),
    ]


def test_a_wrong_field_is_one_finding(tmp_path):
    pages = tmp_path / "kultur/sider"
    pages.mkdir(parents=True)
    (tmp_path / "data").mkdir()
    (tmp_path / "data/emner.yaml").write_text("- {id: barn, tittel: Barn}\n", "utf-8")
    fields = "---\ntittel: Kultur\ningress: Konserter og bibliotek.\noppdatert: 2026-11-01\n{}---\n"
    (pages.parent / "virksomhet.md").write_text(fields.format(""), "utf-8")
    (pages / "liste.md").write_text(fields.format("emner: a, b\n"), "utf-8")
    (pages / "navn.md").write_text(fields.format("").replace("tittel", "titel"), "utf-8")
    _, problems = read_site(tmp_path)
    assert [(Path(p.path).name, p.line, p.remedy) for p in problems] == [
        ("liste.md", 5, "skriv emner: [a, b]"),
        ("navn.md", 2, "mente du «tittel»?"),
    ]
