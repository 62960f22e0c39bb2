"""Consents: recorded per purpose, withdrawn at any time; withdrawal closes what rests on them."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from latido.apps.agencies.models import Team
from latido.apps.audit.actions import Actor, audited
from latido.apps.keyring.actions.grants import close_grant
from latido.apps.keyring.choices import CloseReason, GrantState
from latido.apps.keyring.models import Consent, Grant
from latido.apps.keyring.subjects import Subject


def record_consent(
    *,
    by: Actor,
    subject: Subject,
    purpose: str,
    given: bool,
    wording: str,
    language: str,
    recipient: Team | None = None,
    valid_until: dt.datetime | None = None,
) -> Consent:
    """Keep the answer to one purpose. A no is kept like a yes, and closes what an earlier yes had opened."""
    with audited(by=by, action="consent.record", subject=str(subject), purpose=purpose, given=given):
        consent = Consent.objects.create(
            subject_kind=subject.kind,
            subject_id=subject.id,
            purpose=purpose,
            recipient=recipient,
            given=given,
            wording=wording,
            language=language,
            answered_at=timezone.now(),
            valid_until=valid_until,
            recorded_by=by.audit_name,
        )
        if not given:
            _close_resting_on(by, subject, purpose, recipient)
    return consent


def withdraw_consent(*, by: Actor, consent: Consent) -> Consent:
    """The person takes the consent back: every grant that rests on it closes in the same transaction."""
    subject = Subject(consent.subject_kind, consent.subject_id)
    with audited(by=by, action="consent.withdraw", subject=str(subject), purpose=consent.purpose):
        locked = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
        if locked.withdrawn_at is None:
            locked.withdrawn_at = timezone.now()
            locked.save(update_fields=["withdrawn_at"])
        for grant in Grant.objects.filter(consent=locked, state=GrantState.LIVE):
            close_grant(by=by, grant=grant, reason=CloseReason.WITHDRAWN)
    return locked


def _close_resting_on(by: Actor, subject: Subject, purpose: str, recipient: Team | None) -> None:
    earlier = Consent.objects.filter(
        subject_kind=subject.kind,
        subject_id=subject.id,
        purpose=purpose,
        given=True,
        withdrawn_at__isnull=True,
    )
    if recipient is not None:
        earlier = earlier.filter(recipient=recipient)
    for consent in earlier:
        withdraw_consent(by=by, consent=consent)
