"""Kinds of events, and the sizes of paper a poster comes in."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventKind(models.TextChoices):
    SYMPOSIUM = "symposium", _("Symposium")
    FAIR = "fair", _("Information fair")
    RALLY = "rally", _("Sports rally")
    PREVENTION_WEEK = "prevention_week", _("Prevention week")
    WORKSHOP = "workshop", _("Workshop")
    LIGHT_UP = "light_up", _("Lighting in blue")
    SCHOOL_VISIT = "school_visit", _("School visit")
    TALK = "talk", _("Talk")


class PaperSize(models.TextChoices):
    """ISO 216 sizes, upright."""

    A3 = "a3", "A3"
    A4 = "a4", "A4"


STAND_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Letters and digits of a stand's short address that nobody confuses when typing them from a poster."""

STAND_CODE_LENGTH = 5
"""31 ** 5 is 28 million: a mistyped address leads to no other stand."""
