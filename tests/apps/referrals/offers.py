"""Offers of two parts of a synthetic case, and how they stand now."""

from __future__ import annotations

from latido.apps.keyring.choices import PartKind
from latido.apps.referrals import actions
from latido.apps.referrals.models import Referral

KINDS = [PartKind.NEEDS, PartKind.CONTACT]


def offer(desk, case, team, kinds=KINDS, **more):
    return actions.offer_referral(
        by=desk.holder, case=case, team=team, kinds=kinds, note="Una persona y una niña.", **more
    )


def now_of(referral):
    return Referral.objects.select_related("grant").get(pk=referral.pk)
