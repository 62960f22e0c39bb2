"""Cases, and beside them their coded facts, which no foreign key ties to a case."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from latido.apps.agencies.models import Team
from latido.apps.cases.choices import CLOSED_STATUSES, CaseStatus
from latido.apps.keyring.subjects import Subject


class Case(models.Model):
    """A file about one person, kept by one team. What it says stands in sealed parts of ``case.subject``.

    ``screening_id`` and ``report_id`` are plain identifiers: a report or a screening is forgotten on its own
    date, and the case must neither keep it alive nor go with it.
    """

    FIELD_CLASSES = {
        "number": "open",
        "team": "open",
        "screening_id": "open",
        "report_id": "open",
        "status": "open",
        "closure_reason": "open",
        "assistance_status": "open",
        "assistance_decided_by": "open",
        "legal_status": "open",
        "legal_decided_by": "open",
        "opened_at": "open",
        "opened_by": "personal",
        "version": "open",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=30, unique=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    screening_id = models.UUIDField(null=True, blank=True)
    report_id = models.UUIDField(null=True, blank=True)
    status = models.CharField(max_length=20, choices=CaseStatus, default=CaseStatus.ACTIVE)
    closure_reason = models.CharField(max_length=40, blank=True)
    assistance_status = models.CharField(max_length=40, blank=True)
    assistance_decided_by = models.CharField(max_length=40, blank=True)
    legal_status = models.CharField(max_length=40, blank=True)
    legal_decided_by = models.CharField(max_length=40, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["screening_id", "team"],
                condition=Q(screening_id__isnull=False),
                name="cases_once_per_screening",
            ),
            models.CheckConstraint(condition=Q(status__in=CaseStatus.values), name="cases_known_status"),
            models.CheckConstraint(
                condition=Q(closure_reason="") | Q(status__in=sorted(CLOSED_STATUSES)),
                name="cases_closed_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(assistance_status="") | ~Q(assistance_decided_by=""),
                name="cases_assistance_names_who_decided",
            ),
            models.CheckConstraint(
                condition=Q(legal_status="") | ~Q(legal_decided_by=""),
                name="cases_legal_names_who_decided",
            ),
        ]
        indexes = [
            models.Index(fields=["team", "status", "-opened_at"], name="cases_list")  # a team's list
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> Subject:
        """What the case's sealed parts, grants and consents belong to."""
        return Subject("case", self.id)


class CaseFacts(models.Model):
    """The coded facts of a case in clear: HTCDS codes, no free text, no foreign key to the case.

    ``person_code`` is a keyed hash of the case's identifier: only this installation, with the secret file
    beside its database, can tell whose facts these are. ``quarter`` is that of registration ("2026-Q3").
    """

    FIELD_CLASSES = {
        "person_code": "open",
        "quarter": "open",
        "state_code": "open",
        "age_band": "open",
        "gender": "open",
        "exploitation": "open",
        "other_exploitation": "open",
        "means_of_control": "open",
        "recruitment": "open",
        "relation": "open",
        "assistance_status": "open",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person_code = models.CharField(max_length=64, unique=True)
    quarter = models.CharField(max_length=7)
    state_code = models.CharField(max_length=10, blank=True)
    age_band = models.CharField(max_length=20, blank=True)
    gender = models.CharField(max_length=30, blank=True)
    exploitation = models.CharField(max_length=40, blank=True)
    other_exploitation = models.JSONField(default=list, blank=True)
    means_of_control = models.JSONField(default=list, blank=True)
    recruitment = models.CharField(max_length=40, blank=True)
    relation = models.CharField(max_length=40, blank=True)
    assistance_status = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quarter__regex=r"^[0-9]{4}-Q[1-4]$"), name="cases_facts_quarter"
            )
        ]
        indexes = [models.Index(fields=["quarter", "state_code"], name="cases_facts_table")]  # statistics


class NumberSeries(models.Model):
    """The last running number given out in a year; its row lock puts openings in order."""

    FIELD_CLASSES = {"year": "open", "last": "open"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)
