"""The receiving team says yes or no."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.audit.actions import audited
from latido.apps.cases.rules import NotAllowedError
from latido.apps.keyring import actions as keyring
from latido.apps.keyring.choices import CloseReason
from latido.apps.referrals import queries
from latido.apps.referrals.choices import DeclineReason, ReferralStatus
from latido.apps.referrals.models import Referral
from latido.apps.referrals.rules import WrongStepError, check_step


def accept_referral(*, by: KeyHolder, referral: Referral) -> Referral:
    """Say yes: the parts open, until the agreed date. Raises ``NotAllowedError``, ``WrongStepError``."""
    _check_receives(by, referral)
    now = timezone.now()
    with _step(by, referral, "accept"):
        locked = lock(referral)
        if locked.status == ReferralStatus.ACCEPTED:
            return locked
        check_step(locked.status, ReferralStatus.ACCEPTED)
        if not queries.grant_lives(locked):
            raise WrongStepError("The offer has ended: its time has passed or the person took consent back.")
        _open_until_agreed_date(by, locked, now)
        locked.status = ReferralStatus.ACCEPTED
        locked.answered_at, locked.answered_by = now, by.audit_name
        locked.save(update_fields=["status", "answered_at", "answered_by"])
    return locked


def _open_until_agreed_date(by: KeyHolder, referral: Referral, now: dt.datetime) -> None:
    """The offer's short window becomes the agreed time, never beyond the consent it rests on."""
    if referral.grant is None:
        raise WrongStepError("The offer has no consent to rest on.")
    until = now + dt.timedelta(days=referral.access_days)
    referral.grant = keyring.keep_open_until(by=by, grant=referral.grant, valid_until=until)


def decline_referral(*, by: KeyHolder, referral: Referral, reason: str) -> Referral:
    """Say no with a coded reason: the sealed keys are deleted at once and the parts wait for rotation.

    Raises ``NotAllowedError``, ``WrongStepError``, ``ValueError`` (unknown reason).
    """
    _check_receives(by, referral)
    if reason not in DeclineReason.values:
        raise ValueError(f"{reason!r} is no reason to decline.")
    now = timezone.now()
    with _step(by, referral, "decline", reason=reason):
        locked = lock(referral)
        if locked.status == ReferralStatus.DECLINED:
            return locked
        check_step(locked.status, ReferralStatus.DECLINED)
        if locked.grant is not None:
            locked.grant = keyring.close_grant(by=by, grant=locked.grant, reason=CloseReason.ENDED)
        locked.status, locked.decline_reason = ReferralStatus.DECLINED, reason
        locked.answered_at, locked.answered_by, locked.ended_at = now, by.audit_name, now
        locked.save(update_fields=["status", "decline_reason", "answered_at", "answered_by", "ended_at"])
    return locked


def lock(referral: Referral) -> Referral:
    """The row as it stands now, locked until the transaction ends."""
    rows = Referral.objects.select_for_update(of=("self",)).select_related(*queries.RELATED)
    return rows.get(pk=referral.pk)


def _check_receives(by: KeyHolder, referral: Referral) -> None:
    if not queries.receives(by.member, referral):
        raise NotAllowedError("Only the team that the referral was offered to answers it.")


def _step(by: KeyHolder, referral: Referral, step: str, **more: object):  # type: ignore[no-untyped-def]
    return audited(
        by=by,
        action=f"referral.{step}",
        subject=f"case:{referral.case_id}",
        referral=str(referral.id),
        **more,
    )
