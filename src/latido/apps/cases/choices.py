"""Statuses of a case, the parts of its file, and the purposes a person is asked about."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from latido.apps.keyring.choices import PartKind, Purpose


class CaseStatus(models.TextChoices):
    """Status of a case, in the codes of HTCDS 2.0 (list ``case_status`` of the taxonomy)."""

    ACTIVE = "Active", _("Active")
    FOLLOW_UP = "FollowUp", _("Follow-up")
    CLOSED = "Closed", _("Closed")
    CLOSED_REFERRED = "ClosedReferred", _("Closed, referred on")


CLOSED_STATUSES = frozenset({CaseStatus.CLOSED, CaseStatus.CLOSED_REFERRED})

CASE_PARTS = (
    PartKind.CONTACT,
    PartKind.IDENTITIES,
    PartKind.NEEDS,
    PartKind.NARRATIVE,
    PartKind.INTERVIEW,
    PartKind.HEALTH,
    PartKind.NOTES,
)
"""The sealed parts of a case, in the order of need: how to reach the person safely comes first."""

EVERYDAY_PARTS = frozenset({PartKind.CONTACT, PartKind.IDENTITIES, PartKind.NEEDS, PartKind.NOTES})
"""Opened with the case. The others are opened on purpose: nobody rereads what hurt without need."""

ASKED_PURPOSES = (Purpose.ASSISTANCE, Purpose.LINKING, Purpose.PROSECUTION, Purpose.RESEARCH)
"""What a person is asked, each alone, in this order; help from a service names that service."""


class ConsentState(models.TextChoices):
    GIVEN = "given", _("Yes")
    REFUSED = "refused", _("No")
    WITHDRAWN = "withdrawn", _("Taken back")
    EXPIRED = "expired", _("The agreed date has passed")
    NOT_ASKED = "not_asked", _("Not asked yet")
