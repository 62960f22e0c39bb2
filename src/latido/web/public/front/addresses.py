"""Addresses that lead from a campaign to the report page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

if TYPE_CHECKING:
    from latido.apps.campaigns.queries import Stand


def report(*, campaign: str = "", place: str = "") -> str:
    """The report page, with campaign and place chosen when they are given."""
    chosen = {name: value for name, value in (("c", campaign), ("p", place)) if value}
    return reverse("public:report") + (f"?{urlencode(chosen)}" if chosen else "")


def report_from(stand: Stand) -> str:
    """The report page as a stand's QR code opens it."""
    return report(campaign=stand.event.campaign.code, place=stand.place_code)


def short(stand: Stand) -> str:
    """What is printed beside the QR code, for typing."""
    return reverse("public:stand", args=[stand.code])


def absolute(path: str) -> str:
    """The address with this installation's own host, as printed matter needs it."""
    return settings.LATIDO_BASE_URL.rstrip("/") + path
