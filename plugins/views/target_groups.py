"""Everything for one of the target groups, by subject."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.model import addresses
from plugins.model.content import TargetGroup
from plugins.views.content import TargetGroupView
from plugins.views.frame import Link, Meta, Teaser
from plugins.views.inputs import BuildInputs
from plugins.views.output import Output
from plugins.views.teasers import HOME_LINK, by_subject, teaser

_NEWS = 5


def target_group_outputs(inputs: BuildInputs) -> Iterator[Output]:
    """A page for each target group of the register, also one that nothing is written for yet."""
    for group in inputs.site.registers.target_groups:
        meta = Meta(
            title=group.title,
            description=group.summary,
            path=addresses.target_group(group.slug),
            breadcrumbs=(HOME_LINK,),
        )
        yield Output("malgruppe", meta, target_group_view(group, inputs))


def target_group_view(group: TargetGroup, inputs: BuildInputs) -> TargetGroupView:
    """What ``malgruppe.html`` shows."""
    pages = [page for page in inputs.originals if group.slug in page.item.target_groups]
    news = [item for item in inputs.news if group.slug in item.item.target_groups]
    return TargetGroupView(
        title=group.title,
        summary=group.summary,
        groups=by_subject(pages, inputs.site.registers, rest="Annet", alone="Tjenester og informasjon"),
        news=tuple(teaser(item) for item in news[:_NEWS]),
        others=tuple(
            Link(text=other.title, url=addresses.target_group(other.slug))
            for other in inputs.site.registers.target_groups
            if other.slug != group.slug
        ),
    )


def target_group_teasers(inputs: BuildInputs) -> tuple[Teaser, ...]:
    """The groups in a list, in the register's order."""
    return tuple(
        Teaser(title=group.title, url=addresses.target_group(group.slug), summary=group.summary)
        for group in inputs.site.registers.target_groups
    )
