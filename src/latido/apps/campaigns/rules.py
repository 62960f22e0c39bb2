"""Who may prepare campaigns, and what is refused."""

from __future__ import annotations

from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.agencies.models import Member
from latido.apps.agencies.queries import teams_where
from latido.apps.audit.actions import Actor

ORGANISE = "campaigns.organise"


class CampaignError(ValueError):
    """Something about a campaign, event or stand cannot be; the message says what to change."""


class NotAllowedError(PermissionError):
    """The member's role does not reach this; the message says what would."""


def check_may_organise(actor: Actor) -> None:
    """The installation itself may, a member only in a role that prepares campaigns. ``NotAllowedError``."""
    member = actor.member if isinstance(actor, KeyHolder) else actor
    if isinstance(member, Member) and not teams_where(member, ORGANISE).exists():
        raise NotAllowedError(
            "Preparing campaigns needs the role of campaign organiser in one of your teams."
        )
