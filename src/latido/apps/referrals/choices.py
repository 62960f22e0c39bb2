"""States of a referral, coded reasons to decline, and how long an offer and its access last."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

OFFER_WINDOW = dt.timedelta(hours=72)
"""How long an offer waits for an answer before it closes by itself (design choice: a weekend)."""

ACCESS_DAYS = (30, 90, 180)
"""Choices for how long an accepted referral opens the parts (design choice; the first is the shortest
reflection period of the Council of Europe Convention, art. 13)."""


class ReferralStatus(models.TextChoices):
    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("referral", "Withdrawn")
    EXPIRED = "expired", _("Not answered in time")
    COMPLETED = "completed", _("Completed")


OPEN = frozenset({ReferralStatus.OFFERED, ReferralStatus.ACCEPTED})
"""Statuses under which a grant lives."""


class DeclineReason(models.TextChoices):
    NO_ROOM = "no_room", _("No room at the moment")
    NOT_OUR_SERVICE = "not_our_service", _("We do not offer this service")
    LANGUAGE = "language", _("We cannot offer the language or an interpreter")
    ACCESSIBILITY = "accessibility", _("Our place is not accessible enough")
    CHILDREN = "children", _("We cannot receive the children")
    SAFETY = "safety", _("The person would not be safe here")
    OTHER = "other", _("Another reason")


class EndReason(models.TextChoices):
    """Why an open referral ended, beyond its status."""

    CONSENT = "consent", _("The person took the consent back")
    TAKEN_BACK = "taken_back", _("The offering team took it back")
    OVERDUE = "overdue", _("Nobody answered in time")
    AGREED_DATE = "agreed_date", _("The agreed date has passed")
