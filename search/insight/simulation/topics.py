"""What the town looks for. Weights are searches a week on an ordinary week in a town of 30 000."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One text that people search for, and how that goes."""

    term: str
    weight: float
    address: str = ""
    """The page that answers; empty when there is none."""
    hits: int = 12
    opens: float = 0.75
    """How many of the searches open something."""
    place: int = 1
    """Where the answer stands in the list."""
    becomes: str = ""
    """What those who open nothing search for instead, half of the time."""
    origin: str = ""
    """The page that half of the searches are made from."""
    steady: bool = False
    """Whether the answer stands at that very place each time, and is the only thing opened."""
    months: Mapping[int, float] = field(default_factory=lambda: MappingProxyType({}))
    """How much more is searched in some months (1–12)."""


def _season(**months: float) -> Mapping[int, float]:
    names = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")
    return MappingProxyType({names.index(name) + 1: factor for name, factor in months.items()})


def _t(term: str, weight: float, address: str, **more: object) -> Topic:
    return Topic(term=term, weight=weight, address=address, **more)  # type: ignore[arg-type]


ORDINARY: tuple[Topic, ...] = (
    _t("barnehage", 120, "/barnehage/sok-plass/", months=_season(jan=2, feb=3, mar=1.5)),
    _t("barnehageplass", 60, "/barnehage/sok-plass/", months=_season(jan=2, feb=3, mar=1.5)),
    _t("barnehagepriser", 25, "/barnehage/priser/"),
    _t("redusert betaling", 18, "/barnehage/priser/", place=3),
    _t("søppel", 90, "/kommunalteknikk/avfall/", opens=0.35, place=5, becomes="renovasjon"),
    _t("renovasjon", 45, "/kommunalteknikk/avfall/", opens=0.85),
    _t("søppelhenting", 40, "/kommunalteknikk/avfall/", months=_season(des=1.8)),
    _t("gjenvinningsstasjon", 75, "/kommunalteknikk/gjenvinningsstasjon/", months=_season(apr=1.6, mai=1.9)),
    _t("gjenbruk", 20, "/kommunalteknikk/gjenvinningsstasjon/", place=2),
    _t("byggesak", 65, "/byggesak/byggesoknad/", place=2),
    _t("byggesøknad", 38, "/byggesak/byggesoknad/"),
    _t("garasje", 28, "/byggesak/bygge-uten-a-soke/", place=3, months=_season(apr=1.5, mai=1.6)),
    _t("nabovarsel", 30, "/byggesak/nabovarsel/"),
    _t("situasjonskart", 26, "/byggesak/situasjonskart/"),
    _t("ferdigattest", 22, "/byggesak/ferdigattest/"),
    _t("dispensasjon", 14, "/plan/dispensasjon/"),
    _t("reguleringsplan", 24, "/plan/reguleringsplaner/"),
    _t("kart", 34, "/plan/kart/", place=2),
    _t("sfo", 55, "/sfo/", months=_season(feb=1.6, aug=1.9)),
    _t("skolerute", 60, "/skole/skolerute/", months=_season(jul=1.5, aug=3, des=1.7)),
    _t("ferie sfo", 16, "/sfo/priser/", months=_season(mai=2, jun=2.5), origin="/skole/"),
    _t("kulturskole", 26, "/kultur/kulturskole/", months=_season(apr=1.6, aug=1.8)),
    _t("svømmehall", 48, "/kultur/svommehall/", months=_season(jan=1.4, feb=1.4)),
    _t("kino", 35, "/kultur/kulturhus/", place=2),
    _t("bibliotek", 50, "/bibliotek/apningstider/"),
    _t("åpningstider", 44, "/servicetorget/kontakt/", place=2, opens=0.55, months=_season(mar=1.5, des=1.8)),
    _t("kontakt", 38, "/servicetorget/kontakt/"),
    _t("ledige stillinger", 85, "/radmann/ledige-stillinger/"),
    _t("sommerjobb", 20, "/radmann/laerling-og-sommerjobb/", months=_season(jan=2, feb=4, mar=4, apr=2)),
    _t("legevakt", 52, "/servicetorget/legevakt/", opens=0.3, place=4),
    _t("fastlege", 30, "/helse-og-mestring/fastlege/"),
    _t("helsestasjon", 42, "/helse-og-mestring/helsestasjon/"),
    _t("vaksine", 26, "/helse-og-mestring/vaksine-voksne/", months=_season(sep=1.8, okt=2.5, nov=2)),
    _t("hjemmesykepleie", 18, "/hjemmetjenester/hjemmesykepleie/"),
    _t("trygghetsalarm", 16, "/hjemmetjenester/trygghetsalarm/"),
    _t("sykehjem", 20, "/sykehjem/"),
    _t("parkering", 33, "/kommunalteknikk/parkering/"),
    _t("brøyting", 30, "/kommunalteknikk/broyting/", months=_season(des=3, jan=4, feb=3, jun=0.1)),
    _t("veilys", 24, "/kommunalteknikk/meld-feil/", place=2, months=_season(okt=1.8, nov=2, des=1.6)),
    _t("hull i veien", 12, "/kommunalteknikk/meld-feil/", months=_season(mar=2.5, apr=3)),
    _t("vann", 28, "/kommunalteknikk/vann-og-avlop/"),
    _t("kommunale avgifter", 30, "/kommunalteknikk/gebyrer/", place=2),
    _t("eiendomsskatt", 22, "/radmann/eiendomsskatt/", months=_season(mar=2)),
    _t("feiing", 18, "/kommunalteknikk/feiing/"),
    _t("startlån", 24, "/nav-ski/startlan/"),
    _t("bostøtte", 20, "/nav-ski/bostotte/"),
    _t("kommunal bolig", 15, "/nav-ski/kommunal-bolig/"),
    _t("skjenkebevilling", 10, "/naering/skjenkebevilling/"),
    _t("leie lokale", 18, "/kultur/leie-lokaler/"),
    _t("turløyper", 20, "/kultur/turloyper/", months=_season(jan=2, feb=2, jul=0.5)),
    _t("postliste", 20, "/servicetorget/postlisten/"),
    _t("innsyn", 18, "/servicetorget/innsyn/"),
    _t("vielse", 12, "/servicetorget/vielse/", place=3, months=_season(mai=1.6, jun=1.8)),
    _t("valg", 8, "/politisk-sekretariat/valg/", months=_season(aug=2, sep=3)),
    _t("nett-tv", 9, "/politisk-sekretariat/nett-tv/"),
    _t("loppemarked", 14, "/kultur/arrangement-ute/"),
    _t("parkeringsbot", 14, "/kommunalteknikk/parkering/"),
    _t("rubbish", 6, "/radmann/living-in-ski/"),
    _t("bekymringsmelding", 8, "/barnevern/bekymringsmelding/"),
    _t("17. mai", 14, "", opens=0.2, hits=2, months=_season(apr=3, mai=9, jun=0.1, okt=0.1, nov=0.1)),
)
"""What mostly goes well."""

FAULTY: tuple[Topic, ...] = (
    _t("barnehave", 16, "/barnehage/sok-plass/", hits=0, opens=0, becomes="barnehage"),
    _t("svømmekurs", 22, "", hits=0, opens=0, months=_season(aug=1.6, sep=1.6)),
    _t("barnehageplassar", 9, "/barnehage/sok-plass/", hits=0, opens=0, becomes="barnehageplass"),
    _t("kindergarten", 14, "/barnehage/apply-for-kindergarten/", opens=0.25, place=8),
    _t("juletre", 12, "", hits=0, opens=0, months=_season(nov=1.5, des=2.5, jan=4, jun=0.1)),
    _t("snøskuffe", 7, "", hits=0, opens=0, months=_season(des=2, jan=2, jun=0.1)),
    _t("hundelufting", 12, "", hits=3, opens=0.08),
    _t("hundepark", 14, "", hits=0, opens=0),
    _t("loppis", 18, "/kultur/arrangement-ute/", hits=0, opens=0, becomes="loppemarked"),
    _t("p-bot", 20, "/kommunalteknikk/parkering/", hits=0, opens=0, becomes="parkeringsbot"),
    _t("isopor", 16, "/kommunalteknikk/gjenvinningsstasjon/", hits=0, opens=0, becomes="gjenvinningsstasjon"),
    _t("bredbånd", 12, "", hits=0, opens=0),
    _t("førerkort", 24, "", hits=2, opens=0.05),
    _t("rubbish collection", 10, "/radmann/living-in-ski/", hits=0, opens=0, becomes="rubbish"),
)
"""What goes badly: nothing found, a wrong word, a title in another language, an answer far down."""

TOPICS = (*ORDINARY, *FAULTY)

RARE_BEGINNINGS = tuple(
    "gatelys rekkverk lekestativ snøfreser utleie gravplass hageavfall høring nabo trapp rampe benk lysløype "
    "garderobe søknadsskjema faktura tilsyn støy radon drenering stikkrenne postkasse".split()
)
RARE_ENDINGS = tuple(
    "nord sør vest øst sentrum skolen stasjonen torget brua parken feltet krysset langhus".split()
)
"""The long tail: a beginning, an ending and sometimes a number, each by few people."""
