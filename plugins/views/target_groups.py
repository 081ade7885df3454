"""Everything for one of the target groups, by subject."""

from __future__ import annotations

from plugins.memo.query import query
from plugins.model import addresses
from plugins.views.content import TargetGroupView
from plugins.views.frame import Link, Meta, Teaser
from plugins.views.inputs import BuildInputs
from plugins.views.listing import alphabetical, in_target_group, newest_first, news_for, shown_units
from plugins.views.output import Output
from plugins.views.registers import subjects, target_groups
from plugins.views.teasers import HOME_LINK, by_subject, teaser

_NEWS = 5


@query("forgotten", held="no")
def target_group_output(inputs: BuildInputs, slug: str) -> Output:
    """The page of a target group, also of one that nothing is written for yet."""
    groups = {group.slug: group for group in target_groups(inputs)}
    group, units = groups[slug], shown_units(inputs)
    pages = alphabetical(inputs, [in_target_group(inputs, unit, slug) for unit in units])
    news = newest_first(inputs, [news_for(inputs, unit, slug)[:_NEWS] for unit in units])
    view = TargetGroupView(
        title=group.title,
        summary=group.summary,
        groups=by_subject(pages, subjects(inputs), rest="Annet", alone="Tjenester og informasjon"),
        news=tuple(teaser(item) for item in news[:_NEWS]),
        others=tuple(
            Link(text=other.title, url=addresses.target_group(other.slug))
            for other in groups.values()
            if other.slug != slug
        ),
    )
    meta = Meta(
        title=group.title,
        description=group.summary,
        path=addresses.target_group(slug),
        breadcrumbs=(HOME_LINK,),
    )
    return Output("malgruppe", meta, view)


def target_group_teasers(inputs: BuildInputs) -> tuple[Teaser, ...]:
    """The groups in a list, in the register's order."""
    return tuple(
        Teaser(title=group.title, url=addresses.target_group(group.slug), summary=group.summary)
        for group in target_groups(inputs)
    )
