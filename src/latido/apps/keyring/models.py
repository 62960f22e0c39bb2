"""Sealed parts, the grants that open them, the consents they rest on, and what closing leaves behind."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from latido.apps.agencies.choices import WITHOUT_PERSONAL_DATA, Mandate
from latido.apps.agencies.models import Team, TeamKey
from latido.apps.keyring.choices import CloseReason, GrantState, Ground, JobState, PartKind, Purpose


class ShredKey(models.Model):
    """Half of what opens a part, in a store of its own. Deleting it makes the part unreadable for good."""

    FIELD_CLASSES = {"secret": "sealed"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    secret = models.BinaryField(max_length=32)


class Part(models.Model):
    """A part of a file with one content key. ``shred_id`` names a row of another store: no foreign key."""

    FIELD_CLASSES = {
        "subject_kind": "open",
        "subject_id": "open",
        "kind": "open",
        "shred_id": "open",
        "rotate": "open",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    kind = models.CharField(max_length=20, choices=PartKind)
    shred_id = models.UUIDField()
    rotate = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "kind"], name="keyring_part_once_per_subject"
            )
        ]


class SealedEntry(models.Model):
    """One sealed text of a part, with the version that a save must start from."""

    FIELD_CLASSES = {
        "part": "open",
        "version": "open",
        "sealed": "sealed",
        "saved_at": "open",
        "saved_by": "personal",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField(default=1)
    sealed = models.BinaryField()
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=80)


class Consent(models.Model):
    """A person's answer to one purpose, asked alone, in the wording and language it was asked in."""

    FIELD_CLASSES = {
        "subject_kind": "open",
        "subject_id": "open",
        "purpose": "open",
        "recipient": "open",
        "given": "open",
        "wording": "open",
        "language": "open",
        "answered_at": "open",
        "valid_until": "open",
        "withdrawn_at": "open",
        "recorded_by": "personal",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    purpose = models.CharField(max_length=20, choices=Purpose)
    recipient = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    given = models.BooleanField()
    wording = models.TextField()
    language = models.CharField(max_length=12)
    answered_at = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.CharField(max_length=80)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="keyring_consent_subject")
        ]  # the consents of one file


class Grant(models.Model):
    """Named parts for one team, one purpose, one ground, until a date."""

    FIELD_CLASSES = {
        "subject_kind": "open",
        "subject_id": "open",
        "team": "open",
        "team_mandate": "open",
        "purpose": "open",
        "ground": "open",
        "consent": "open",
        "legal_ground": "open",
        "state": "open",
        "given_at": "open",
        "given_by": "personal",
        "valid_until": "open",
        "closed_at": "open",
        "close_reason": "open",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    team_mandate = models.CharField(max_length=40, choices=Mandate)
    purpose = models.CharField(max_length=20, choices=Purpose)
    ground = models.CharField(max_length=10, choices=Ground)
    consent = models.ForeignKey(Consent, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    legal_ground = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=GrantState, default=GrantState.LIVE)
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=80)
    valid_until = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    close_reason = models.CharField(max_length=12, choices=CloseReason, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(team_mandate__in=sorted(WITHOUT_PERSONAL_DATA)), name="keyring_firewall"
            ),
            models.CheckConstraint(
                condition=~Q(ground=Ground.CONSENT) | Q(consent__isnull=False),
                name="keyring_consent_is_named",
            ),
            models.CheckConstraint(
                condition=~Q(ground=Ground.LEGAL) | ~Q(legal_ground=""), name="keyring_legal_ground_is_named"
            ),
        ]
        indexes = [
            # which live grants does this file have
            models.Index(
                fields=["subject_kind", "subject_id"],
                condition=Q(state=GrantState.LIVE),
                name="keyring_live_grants",
            )
        ]


class GrantedKey(models.Model):
    """The content key of one part, sealed to the team of a grant. Closing the grant deletes it."""

    FIELD_CLASSES = {"grant": "open", "part": "open", "team_key": "open", "sealed_key": "sealed"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="+")
    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="+")
    team_key = models.ForeignKey(TeamKey, on_delete=models.PROTECT, related_name="+")
    sealed_key = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["grant", "part"], name="keyring_granted_once")]


class Closure(models.Model):
    """A grant that ended: the apps above poll the closures they have not handled yet."""

    FIELD_CLASSES = {
        "grant_id": "open",
        "subject_kind": "open",
        "subject_id": "open",
        "purpose": "open",
        "team_id": "open",
        "reason": "open",
        "at": "open",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    grant_id = models.UUIDField()
    subject_kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    purpose = models.CharField(max_length=20, choices=Purpose)
    team_id = models.UUIDField()
    reason = models.CharField(max_length=12, choices=CloseReason)
    at = models.DateTimeField()


class HandledClosure(models.Model):
    """An app has done its part about a closure; the pair is unique, so handling twice changes nothing."""

    FIELD_CLASSES = {"closure": "open", "app": "open"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    closure = models.ForeignKey(Closure, on_delete=models.CASCADE, related_name="+")
    app = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["closure", "app"], name="keyring_handled_once")]


class Draft(models.Model):
    """What a member had typed when the session ended, sealed to that member's own key."""

    FIELD_CLASSES = {"member": "personal", "path": "open", "envelope": "sealed", "kept_at": "open"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=300)
    envelope = models.BinaryField()
    kept_at = models.DateTimeField()


class KeyedJob(models.Model):
    """Work that needs a key: done in short steps inside the requests of any entitled member."""

    FIELD_CLASSES = {
        "kind": "open",
        "subject_kind": "open",
        "subject_id": "open",
        "state": "open",
        "asked_at": "open",
        "error": "open",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=30)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    asked_at = models.DateTimeField()
    error = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_kind", "subject_id"],
                condition=Q(state=JobState.WAITING),
                name="keyring_job_waits_once",
            )
        ]
