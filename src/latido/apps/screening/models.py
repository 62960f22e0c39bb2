"""Screenings. What was said stands in the sealed part ``interview`` of ``screening.subject``."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from latido.apps.agencies.choices import WITHOUT_PERSONAL_DATA, Mandate
from latido.apps.agencies.models import Team
from latido.apps.keyring.subjects import Subject
from latido.apps.screening.choices import ScreeningStatus


class Screening(models.Model):
    """One person screened with one version of one instrument, kept by one team.

    ``report_id`` is a plain identifier: a report is forgotten on its own date, and a screening must neither
    keep it alive nor go with it.
    """

    FIELD_CLASSES = {
        "team": "open",
        "team_mandate": "open",
        "report_id": "open",
        "instrument": "open",
        "version": "open",
        "status": "open",
        "started_at": "open",
        "finished_at": "open",
        "assessed_by": "personal",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    team_mandate = models.CharField(max_length=40, choices=Mandate)
    report_id = models.UUIDField(null=True, blank=True)
    instrument = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    status = models.CharField(max_length=12, choices=ScreeningStatus, default=ScreeningStatus.IN_PROGRESS)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    assessed_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(team_mandate__in=sorted(WITHOUT_PERSONAL_DATA)), name="screening_firewall"
            ),
            models.CheckConstraint(
                condition=Q(status__in=ScreeningStatus.values), name="screening_known_status"
            ),
            models.CheckConstraint(
                condition=Q(status=ScreeningStatus.FINISHED, finished_at__isnull=False)
                | (~Q(status=ScreeningStatus.FINISHED) & Q(finished_at__isnull=True)),
                name="screening_finished_has_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["team", "status", "-started_at"], name="screening_list")  # a team's list
        ]

    def __str__(self) -> str:
        return self.short_code

    @property
    def subject(self) -> Subject:
        """What the sealed interview and its grants belong to."""
        return Subject("screening", self.id)

    @property
    def short_code(self) -> str:
        """Eight characters to tell screenings apart in a list; they mean nothing."""
        return str(self.id)[:8]
