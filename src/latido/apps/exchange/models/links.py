"""On a node: which files take part in linking, what the hub asked about them, what the teams wrote."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from latido.apps.agencies.models import Team
from latido.apps.exchange.choices import (
    Decision,
    Direction,
    LetterState,
    LinkKind,
    LinkState,
    Reason,
    RecordState,
)
from latido.apps.keyring.subjects import Subject


class LinkRecord(models.Model):
    """A file that takes part in one epoch. ``opaque_id`` is all that the hub knows it by."""

    FIELD_CLASSES = {
        "subject_kind": "open",
        "subject_id": "open",
        "epoch": "open",
        "opaque_id": "open",
        "team": "open",
        "state": "open",
        "revision": "open",
        "digest": "personal",
        "left_out": "open",
        "encoded_at": "open",
        "removed_at": "open",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    epoch = models.CharField(max_length=32)
    opaque_id = models.CharField(max_length=32, unique=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=RecordState, default=RecordState.LIVE)
    revision = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    left_out = models.JSONField(default=list)
    encoded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "epoch"],
                condition=Q(state=RecordState.LIVE),
                name="exchange_one_live_record",
            )
        ]

    @property
    def subject(self) -> Subject:
        return Subject(self.subject_kind, self.subject_id)


class Link(models.Model):
    """A question of the hub about one of our records and one of another node's; its id is the hub's."""

    FIELD_CLASSES = {
        "record": "open",
        "peer": "open",
        "their_id": "open",
        "kind": "open",
        "weight": "open",
        "probability": "open",
        "calibration": "open",
        "evidence": "open",
        "revision": "open",
        "mine": "open",
        "my_reason": "open",
        "decided_by": "personal",
        "decided_at": "open",
        "theirs": "open",
        "state": "open",
        "closed_why": "open",
        "their_team_key": "open",
        "opened_at": "open",
        "arrived_at": "open",
        "version": "open",
    }

    id = models.UUIDField(primary_key=True, editable=False)
    record = models.ForeignKey(LinkRecord, on_delete=models.PROTECT, related_name="+")
    peer = models.CharField(max_length=40)
    their_id = models.CharField(max_length=32)
    kind = models.CharField(max_length=20, choices=LinkKind)
    weight = models.FloatField()
    probability = models.FloatField(null=True, blank=True)
    calibration = models.CharField(max_length=10)
    evidence = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=1)
    mine = models.CharField(max_length=10, choices=Decision, default=Decision.UNDECIDED)
    my_reason = models.CharField(max_length=20, choices=Reason, blank=True)
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    theirs = models.CharField(max_length=10, choices=Decision, default=Decision.UNDECIDED)
    state = models.CharField(max_length=10, choices=LinkState, default=LinkState.OPEN)
    closed_why = models.CharField(max_length=20, blank=True)
    their_team_key = models.BinaryField(max_length=65, null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=LinkState.TALKING)
                | Q(mine=Decision.CONFIRMED, their_team_key__isnull=False, opened_at__isnull=False),
                name="exchange_talk_needs_both",
            ),
            models.CheckConstraint(
                condition=Q(mine=Decision.UNDECIDED) | ~Q(my_reason=""), name="exchange_decision_has_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["state", "-arrived_at"], name="exchange_link_inbox")]  # the inbox


class Letter(models.Model):
    """A message between two teams, sealed to both, signed by the node that sent it."""

    FIELD_CLASSES = {
        "link": "open",
        "direction": "open",
        "shred_id": "open",
        "envelope": "sealed",
        "written_at": "open",
        "written_by": "personal",
        "state": "open",
        "settled_at": "open",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="+")
    direction = models.CharField(max_length=3, choices=Direction)
    shred_id = models.UUIDField()
    envelope = models.BinaryField()
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=LetterState)
    settled_at = models.DateTimeField(null=True, blank=True)
