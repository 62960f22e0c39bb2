"""The rooms of the workbench, in the order of a report's journey."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Room:
    """One entry of the navigation; ``url_name`` has the spelling of ``{% url %}``."""

    name: str
    label: str | Promise
    url_name: str
    icon: str


ROOMS = (
    Room("inbox", _("Inbox"), "workbench:inbox", "inbox"),
    Room("screenings", _("Screenings"), "workbench:screenings", "clipboard"),
    Room("cases", _("Cases"), "workbench:cases", "folder"),
    Room("referrals", _("Referrals"), "workbench:referrals", "give"),
    Room("links", _("Links"), "workbench:links", "link"),
    Room("statistics", _("Statistics"), "workbench:statistics", "bars"),
)


def address(room: Room) -> str:
    """Return the address of a room, empty when this installation does not serve it (a hub has no cases)."""
    try:
        return reverse(room.url_name)
    except NoReverseMatch:
        return ""
