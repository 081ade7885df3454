"""A small good content folder that every check is silent about, and tools to plant one fault in it."""

from datetime import datetime
from pathlib import Path

import pytest

from plugins.checks.run import run_checks
from plugins.model.clock import OSLO

NOW = datetime(2026, 11, 23, 12, tzinfo=OSLO)

UNIT = """---
tittel: Barnehage
ingress: Her finner du alt om barnehagene i Ski.
oppdatert: 2026-11-01
telefon: 64 87 87 00
---
Vi svarer på telefon hver dag.
"""

PAGE = """---
tittel: Søk om barnehageplass
ingress: Søk innen 1. mars for å være med i hovedopptaket.
oppdatert: 2026-11-01
revideres_innen: 2027-03-01
malgrupper: [innbyggere]
emner: [barn]
handling: {tekst: Søk om plass, url: /barnehage/priser/#moderasjon}
---
Opptaket skjer hele året.

## Hvem kan søke?

Alle som bor i Ski. [Se prisene](/barnehage/priser/) eller [hopp til fristen](#frist).

### Frist

Søk innen 1. mars. Konto 1234.56.78903.

![Tre barn graver i sandkassa](../bilder/sandkasse.png)
"""

PRICES = """---
tittel: Priser i barnehagen
ingress: Så mye koster en plass, med og uten moderasjon.
oppdatert: 2026-11-01
---
## Moderasjon

Søsken betaler mindre. [Gå til søknaden](sok-plass.md#frist).
"""

NEWS = """---
tittel: Nytt opptak i barnehagene
ingress: Nå kan du søke om plass fra august.
dato: 2026-11-20
---
Les om [hvem som kan søke](../sider/sok-plass.md#hvem-kan-soke) før du begynner.
"""

REGISTERS = {
    "malgrupper.yaml": "- {id: innbyggere, tittel: Innbyggere, ingress: Alle som bor her}\n",
    "emner.yaml": "- {id: barn, tittel: Barn}\n",
    "forside.yaml": "oppgaver:\n  - {tekst: Søk om plass, url: /barnehage/sok-plass/}\n",
    "horinger.yaml": (
        "- id: langhus\n  tittel: Områdeplan for Langhus\n  ingress: Planen gir rom for flere.\n"
        "  type: offentlig ettersyn\n  kunngjort: 2026-11-01\n  frist: 2026-12-31\n  virksomhet: barnehage\n"
        "  svar: [Skriv til oss.]\n"
    ),
    "avvik.yaml": (
        "- id: vann\n  tittel: Vannet stenges i kveld\n  tekst: Fra kl. 23.\n  oppdatert: 2026-11-20T09:00\n"
        "  gyldig_til: 2026-12-01\n  url: /barnehage/\n"
    ),
    "sok/synonymer.yaml": "- {ord: plass, ogsaa: [opptak], hvorfor: Siden heter opptak.}\n",
    "sokekrav.yaml": "- sok: [opptak]\n  adresse: /barnehage/sok-plass/\n  hvorfor: Mange spør.\n",
    "sok/svar.yaml": (
        "- sok: [moderasjon]\n  adresse: /barnehage/\n  tittel: Moderasjon\n  hvorfor: Mange spør.\n"
    ),
}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The good folder; tests overwrite files in it."""
    files = {
        "barnehage/virksomhet.md": UNIT,
        "barnehage/sider/sok-plass.md": PAGE,
        "barnehage/sider/priser.md": PRICES,
        "barnehage/nyheter/nytt-opptak.md": NEWS,
        "barnehage/bilder/sandkasse.png": "",
        **{f"data/{name}": text for name, text in REGISTERS.items()},
    }
    for name, text in files.items():
        write(tmp_path / name, text)
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def findings(content: Path):
    """All findings as text, with paths from the content folder."""

    def found(now: datetime = NOW) -> list[str]:
        return [str(problem).replace(f"{content}/", "") for problem in run_checks(content, now)]

    return found


@pytest.fixture
def plant(content: Path):
    """Replace a piece of one good file by a fault."""

    def replace(name: str, good: str, bad: str) -> None:
        path = content / name
        before = path.read_text(encoding="utf-8")
        assert good in before
        write(path, before.replace(good, bad, 1))

    return replace
