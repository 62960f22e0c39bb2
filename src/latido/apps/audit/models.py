"""The chain of entries and its head.

Entries copy words and hold no foreign keys: they outlive everything they speak of. Triggers refuse
UPDATE, DELETE and TRUNCATE (migration 0002); ``testing.lifted_triggers`` is the one way around.
"""

from __future__ import annotations

import uuid

from django.db import models


class Entry(models.Model):
    """One thing that a member, a reporter or the system did, at a position of a branch of the chain."""

    FIELD_CLASSES = {
        "branch": "open",
        "sequence": "open",
        "at": "open",
        "actor": "personal",
        "action": "open",
        "subject": "open",
        "details": "open",
        "previous": "open",
        "digest": "open",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    branch = models.UUIDField()
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=200)
    action = models.CharField(max_length=80)
    subject = models.CharField(max_length=120)
    details = models.JSONField(default=dict)
    previous = models.BinaryField(max_length=32)
    digest = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["branch", "sequence"], name="audit_entry_position")]
        indexes = [models.Index(fields=["subject"], name="audit_entry_subject")]  # "who looked at this file"


class Head(models.Model):
    """The one row that says where the chain ends; its lock puts entries in order."""

    FIELD_CLASSES = {"branch": "open", "sequence": "open", "digest": "open"}

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    branch = models.UUIDField(default=uuid.uuid4)
    sequence = models.PositiveBigIntegerField(default=0)
    digest = models.BinaryField(max_length=32, default=bytes(32))

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_head_is_one_row")]
