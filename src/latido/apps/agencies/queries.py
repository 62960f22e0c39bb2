"""Reading agencies, teams and members."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from latido.apps.agencies.choices import ROLE_PERMISSIONS, MembershipState, TeamFunction
from latido.apps.agencies.models import Agency, Member, Team, TeamKey
from latido.apps.agencies.rules import may_hold_personal_data, roles_with


def agencies() -> QuerySet[Agency]:
    return Agency.objects.order_by("name")


def teams_of(member: Member) -> QuerySet[Team]:
    """The teams whose key the member holds."""
    return (
        Team.objects.filter(
            memberships__member=member, memberships__state=MembershipState.CONFIRMED, is_active=True
        )
        .select_related("agency")
        .order_by("name")
    )


def teams_where(member: Member, permission: str) -> QuerySet[Team]:
    """The member's teams in which the role allows ``permission``."""
    return (
        Team.objects.filter(
            memberships__member=member,
            memberships__state=MembershipState.CONFIRMED,
            memberships__role__in=roles_with(permission),
            is_active=True,
        )
        .select_related("agency")
        .order_by("name")
        .distinct()
    )


def permissions_of(member: Member) -> frozenset[str]:
    """What the member may do in at least one team; nothing for an account that is closed. One query."""
    if not member.is_active:
        return frozenset()
    roles = member.memberships.filter(state=MembershipState.CONFIRMED, team__is_active=True)
    return frozenset().union(*(ROLE_PERMISSIONS[role] for role in roles.values_list("role", flat=True)))


def live_teams(function: str | None = None) -> QuerySet[Team]:
    """Active teams with a key that at least one active, confirmed member holds."""
    teams = (
        Team.objects.filter(
            is_active=True,
            keys__retired_at__isnull=True,
            memberships__state=MembershipState.CONFIRMED,
            memberships__member__is_active=True,
        )
        .select_related("agency")
        .distinct()
        .order_by("agency__name", "name")
    )
    return teams.filter(function=function) if function else teams


def teams_that_may_receive(*, other_than: Team | None = None) -> list[Team]:
    """Live teams to which personal data may be granted: the firewall has already been applied."""
    return [
        team
        for team in live_teams()
        if may_hold_personal_data(team.agency.mandate) and (other_than is None or team.id != other_than.id)
    ]


def linking_desk() -> Team | None:
    """The node's linking desk, when it has one with a live key."""
    return live_teams(TeamFunction.LINKING_DESK).first()


def team(team_id: uuid.UUID) -> Team:
    """Raises ``Team.DoesNotExist``."""
    return Team.objects.select_related("agency").get(pk=team_id)


def live_key(team: Team) -> TeamKey:
    """The team's key pair in use; raises ``TeamKey.DoesNotExist`` for a team without one."""
    return TeamKey.objects.get(team=team, retired_at__isnull=True)


def member(member_id: uuid.UUID) -> Member | None:
    return Member.objects.filter(pk=member_id, is_active=True).select_related("agency").first()


def member_named(username: str) -> Member | None:
    return Member.objects.filter(username=username, is_active=True).select_related("agency").first()
