"""One deliberately terrible page, and exactly what is said of it."""

from pathlib import Path

AWFUL = Path(__file__).with_name("fixtures") / "fryktelig.md"
LABEL = "barnehage/sider/fryktelig.md"
NOT_A_NUMBER = (
    "fjern det; er tallet noe annet, skriv komma mellom tallene eller kontonummer som 1234.56.78903"
)

EXPECTED = AWFUL.with_suffix(".txt")


def test_the_awful_page(content, findings):
    (content / LABEL).write_text(AWFUL.read_text(encoding="utf-8"), encoding="utf-8")
    found = [line.replace(NOT_A_NUMBER, "…") for line in findings()]
    assert [line.removeprefix(f"{LABEL}:") for line in found] == EXPECTED.read_text(
        encoding="utf-8"
    ).splitlines()
