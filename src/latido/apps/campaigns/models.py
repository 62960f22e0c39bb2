"""Campaigns in their editions, their events, and the stands of an event."""

from __future__ import annotations

import uuid
import zoneinfo
from datetime import datetime

from django.db import models
from django.db.models import F, Q

from latido.apps.campaigns.choices import EventKind


class Campaign(models.Model):
    """One edition of a campaign: a renovated one is a new row with the same code, the former stays as it was.

    ``hotline`` is the code of a line in the country pack: the one thing that the campaign asks for.
    """

    FIELD_CLASSES = {
        "code": "open",
        "edition": "open",
        "name_es": "open",
        "name_en": "open",
        "summary_es": "open",
        "summary_en": "open",
        "call_to_action_es": "open",
        "call_to_action_en": "open",
        "hotline": "open",
        "starts_on": "open",
        "ends_on": "open",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(max_length=40)
    edition = models.PositiveSmallIntegerField(default=1)
    name_es = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    summary_es = models.TextField()
    summary_en = models.TextField()
    call_to_action_es = models.CharField(max_length=200)
    call_to_action_en = models.CharField(max_length=200)
    hotline = models.CharField(max_length=40, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "edition"], name="campaigns_one_per_edition"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="campaigns_end_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name_es} ({self.edition})"


class Event(models.Model):
    """Something to go to. Times are instants; ``time_zone`` (IANA) is that of the place, for showing them."""

    FIELD_CLASSES = {
        "campaign": "open",
        "kind": "open",
        "name_es": "open",
        "name_en": "open",
        "starts_at": "open",
        "ends_at": "open",
        "time_zone": "open",
        "place_code": "open",
        "place_name": "open",
        "state_code": "open",
        "venue": "open",
        "organisers": "open",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=EventKind)
    name_es = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    time_zone = models.CharField(max_length=40)
    place_code = models.CharField(max_length=100)
    place_name = models.CharField(max_length=200)
    state_code = models.CharField(max_length=10)
    venue = models.CharField(max_length=200)
    organisers = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="campaigns_event_has_length"
            ),
            models.CheckConstraint(condition=Q(kind__in=EventKind.values), name="campaigns_known_kind"),
        ]
        indexes = [
            models.Index(
                fields=["state_code", "ends_at"], name="campaigns_next_events"
            )  # queries.next_events
        ]

    def __str__(self) -> str:
        return self.name_es

    @property
    def local_start(self) -> datetime:
        """When it starts, by the clocks of its place."""
        return self.starts_at.astimezone(zoneinfo.ZoneInfo(self.time_zone))

    @property
    def local_end(self) -> datetime:
        """When it ends, by the clocks of its place."""
        return self.ends_at.astimezone(zoneinfo.ZoneInfo(self.time_zone))


class Stand(models.Model):
    """A stand of an event. ``code`` is the short address printed beside the poster's QR code."""

    FIELD_CLASSES = {
        "event": "open",
        "number": "open",
        "agency_name": "open",
        "place_code": "open",
        "code": "open",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="stands")
    number = models.PositiveSmallIntegerField()
    agency_name = models.CharField(max_length=200)
    place_code = models.CharField(max_length=100)
    code = models.CharField(max_length=12, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="campaigns_one_stand_per_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="campaigns_stands_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.agency_name}"
