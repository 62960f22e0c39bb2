"""Ending a referral: help was given, it was taken back, or its ground is gone."""

from __future__ import annotations

from django.utils import timezone

from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.audit.actions import Actor, audited
from latido.apps.cases.rules import NotAllowedError
from latido.apps.keyring import actions as keyring
from latido.apps.keyring.choices import CloseReason, GrantState
from latido.apps.keyring.models import Closure
from latido.apps.referrals import queries
from latido.apps.referrals.actions.answering import lock
from latido.apps.referrals.choices import EndReason, ReferralStatus
from latido.apps.referrals.models import Referral
from latido.apps.referrals.rules import check_step


def complete_referral(*, by: KeyHolder, referral: Referral) -> Referral:
    """The help was given; either team says so and the parts close. Raises ``WrongStepError``."""
    if not (queries.receives(by.member, referral) or queries.offers(by.member, referral)):
        raise NotAllowedError("Only the two teams of this referral complete it.")
    return _end(by, referral, ReferralStatus.COMPLETED, "", CloseReason.ENDED)


def withdraw_referral(*, by: KeyHolder, referral: Referral) -> Referral:
    """The offering team takes it back, at any time. Raises ``WrongStepError``."""
    if not queries.offers(by.member, referral):
        raise NotAllowedError("Only the team that offered this referral takes it back.")
    return _end(by, referral, ReferralStatus.WITHDRAWN, EndReason.TAKEN_BACK, CloseReason.REVOKED)


def expire_referral(*, by: Actor, referral: Referral) -> Referral:
    """Nobody answered within the window."""
    return _end(by, referral, ReferralStatus.EXPIRED, EndReason.OVERDUE, CloseReason.EXPIRED)


def end_after_closure(*, by: Actor, closure: Closure, app: str) -> Referral | None:
    """A grant ended elsewhere: end the referral that rested on it, and say that the closure is handled."""
    subject = f"{closure.subject_kind}:{closure.subject_id}"
    with audited(by=by, action="referral.closure", subject=subject):
        referral = Referral.objects.filter(grant_id=closure.grant_id).first()
        if referral is not None and referral.is_open:
            status, reason = _after(closure.reason, referral.status)
            referral = _end(by, referral, status, reason, closure.reason)
        keyring.mark_handled(by=by, closure=closure, app=app)
    return referral


def _after(close_reason: str, status: str) -> tuple[str, str]:
    """What a referral becomes when its grant was closed for this reason."""
    if close_reason == CloseReason.WITHDRAWN:
        return ReferralStatus.WITHDRAWN, EndReason.CONSENT
    if close_reason == CloseReason.EXPIRED:
        waited = status == ReferralStatus.OFFERED
        return ReferralStatus.EXPIRED, EndReason.OVERDUE if waited else EndReason.AGREED_DATE
    return ReferralStatus.WITHDRAWN, EndReason.TAKEN_BACK


def _end(by: Actor, referral: Referral, status: str, reason: str, close_reason: str) -> Referral:
    details = {"referral": str(referral.id), "status": str(status)}
    with audited(by=by, action="referral.end", subject=f"case:{referral.case_id}", **details):
        locked = lock(referral)
        if locked.status == status:
            return locked
        check_step(locked.status, status)
        if locked.grant is not None and locked.grant.state == GrantState.LIVE:
            locked.grant = keyring.close_grant(by=by, grant=locked.grant, reason=close_reason)
        locked.status, locked.end_reason, locked.ended_at = status, reason, timezone.now()
        locked.save(update_fields=["status", "end_reason", "ended_at"])
    return locked
