"""Kinds of places, and from how many people on a place says little about who is in it."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

SMALL_PLACE: Final = 5000  # people; design, section 6: a report's place below this is sealed


class PlaceKind(models.TextChoices):
    LAND_BORDER = "land_border", _("Border crossing")
    SEAPORT = "seaport", _("Port")
    AIRPORT = "airport", _("Airport")
    BUS_HUB = "bus_hub", _("Bus terminals")
    RAIL = "rail", _("Railway")
    TOWN = "town", _("Town")


ENTRY_EXIT = frozenset(PlaceKind) - {PlaceKind.TOWN}
