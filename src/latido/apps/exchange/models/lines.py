"""On a node: whose keys it pins, how it stands with its hub, what waits to be sent or understood."""

from __future__ import annotations

import uuid

from django.db import models

from latido.apps.exchange.choices import ItemKind, ItemState
from latido.apps.exchange.models.links import LinkRecord


class Peer(models.Model):
    """Another node with the signing key that somebody compared by telephone and pinned here."""

    FIELD_CLASSES = {"node": "open", "public_jwk": "open", "added_at": "open"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    node = models.CharField(max_length=40, unique=True)
    public_jwk = models.JSONField()
    added_at = models.DateTimeField()


class HubContact(models.Model):
    """The one row that says how this node stands with its hub; its lock puts the outbox in order."""

    FIELD_CLASSES = {
        "line": "open",
        "tried_at": "open",
        "reached_at": "open",
        "trouble": "open",
        "trouble_detail": "open",
        "failures": "open",
        "next_try_at": "open",
        "cursor": "open",
        "position": "open",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    line = models.CharField(max_length=10, unique=True, default="hub")
    tried_at = models.DateTimeField(null=True, blank=True)
    reached_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=40, blank=True)
    trouble_detail = models.CharField(max_length=80, blank=True)
    failures = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    cursor = models.PositiveBigIntegerField(default=0)
    position = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(line="hub"), name="exchange_contact_is_one_row")
        ]


class OutboxItem(models.Model):
    """Something for the hub, written in the transaction that caused it and sent by the worker.

    The hub knows an item by its id: sending it again changes nothing. Once accepted, ``payload`` is emptied.
    """

    FIELD_CLASSES = {
        "kind": "open",
        "position": "open",
        "record": "open",
        "payload": "personal",
        "state": "open",
        "attempts": "open",
        "next_try_at": "open",
        "trouble": "open",
        "queued_at": "open",
        "settled_at": "open",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=12, choices=ItemKind)
    position = models.PositiveBigIntegerField(unique=True)
    record = models.ForeignKey(LinkRecord, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.QUEUED)
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField()
    trouble = models.CharField(max_length=40, blank=True)
    queued_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["position"],
                condition=models.Q(state=ItemState.QUEUED),
                name="exchange_outbox_queue",  # what the worker sends next
            )
        ]


class SeenEvent(models.Model):
    """An event of the hub that had its effect here: told again, it changes nothing."""

    FIELD_CLASSES = {"event_id": "open", "at": "open"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event_id = models.UUIDField(unique=True)
    at = models.DateTimeField()


class HeldEvent(models.Model):
    """An event about a node whose key is not pinned here yet: it waits until somebody pins it.

    In ``body`` only a letter's content is sealed; pseudonyms, evidence and signed statements stand in clear.
    """

    FIELD_CLASSES = {
        "event_id": "open",
        "peer": "open",
        "sequence": "open",
        "kind": "open",
        "body": "personal",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event_id = models.UUIDField(unique=True)
    peer = models.CharField(max_length=40)
    sequence = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=20)
    body = models.JSONField()


class Refusal(models.Model):
    """What was refused, counted by the hour: the first of each hour is an audit entry too.

    Counting keeps a stranger who knocks a thousand times from filling the audit chain. Both roles use it.
    """

    FIELD_CLASSES = {"node": "open", "code": "open", "hour": "open", "count": "open", "last_at": "open"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    node = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=1)
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["node", "code", "hour"], name="exchange_refusal_by_hour")
        ]
