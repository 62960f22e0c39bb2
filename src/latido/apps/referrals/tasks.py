"""What the clock does with referrals: closed grounds end them, unanswered offers run out."""

from __future__ import annotations

import datetime as dt

from latido.apps.audit.actions import SYSTEM
from latido.apps.keyring.queries import unhandled_closures
from latido.apps.referrals.actions import end_after_closure, expire_referral
from latido.apps.referrals.choices import ReferralStatus
from latido.apps.referrals.models import Referral

APP = "referrals"


def handle_closures(*, now: dt.datetime) -> int:  # noqa: ARG001 - every step takes the time
    """End the referrals whose grants closed since the last time; returns how many closures were handled."""
    closures = list(unhandled_closures(APP))
    for closure in closures:
        end_after_closure(by=SYSTEM, closure=closure, app=APP)
    return len(closures)


def expire_offers(*, now: dt.datetime) -> int:
    """Close every offer that nobody answered in time; returns how many. Needs no key."""
    overdue = Referral.objects.filter(status=ReferralStatus.OFFERED, answer_by__lte=now)
    for referral in overdue:
        expire_referral(by=SYSTEM, referral=referral)
    return len(overdue)
