"""Who is signed in, as every page of the workbench says it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from latido.apps.agencies import queries


@dataclass(frozen=True)
class SignedIn:
    """Three lines of the header: the member's name, one team or how many, and the agency."""

    name: str
    team: str
    agency: str


def who(request: HttpRequest | None) -> SignedIn | None:
    """Return the member whose key this request holds; None before the second factor."""
    key_holder = getattr(request, "key_holder", None)
    if key_holder is None:
        return None
    member = key_holder.member
    return SignedIn(
        name=member.display_name,
        team=_in_words([team.name for team in queries.teams_of(member)]),
        agency=member.agency.name,
    )


def _in_words(teams: list[str]) -> str:
    if not teams:
        return _("No team yet")
    if len(teams) == 1:
        return teams[0]
    return ngettext("%(count)s team", "%(count)s teams", len(teams)) % {"count": len(teams)}
