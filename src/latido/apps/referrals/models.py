"""Referrals: named parts of a case offered to one team, and what that team answered."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from latido.apps.agencies.models import Team
from latido.apps.cases.models import Case
from latido.apps.keyring.choices import Purpose
from latido.apps.keyring.models import Grant
from latido.apps.referrals.choices import OPEN, DeclineReason, EndReason, ReferralStatus


class Referral(models.Model):
    """An offer of named parts to ``team``, with a covering note sealed to both teams.

    The grant is made with the offer, because only the offering member holds the keys then. Until the offer
    is accepted the interface opens nothing but the note; a decline or the end of the window deletes the keys.
    """

    FIELD_CLASSES = {
        "case": "open",
        "from_team": "open",
        "team": "open",
        "grant": "open",
        "kinds": "open",
        "purpose": "open",
        "status": "open",
        "decline_reason": "open",
        "end_reason": "open",
        "offered_at": "open",
        "offered_by": "personal",
        "answer_by": "open",
        "access_days": "open",
        "answered_at": "open",
        "answered_by": "personal",
        "ended_at": "open",
        "note_shred_id": "open",
        "note": "sealed",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    from_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    grant = models.OneToOneField(Grant, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kinds = models.JSONField(default=list)
    purpose = models.CharField(max_length=20, choices=Purpose, default=Purpose.ASSISTANCE)
    status = models.CharField(max_length=10, choices=ReferralStatus, default=ReferralStatus.OFFERED)
    decline_reason = models.CharField(max_length=20, choices=DeclineReason, blank=True)
    end_reason = models.CharField(max_length=12, choices=EndReason, blank=True)
    offered_at = models.DateTimeField()
    offered_by = models.CharField(max_length=80)
    answer_by = models.DateTimeField()
    access_days = models.PositiveSmallIntegerField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=80, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    note_shred_id = models.UUIDField()
    note = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "team"], condition=Q(status__in=sorted(OPEN)), name="referrals_one_open"
            ),
            models.CheckConstraint(
                condition=Q(status__in=ReferralStatus.values), name="referrals_known_status"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=sorted(OPEN)) | Q(grant__isnull=False),
                name="referrals_open_has_grant",
            ),
            models.CheckConstraint(
                condition=~Q(status=ReferralStatus.DECLINED) | ~Q(decline_reason=""),
                name="referrals_declined_for_a_reason",
            ),
            models.CheckConstraint(condition=~Q(team=F("from_team")), name="referrals_between_two_teams"),
        ]
        indexes = [
            models.Index(fields=["team", "status", "answer_by"], name="referrals_incoming"),
            models.Index(fields=["from_team", "status", "answer_by"], name="referrals_outgoing"),
        ]

    @property
    def is_open(self) -> bool:
        """Whether it still waits or runs; a grant that closed ends it even before the clock has said so."""
        return self.status in OPEN
