"""Who may draft and approve figures, and what is refused."""

from __future__ import annotations

from latido.apps.agencies.models import Member
from latido.apps.agencies.queries import teams_where

PUBLISH = "statistics.publish"


class StatisticsError(ValueError):
    """Figures that cannot be drafted or published; the message, in the reader's language, says what to do."""


class OpenQuarterError(StatisticsError):
    """The quarter is not over."""


class DraftWaitingError(StatisticsError):
    """The quarter already has a draft."""


class StaleDraftError(StatisticsError):
    """The case facts have changed since the draft, or the draft is no longer waiting."""


class SamePersonError(StatisticsError):
    """Who drafted figures cannot approve them."""


class NotAllowedError(PermissionError):
    """The member's role does not reach this; the message says what would."""


def may_publish(member: Member) -> bool:
    """Whether the member is a statistician in one of their teams."""
    return teams_where(member, PUBLISH).exists()


def is_another_person(member: Member, drafted_by: str) -> bool:
    """Whether the member is not the one who drafted (an audit name such as "member:<id>")."""
    return member.audit_name != drafted_by
