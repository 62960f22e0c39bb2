"""Who may screen, and for which team."""

from __future__ import annotations

from latido.apps.agencies.models import Team
from latido.apps.agencies.rules import may_hold_personal_data

CONDUCT = "screening.conduct"


class NotAllowedError(PermissionError):
    """The member's teams or roles do not reach this; the message says what would."""


class NotOpenError(ValueError):
    """The screening was finished or stopped meanwhile. It can be taken up again; nothing typed is lost."""


def may_keep_interviews(team: Team) -> bool:
    """The firewall: a migration-enforcement team keeps no interview. It hands over."""
    return may_hold_personal_data(team.agency.mandate)
