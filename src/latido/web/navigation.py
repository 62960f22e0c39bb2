"""The rooms of the workbench, in the order of a report's journey."""

from __future__ import annotations

from collections.abc import Collection
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
    permissions: tuple[str, ...] = ()  # one of them opens the room; none: open to every member


ROOMS = (
    Room("inbox", _("Inbox"), "workbench:inbox", "inbox", ("reports.read",)),
    Room("screenings", _("Screenings"), "workbench:screenings", "clipboard", ("screening.conduct",)),
    Room("cases", _("Cases"), "workbench:cases", "folder", ("cases.work",)),
    Room(
        "referrals", _("Referrals"), "workbench:referrals", "give", ("referrals.offer", "referrals.receive")
    ),
    Room("links", _("Links"), "workbench:links", "link", ("links.decide",)),
    Room("statistics", _("Statistics"), "workbench:statistics", "bars", ("statistics.publish",)),
)


def address(room: Room) -> str:
    """Return the address of a room, empty when this installation does not serve it (a hub has no cases)."""
    try:
        return reverse(room.url_name)
    except NoReverseMatch:
        return ""


def rooms_for(permissions: Collection[str] | None) -> list[tuple[Room, str]]:
    """The rooms that open to somebody with these permissions (None: to anybody), each with its address."""
    return [
        (room, url)
        for room in ROOMS
        if (permissions is None or not room.permissions or set(room.permissions) & set(permissions))
        and (url := address(room))
    ]
