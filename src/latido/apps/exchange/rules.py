"""Who may see and decide a link, and who may read and write the letters behind it."""

from __future__ import annotations

from typing import Any

from rules import has_perm

from latido.apps.agencies.choices import TeamFunction

DECIDE = "links.decide"


class NotAllowedError(PermissionError):
    """The member's teams or roles do not reach this link; the message says whom to ask."""


def sits_at_linking_desk(member: Any) -> bool:
    """Whether the member decides links in the node's linking desk."""
    desks = [row.team for row in member.memberships.filter(team__function=TeamFunction.LINKING_DESK)]
    return any(has_perm(DECIDE, member, desk) for desk in desks)


def may_see(member: Any, team: Any) -> bool:
    """Members with ``links.decide`` in the team that keeps the file, and those of the linking desk."""
    return bool(has_perm(DECIDE, member, team)) or sits_at_linking_desk(member)


def may_write(member: Any, team: Any) -> bool:
    """Letters are sealed to the team that keeps the file: only its members read and write them."""
    return bool(has_perm(DECIDE, member, team))
