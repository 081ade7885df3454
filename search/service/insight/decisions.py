"""The decisions: what is in effect, who decided it and why, what came of it; and what is demanded."""

from __future__ import annotations

from plugins.views.insight import Block, Cell, Column, DataTable, Field, Form, Step, Steps
from plugins.views.rendering import dato, klokke, tall
from search.desk.decisions import Action
from search.desk.decisions import Made as Line
from search.desk.entries import NAMES, decisions_in, key_of, kind_of, summary
from search.findings.effect import Effect
from search.service.insight.asked import Asked
from search.service.insight.page import Made
from search.service.insight.parts import number, share_text, text
from search.service.insight.sources import Sources

NEWEST = 50


def decisions(sources: Sources, asked: Asked) -> Made:
    """Everything that is decided about the search."""
    blocks: list[Block] = [_history(sources, asked), effects_table(sources, asked), _demands(sources, asked)]
    if asked.person.may_change:
        blocks.insert(1, _own_decision())
    blocks.append(_in_effect(sources, asked))
    summary_ = (
        "Synonymer, faste svar, faste plasser og skjulte treff. Alt gjelder innen fem sekunder og kan angres."
    )
    return Made("Beslutninger", summary_, tuple(blocks))


def audit(sources: Sources, asked: Asked) -> Made:
    """The audit log: who did what."""
    rows = tuple(
        (
            text(f"{dato(e.at)} kl. {klokke(e.at)}"),
            text(e.who or "–"),
            text(str(e.what)),
            text(e.about),
        )
        for e in sources.noted(None if asked.least else 200)
    )
    table = DataTable(
        id="revisjon",
        title="Revisjonslogg",
        caption="Hvem som har gjort hva. Rader legges til, og kan verken endres eller fjernes.",
        columns=tuple(Column(title=name) for name in ("Når", "Hvem", "Hva", "Om")),
        rows=rows,
        csv=asked.csv("revisjon"),
    )
    return Made("Revisjonslogg", "Innlogginger, nedlastinger og beslutninger.", (table,))


def effects_table(sources: Sources, asked: Asked, finding: str = "") -> DataTable:
    """What came of each decision that was made for a term, or of those that a finding led to."""
    effects = sources.board.effects if sources.board else {}
    lines = [line for line in sources.history if line.id in effects]
    if finding:
        lines = [line for line in lines if line.grounds.finding == finding]
    return DataTable(
        id="virkning",
        title="Hva det førte til",
        caption=(
            "Klikkraten før og etter, mot urørte ord som sto like dårlig (forskjell i forskjeller, 95 "
            "prosent); tidligst etter to hele uker"
        ),
        columns=(
            Column(title="Beslutning"),
            Column(title="Før", number=True),
            Column(title="Etter", number=True),
            Column(title="De andre", number=True),
            Column(title="Virkning", number=True),
            Column(title="Det vi kan si"),
        ),
        rows=tuple(_effect_row(line, effects[line.id], asked) for line in reversed(lines)),
        csv=asked.csv("virkning"),
        empty="Ingen beslutning er gammel nok til at det kan sies noe om virkningen.",
    )


def _effect_row(line: Line, effect: Effect, asked: Asked) -> tuple[Cell, ...]:
    key = line.grounds.finding
    url = asked.url("funn", funn=key) if key else asked.term_url(line.grounds.term)
    about = text(summary(line.decision), url)
    if effect.term is None or effect.others is None:
        return (about, *(text("–") for _ in range(4)), text(str(effect.verdict)))
    between = f"{_points(effect.effect)} ({_points(effect.low)} til {_points(effect.high)})"
    return (
        about,
        text(share_text(effect.term.before)),
        text(share_text(effect.term.after)),
        text(_points(effect.others.change)),
        Cell(text=between, raw=round(effect.effect, 4)),
        text(f"{effect.verdict}; {effect.compared} ord sammenlignet"),
    )


def _points(share: float) -> str:
    return f"{'+' if share > 0 else '−' if share < 0 else ''}{tall(abs(100 * share), 1)} pp."


def _history(sources: Sources, asked: Asked) -> Steps:
    last = {line.key: line.id for line in sources.history}
    return Steps(
        id="historie",
        title="Sist besluttet",
        items=tuple(_step(line, last, asked) for line in reversed(sources.history[-NEWEST:])),
        empty="Ingenting er besluttet her ennå. Det som står i content/data/sok, gjelder.",
    )


def _step(line: Line, last: dict[tuple[str, str], int], asked: Asked) -> Step:
    undo = None
    if asked.person.may_change and last[line.key] == line.id:
        button = "Angre" if line.action is Action.ADDED else "Ta i bruk igjen"
        undo = Form(id=f"angre-{line.id}", button=button, hidden=(("gjor", "angre"), ("linje", str(line.id))))
    kind = NAMES[line.key[0]].lower()
    return Step(
        at=line.at,
        who=line.grounds.who,
        what=f"{kind} {line.action}: {summary(line.decision)}",
        text=line.grounds.why,
        undo=undo,
    )


def _own_decision() -> Form:
    return Form(
        id="ny",
        title="Bestem noe selv",
        button="Ta i bruk",
        hidden=(("gjor", "bestem"),),
        fields=(
            Field(
                name="slag", label="Slags", options=tuple(f"{kind}={name}" for kind, name in NAMES.items())
            ),
            Field(name="sok", label="Søk", hint="Det folk skriver. Flere skilles med komma.", required=True),
            Field(name="ogsaa", label="Finner også", hint="For synonym: ordene som også skal finnes."),
            Field(name="adresse", label="Adresse", hint="For svar, plass og skjult treff: /virksomhet/side/"),
            Field(name="tittel", label="Tittel", hint="For fast svar: det som står over treffene."),
            Field(name="plass", label="Plass", hint="For fast plass: 1 er øverst.", kind="number"),
            Field(name="fra", label="Gjelder fra", hint="Tomt: fra nå.", kind="date"),
            Field(name="til", label="Gjelder til og med", hint="Tomt: til det angres.", kind="date"),
            Field(name="hvorfor", label="Hvorfor", required=True),
        ),
    )


def _in_effect(sources: Sources, asked: Asked) -> DataTable:
    made = {line.key: line for line in sources.history if line.action is Action.ADDED}
    found = decisions_in(sources.curation.entries)
    return DataTable(
        id="gjelder",
        title="Alt som gjelder",
        caption=f"{len(found)} beslutninger, fra filene i content/data/sok og herfra",
        columns=tuple(Column(title=name) for name in ("Slags", "Hva", "Hvorfor", "Fra og til", "Hvor fra")),
        rows=tuple(
            (
                text(NAMES[kind_of(one)]),
                text(summary(one)),
                text(one.why),
                text(" – ".join(filter(None, (dato(one.begins), dato(one.ends)))) or "alltid"),
                text(made[key].grounds.who if (key := key_of(one)) in made else "fila"),
            )
            for one in found
        ),
        csv=asked.csv("gjelder"),
        folded=True,
    )


def _demands(sources: Sources, asked: Asked) -> DataTable:
    demands = sources.board.demands if sources.board else ()
    return DataTable(
        id="krav",
        title="Søkekrav",
        caption="Det søket alltid skal gi (content/data/sokekrav.yaml), prøvd mot indeksen som er i bruk",
        columns=(
            Column(title="Søk"),
            Column(title="Skal gi"),
            Column(title="Blant", number=True),
            Column(title="Plass nå", number=True),
            Column(title="Holder"),
        ),
        rows=tuple(
            (
                text(one.query),
                text(sources.pages.title_of(one.address), one.address),
                number(one.among),
                text("fast svar" if one.place == 0 else f"{one.place}." if one.place else "–"),
                text("ja" if one.place is not None else f"NEI: {one.why}"),
            )
            for one in sorted(demands, key=lambda one: one.place is not None)
        ),
        csv=asked.csv("krav"),
        empty="Ingen krav er skrevet ennå.",
    )
