"""Who may read a report, as predicates."""

from __future__ import annotations

from django.db.models import QuerySet

from latido.apps.agencies.models import Member, Team
from latido.apps.agencies.queries import teams_where

READ = "reports.read"


def reading_teams(member: Member) -> QuerySet[Team]:
    """The teams in which the member may open reports."""
    return teams_where(member, READ)
