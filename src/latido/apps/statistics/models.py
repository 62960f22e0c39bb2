"""Drafts, which two people look at, and publications, which never change."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from latido.apps.statistics.choices import DraftStatus

QUARTER = r"^[0-9]{4}-Q[1-4]$"


class Publication(models.Model):
    """Figures of a closed quarter as two people froze them. Triggers refuse every change and removal.

    A mistake is put right by a further publication that names the former in ``corrects``. ``signature`` is a
    JWS by ``signing_key`` over all that ``statements.statement`` says.
    """

    FIELD_CLASSES = {
        "quarter": "open",
        "table": "open",
        "methods": "open",
        "corrects": "open",
        "reason": "open",
        "drafted_by": "personal",
        "approved_by": "personal",
        "drafted_at": "open",
        "frozen_at": "open",
        "signature": "open",
        "signing_key": "open",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    quarter = models.CharField(max_length=7)
    table = models.JSONField()
    methods = models.JSONField()
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    reason = models.CharField(max_length=300, blank=True)
    drafted_by = models.CharField(max_length=80)
    approved_by = models.CharField(max_length=80)
    drafted_at = models.DateTimeField()
    frozen_at = models.DateTimeField()
    signature = models.TextField()
    signing_key = models.JSONField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(drafted_by=F("approved_by")), name="statistics_two_people"),
            models.CheckConstraint(condition=Q(quarter__regex=QUARTER), name="statistics_quarter"),
            models.UniqueConstraint(
                fields=["quarter"], condition=Q(corrects__isnull=True), name="statistics_first_of_quarter"
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(reason=""), name="statistics_correction_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quarter} ({self.frozen_at:%Y-%m-%d})"


class Draft(models.Model):
    """A table that waits for a second person. It is already suppressed: no draft shows a small count."""

    FIELD_CLASSES = {
        "quarter": "open",
        "table": "open",
        "methods": "open",
        "corrects": "open",
        "reason": "open",
        "status": "open",
        "drafted_by": "personal",
        "drafted_at": "open",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    quarter = models.CharField(max_length=7)
    table = models.JSONField()
    methods = models.JSONField()
    corrects = models.ForeignKey(
        Publication, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=20, choices=DraftStatus, default=DraftStatus.WAITING)
    drafted_by = models.CharField(max_length=80)
    drafted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(quarter__regex=QUARTER), name="statistics_draft_quarter"),
            models.CheckConstraint(
                condition=Q(status__in=DraftStatus.values), name="statistics_draft_known_status"
            ),
            models.UniqueConstraint(
                fields=["quarter"],
                condition=Q(status=DraftStatus.WAITING),
                name="statistics_one_draft_waits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quarter} ({self.get_status_display()})"
