"""On a node: the links a member may see."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from latido.apps.agencies.models import Member
from latido.apps.agencies.queries import teams_where
from latido.apps.cases.models import Case
from latido.apps.exchange.choices import Decision, LinkState
from latido.apps.exchange.models import Link
from latido.apps.exchange.rules import DECIDE, NotAllowedError, may_see, may_write, sits_at_linking_desk


class NoSuchLinkError(LookupError):
    """There is no link of this number."""


@dataclass(frozen=True)
class LinkView:
    """One link and what this member may do about it."""

    link: Link
    may_write: bool

    @property
    def may_decide(self) -> bool:
        return self.link.state == LinkState.OPEN

    @property
    def may_end(self) -> bool:
        return self.link.state == LinkState.TALKING


def links_for(member: Member) -> QuerySet[Link]:
    """Links about files of the member's teams, newest first; the linking desk sees those of every team."""
    links = Link.objects.select_related("record__team__agency").order_by("-arrived_at", "id")
    if sits_at_linking_desk(member):
        return links
    return links.filter(record__team__in=teams_where(member, DECIDE))


def waiting_count(member: Member) -> int:
    """How many open links nobody here has answered yet."""
    return links_for(member).filter(state=LinkState.OPEN, mine=Decision.UNDECIDED).count()


def link_for(member: Member, link_id: uuid.UUID) -> LinkView:
    """Raises ``NoSuchLinkError``, ``NotAllowedError``."""
    link = Link.objects.select_related("record__team__agency").filter(pk=link_id).first()
    if link is None:
        raise NoSuchLinkError(str(link_id))
    if not may_see(member, link.record.team):
        raise NotAllowedError("Only the team that keeps the file and the linking desk see this link.")
    return LinkView(link, may_write(member, link.record.team))


def case_numbers(links: Iterable[Link]) -> dict[uuid.UUID, str]:
    """Link id -> number of our own case, in one query."""
    of = {link.id: link.record.subject_id for link in links if link.record.subject_kind == "case"}
    numbers = dict(Case.objects.filter(pk__in=set(of.values())).values_list("id", "number"))
    return {link_id: numbers[case_id] for link_id, case_id in of.items() if case_id in numbers}


def reaches_case(member: Member, link: Link) -> bool:
    """Whether the member may open the case behind a link."""
    return link.record.subject_kind == "case" and teams_where(member, "cases.work").contains(link.record.team)
