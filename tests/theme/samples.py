"""Every template with example views: what the preview shows and the tests render."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from msgspec import structs

from plugins.views.frame import Frame, Link, Meta, View
from plugins.views.rendering import environment
from tests.theme import samples_archive as archive
from tests.theme import samples_content as content
from tests.theme import samples_insight as insight
from tests.theme import samples_politics as politics
from tests.theme import samples_service as service
from tests.theme.samples_frame import ALERT, FRAME

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "theme" / "templates"
STATIC = ROOT / "theme" / "static"
FRONT = Link(text="Forsiden", url="/")


@dataclass(frozen=True)
class Sample:
    """One template, one view, ready to render."""

    name: str
    template: str
    view: View
    meta: Meta
    frame: Frame = FRAME


def _sample(
    name: str,
    template: str,
    view: View,
    *crumbs: Link,
    language: Literal["nb", "nn", "en"] = "nb",
    title: str = "",
    section: str = "",
    path: str = "",
    noindex: bool = False,
    frame: Frame = FRAME,
    translations: tuple[Link, ...] = (),
) -> Sample:
    meta = Meta(
        title=title or getattr(view, "title", "") or name.capitalize(),
        description="Alt du trenger å vite, fra kommunen selv.",
        path=path or f"/{name}/",
        language=language,
        breadcrumbs=crumbs,
        section=section,
        noindex=noindex,
        translations=translations,
        feeds=(Link(text="Nyheter", url="/nyheter/atom.xml"),),
    )
    return Sample(name=name, template=template, view=view, meta=meta, frame=frame)


def samples() -> Iterable[Sample]:
    """All of them, the hard cases included."""
    crisis = structs.replace(ALERT, level="krise", next_update="")
    info = structs.replace(ALERT, level="info", link=None)
    loud = structs.replace(FRAME, alerts=(crisis, ALERT, info))
    one_alert = structs.replace(FRAME, alerts=(ALERT,))
    unit = Link(text="Barnehage", url="/barnehage/")
    to_politics = Link(text="Politikk", url="/politikk/")
    post_list = Link(text="Postliste", url="/postliste/")
    other = (Link(text="English", url="/barnehage/kindergarten/", language="en"),)
    yield _sample("hjem", "hjem", content.home(), title="Ski kommune", path="/", frame=one_alert)
    yield _sample("malgruppe", "malgruppe", content.target_group(), FRONT)
    yield _sample("virksomhet", "virksomhet", content.unit(), FRONT, section="/virksomheter/")
    yield _sample("virksomheter", "virksomheter", content.units(), FRONT, title="Tjenester og virksomheter")
    yield _sample("side", "side", content.page(), FRONT, unit, section="/virksomheter/", translations=other)
    yield _sample("side-varsler", "side", content.page(), FRONT, unit, frame=loud)
    yield _sample("steg", "side", content.steps(), FRONT, unit)
    yield _sample("side-nn", "side", content.nynorsk(), FRONT, unit, language="nn", frame=one_alert)
    yield _sample("side-en", "side", content.english_page(), FRONT, unit, language="en", frame=one_alert)
    yield _sample("virksomhet-en", "virksomhet", content.unit(), FRONT, language="en")
    yield _sample("nyhet", "nyhet", content.news_item(), FRONT, Link(text="Nyheter", url="/nyheter/"))
    yield _sample("nyhet-nn", "nyhet", content.news_item(), FRONT, language="nn")
    yield _sample("nyhet-en", "nyhet", content.news_item(), FRONT, language="en")
    yield _sample("nyheter", "nyheter", content.news(), FRONT, section="/nyheter/", path="/nyheter/")
    yield _sample("english", "english", content.english(), FRONT, language="en", title="Ski in English")
    yield _sample("404", "404", content.not_found(), title="Fant ikke siden", noindex=True)
    yield _sample("postliste", "postliste", archive.post_list(), FRONT, title="Postliste", noindex=True)
    yield _sample("postliste-dag", "postliste-dag", archive.post_list_day(), FRONT, post_list, noindex=True)
    yield _sample("postliste-maned", "postliste-utvalg", archive.month(), FRONT, post_list, noindex=True)
    yield _sample("postliste-enhet", "postliste-oversikt", archive.overview(), FRONT, post_list, noindex=True)
    yield _sample("postliste-udatert", "postliste-dag", archive.undated(), FRONT, post_list, noindex=True)
    yield _sample("sak", "sak", politics.case(), FRONT, post_list, noindex=True)
    yield _sample("sak-tom", "sak", politics.bare_case(), FRONT, post_list, noindex=True)
    yield _sample("saksnummer", "saksnummer", politics.case_number(), FRONT, title="Sak 2015/8", noindex=True)
    yield _sample("utvalg", "utvalg", politics.body(), FRONT, to_politics)
    yield _sample("utvalg-aar", "utvalg-aar", politics.body_year(), FRONT, to_politics)
    yield _sample("mote", "mote", politics.meeting(), FRONT, to_politics)
    yield _sample("mote-del", "mote", politics.meeting_part(), FRONT, to_politics)
    yield _sample("mote-avlyst", "mote", politics.cancelled_meeting(), FRONT, to_politics)
    yield _sample("mote-kommende", "mote", politics.coming_meeting(), FRONT, to_politics)
    yield _sample("horinger", "horinger", politics.hearings(), FRONT, to_politics, title="Høringer")
    yield _sample("horinger-ingen", "horinger", politics.no_hearings(), FRONT, to_politics, title="Høringer")
    yield _sample("politikk", "politikk", politics.politics(), FRONT, title="Politikk", section="/politikk/")
    yield _sample("sok", "sok", service.hits(), title="Søk", path="/sok", noindex=True)
    yield _sample("sok-svar", "sok", service.answered(), title="Søk", path="/sok", noindex=True)
    yield _sample("sok-ingen", "sok", service.no_hits(), title="Søk", path="/sok", noindex=True)
    yield _sample("sok-tom", "sok", service.empty_search(), title="Søk", path="/sok", noindex=True)
    yield _sample("takk", "takk", service.thanks(), title="Takk for svaret", noindex=True)
    yield _sample("innlogging", "innlogging", service.login(), title="Logg inn", noindex=True)
    yield _sample("innsikt", "innsikt", insight.insight(), title="Søkeinnsikt", noindex=True)
    yield _sample("feil", "feil", service.error(), noindex=True)


def render(sample: Sample) -> str:
    """The sample as HTML, as the build and the service render it."""
    template = environment(TEMPLATES).get_template(f"{sample.template}.html")
    return template.render(frame=sample.frame, meta=sample.meta, view=sample.view)


def bundle() -> str:
    """All style sheets in the order of ``styles.txt``."""
    names = (STATIC / "styles.txt").read_text(encoding="utf-8").split()
    return "\n".join((STATIC / name).read_text(encoding="utf-8") for name in names)


def write_all(out: Path) -> dict[str, Path]:
    """Every sample as a file that a browser can open through ``serve``; gives their paths by name."""
    (out / "static").mkdir(parents=True, exist_ok=True)
    (out / "static" / "style.css").write_text(bundle(), encoding="utf-8")
    written = {}
    for sample in samples():
        written[sample.name] = out / f"{sample.name}.html"
        written[sample.name].write_text(render(sample), encoding="utf-8")
    return written
