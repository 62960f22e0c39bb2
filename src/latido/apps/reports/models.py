"""Routing rules and the tables published from them, reports, and the messages that follow them.

A report is one row: its envelope, sealed keys and ledger stand in it, because every further row would slow
the durable intake down.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from latido.apps.agencies.choices import WITHOUT_PERSONAL_DATA, Mandate
from latido.apps.agencies.models import Team
from latido.apps.reports.choices import CloseReason, Direction, ReceiverRole, ReportStatus
from latido.apps.reports.hours import HourField


class RoutingRule(models.Model):
    """Who receives which reports. Never changed: a rule is retired and another one takes its place."""

    FIELD_CLASSES = {
        "position": "open",
        "place_code": "open",
        "state_code": "open",
        "urgent_only": "open",
        "due_hours": "open",
        "urgent_due_hours": "open",
        "made_at": "open",
        "retired_at": "open",
        "teams": "open",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    position = models.PositiveIntegerField()
    place_code = models.CharField(max_length=100, blank=True)
    state_code = models.CharField(max_length=10, blank=True)
    urgent_only = models.BooleanField(default=False)
    due_hours = models.PositiveSmallIntegerField()
    urgent_due_hours = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    teams = models.ManyToManyField(Team, through="Receiver", related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["position"], condition=Q(retired_at__isnull=True), name="reports_one_rule_a_position"
            ),
            models.CheckConstraint(
                condition=Q(urgent_due_hours__gte=1) & Q(due_hours__gte=F("urgent_due_hours")),
                name="reports_rule_due_hours",
            ),
        ]


class Receiver(models.Model):
    """A team that a rule names; the firewall stands here as a constraint."""

    FIELD_CLASSES = {"rule": "open", "team": "open", "team_mandate": "open", "role": "open"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rule = models.ForeignKey(RoutingRule, on_delete=models.CASCADE, related_name="receivers")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    team_mandate = models.CharField(max_length=40, choices=Mandate)
    role = models.CharField(max_length=12, choices=ReceiverRole)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "team"], name="reports_receiver_once"),
            models.UniqueConstraint(
                fields=["rule"], condition=Q(role=ReceiverRole.ESCALATION), name="reports_one_escalation_team"
            ),
            models.CheckConstraint(
                condition=~Q(team_mandate__in=sorted(WITHOUT_PERSONAL_DATA)), name="reports_firewall"
            ),
        ]


class RoutingTable(models.Model):
    """What browsers seal by: rules and their teams' public keys, signed by the node. Never changed."""

    FIELD_CLASSES = {"version": "open", "content": "open", "signed": "open", "made_at": "open"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(unique=True)
    content = models.JSONField()
    signed = models.TextField()
    made_at = models.DateTimeField()


class Report(models.Model):
    """One report. What was seen, the exact place and the contact are inside the envelope alone."""

    FIELD_CLASSES = {
        "rule": "open",
        "table_version": "open",
        "place_code": "open",
        "state_code": "open",
        "sign_codes": "open",
        "urgent": "open",
        "campaign_code": "open",
        "language": "open",
        "status": "open",
        "close_reason": "open",
        "arrived_at": "open",
        "due_at": "open",
        "escalated": "open",
        "size": "open",
        "digest": "open",
        "lookup_hash": "open",
        "reporter_public": "open",
        "wrapped_reporter_key": "sealed",
        "shred_id": "open",
        "envelope": "sealed",
        "sealed_keys": "sealed",
        "ledger": "open",
        "ledger_at": "open",
        "anchored": "open",
    }

    id = models.UUIDField(primary_key=True, editable=False)  # chosen by the browser
    rule = models.ForeignKey(RoutingRule, on_delete=models.PROTECT, related_name="+")
    table_version = models.PositiveIntegerField()
    place_code = models.CharField(max_length=100, blank=True)
    state_code = models.CharField(max_length=10)
    sign_codes = models.JSONField(default=list)
    urgent = models.BooleanField(default=False)
    campaign_code = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=12)
    status = models.CharField(max_length=10, choices=ReportStatus, default=ReportStatus.RECEIVED)
    close_reason = models.CharField(max_length=20, choices=CloseReason, blank=True)
    arrived_at = HourField()
    due_at = HourField()
    escalated = models.BooleanField(default=False)
    size = models.PositiveIntegerField()
    digest = models.BinaryField(max_length=32)
    lookup_hash = models.BinaryField(max_length=32, unique=True)
    reporter_public = models.BinaryField(max_length=65)
    wrapped_reporter_key = models.BinaryField(max_length=61)
    shred_id = models.UUIDField()
    envelope = models.BinaryField()
    sealed_keys = models.JSONField()
    ledger = models.JSONField(default=list)
    ledger_at = HourField()
    anchored = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status=ReportStatus.CLOSED, close_reason__in=CloseReason.values)
                | (~Q(status=ReportStatus.CLOSED) & Q(close_reason="")),
                name="reports_closed_with_a_reason",
            ),
            models.CheckConstraint(condition=Q(due_at__gt=F("arrived_at")), name="reports_due_after_arrival"),
        ]
        indexes = [
            models.Index(fields=["rule", "status", "due_at"], name="reports_inbox"),
            models.Index(
                fields=["ledger_at"], condition=Q(anchored=False), name="reports_to_anchor"
            ),  # tasks.anchor_ledgers
        ]


class Message(models.Model):
    """What went to and fro after the report, under the report's own shred key."""

    FIELD_CLASSES = {
        "report": "open",
        "position": "open",
        "direction": "open",
        "hour": "open",
        "digest": "open",
        "envelope": "sealed",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="messages")
    position = models.PositiveIntegerField()
    direction = models.CharField(max_length=14, choices=Direction)
    hour = HourField()
    digest = models.BinaryField(max_length=32)
    envelope = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "position"], name="reports_message_position"),
            models.UniqueConstraint(fields=["report", "digest"], name="reports_message_once"),
        ]
