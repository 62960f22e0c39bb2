"""On a hub: registered nodes, encoded records under opaque ids, candidates, and each node's feed.

Nothing here names a person or opens anything: encodings are keyed by the nodes, letters are sealed by teams.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from latido.apps.exchange.choices import Decision, LinkKind, LinkState


class HubNode(models.Model):
    """A node that may speak to this hub, with its signing key. ``sequence`` numbers its feed."""

    FIELD_CLASSES = {
        "node": "open",
        "public_jwk": "open",
        "registered_at": "open",
        "suspended_at": "open",
        "seen_at": "open",
        "sequence": "open",
        "acknowledged": "open",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    node = models.CharField(max_length=40, unique=True)
    public_jwk = models.JSONField()
    registered_at = models.DateTimeField()
    suspended_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    sequence = models.PositiveBigIntegerField(default=0)
    acknowledged = models.PositiveBigIntegerField(default=0)

    @property
    def audit_name(self) -> str:
        return f"node:{self.node}"


class SeenRequest(models.Model):
    """A request id inside the time window: the second time it is a replay."""

    FIELD_CLASSES = {"node": "open", "request_id": "open", "at": "open"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    node = models.ForeignKey(HubNode, on_delete=models.CASCADE, related_name="+")
    request_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["node", "request_id"], name="exchange_request_once")]


class AcceptedItem(models.Model):
    """An item that had its effect: sent again it changes nothing, changed under the same id it is refused."""

    FIELD_CLASSES = {"node": "open", "item_id": "open", "digest": "open", "at": "open"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    node = models.ForeignKey(HubNode, on_delete=models.CASCADE, related_name="+")
    item_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["node", "item_id"], name="exchange_item_once")]


class HubEpoch(models.Model):
    """The span in which one linkage key is used. ``key_check`` tells the right key and opens nothing."""

    FIELD_CLASSES = {
        "name": "open",
        "key_check": "open",
        "opened_at": "open",
        "ends_at": "open",
        "ended_at": "open",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=32, unique=True)
    key_check = models.CharField(max_length=16, blank=True)
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)


class HubRecord(models.Model):
    """An encoded record; once withdrawn or at the epoch's end only its opaque id is left, as a tombstone."""

    FIELD_CLASSES = {
        "node": "open",
        "epoch": "open",
        "opaque_id": "open",
        "revision": "open",
        "linked_revision": "open",
        "encoded": "personal",
        "arrived_at": "open",
        "removed_at": "open",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    node = models.ForeignKey(HubNode, on_delete=models.PROTECT, related_name="+")
    epoch = models.ForeignKey(HubEpoch, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opaque_id = models.CharField(max_length=32, unique=True)
    revision = models.PositiveIntegerField(default=0)
    linked_revision = models.PositiveIntegerField(default=0)
    encoded = models.JSONField(null=True, blank=True)
    arrived_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | Q(encoded__isnull=True),
                name="exchange_removed_is_empty",
            )
        ]


class Candidate(models.Model):
    """Two records of different nodes worth a look, and what each side has answered."""

    FIELD_CLASSES = {
        "left": "open",
        "right": "open",
        "kind": "open",
        "weight": "open",
        "probability": "open",
        "calibration": "open",
        "evidence": "open",
        "digest": "open",
        "revision": "open",
        "state": "open",
        "left_decision": "open",
        "right_decision": "open",
        "left_proof": "open",
        "right_proof": "open",
        "found_at": "open",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    left = models.ForeignKey(HubRecord, on_delete=models.PROTECT, related_name="+")
    right = models.ForeignKey(HubRecord, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=LinkKind)
    weight = models.FloatField()
    probability = models.FloatField(null=True, blank=True)
    calibration = models.CharField(max_length=10)
    evidence = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    revision = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=LinkState, default=LinkState.OPEN)
    left_decision = models.CharField(max_length=10, choices=Decision, default=Decision.UNDECIDED)
    right_decision = models.CharField(max_length=10, choices=Decision, default=Decision.UNDECIDED)
    left_proof = models.TextField(blank=True)
    right_proof = models.TextField(blank=True)
    found_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["left", "right", "kind"], name="exchange_pair_once"),
            models.CheckConstraint(condition=~Q(left=F("right")), name="exchange_pair_is_two"),
            models.CheckConstraint(
                condition=~Q(state=LinkState.TALKING)
                | Q(left_decision=Decision.CONFIRMED, right_decision=Decision.CONFIRMED),
                name="exchange_channel_needs_both",
            ),
        ]


class FeedEvent(models.Model):
    """Something for one node, at a position of its feed. Written in the transaction that caused it.

    In ``body`` only a letter's content is sealed; pseudonyms, evidence and signed statements stand in clear.
    """

    FIELD_CLASSES = {"node": "open", "sequence": "open", "kind": "open", "body": "personal", "at": "open"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    node = models.ForeignKey(HubNode, on_delete=models.CASCADE, related_name="+")
    sequence = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=20)
    body = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["node", "sequence"], name="exchange_feed_position")]
