"""On a node: the links a member may see."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import QuerySet

from latido.apps.agencies.models import Member
from latido.apps.agencies.queries import teams_where
from latido.apps.exchange.choices import Decision, LinkState
from latido.apps.exchange.models import Link
from latido.apps.exchange.rules import DECIDE, NotAllowedError, may_see, may_write, sits_at_linking_desk


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
    """Raises ``Link.DoesNotExist``, ``NotAllowedError``."""
    link = Link.objects.select_related("record__team__agency").get(pk=link_id)
    if not may_see(member, link.record.team):
        raise NotAllowedError("Only the team that keeps the file and the linking desk see this link.")
    return LinkView(link, may_write(member, link.record.team))
