"""What the person agreed to, and taking access back."""

from __future__ import annotations

import datetime as dt

from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.agencies.models import Team
from latido.apps.audit.actions import Actor, audited, record
from latido.apps.cases.actions.linking import offer_to_linking
from latido.apps.cases.models import Case
from latido.apps.keyring import actions as keyring
from latido.apps.keyring.choices import CloseReason, Ground, Purpose
from latido.apps.keyring.models import Consent, Grant
from latido.apps.keyring.rules import FirewallError, check_may_receive


def check_recipient(*, by: Actor, case: Case, team: Team, kinds: list[str]) -> None:
    """Refuse, with an audit entry, a team that may never receive these parts. Raises ``FirewallError``.

    Call it before the transaction of the write it guards: the refusal must outlive the failure.
    """
    try:
        check_may_receive(team.agency.mandate, kinds)
    except FirewallError:
        record(
            by=by,
            action="case.refused",
            subject=str(case.subject),
            team=str(team.id),
            kinds=sorted(kinds),
            reason="firewall",
        )
        raise


def record_consent(
    *,
    by: KeyHolder,
    case: Case,
    purpose: str,
    given: bool,
    wording: str,
    language: str,
    recipient: Team | None = None,
    valid_until: dt.datetime | None = None,
) -> Consent:
    """Keep the person's answer to one purpose in the words it was asked in; a no is kept like a yes.

    Help from a service names the service. A yes to linking offers the saved identities to the desk.
    Raises ``ValueError`` (help without a service), ``FirewallError``.
    """
    if (purpose == Purpose.ASSISTANCE) != (recipient is not None):
        raise ValueError("Help from another service names that service; other purposes name none.")
    if recipient is not None:
        check_recipient(by=by, case=case, team=recipient, kinds=[])
    with audited(by=by, action="case.consent", subject=str(case.subject), purpose=purpose):
        consent = keyring.record_consent(
            by=by,
            subject=case.subject,
            purpose=purpose,
            given=given,
            wording=wording,
            language=language,
            recipient=recipient,
            valid_until=valid_until,
        )
        if given and purpose == Purpose.LINKING:
            offer_to_linking(by=by, case=case)
    return consent


def withdraw_consent(*, by: Actor, case: Case, consent: Consent) -> Consent:
    """The person takes an answer back: what rests on it closes at once. Twice changes nothing more."""
    if (consent.subject_kind, consent.subject_id) != (case.subject.kind, case.subject.id):
        raise ValueError("This consent belongs to another file.")
    return keyring.withdraw_consent(by=by, consent=consent)


def close_access(*, by: Actor, case: Case, grant: Grant) -> Grant:
    """The keeping team takes a grant back. Raises ``ValueError`` for the grant of the keeping team itself."""
    if (grant.subject_kind, grant.subject_id) != (case.subject.kind, case.subject.id):
        raise ValueError("This grant belongs to another file.")
    if grant.ground == Ground.CUSTODY:
        raise ValueError("The team that keeps the file keeps its access.")
    return keyring.close_grant(by=by, grant=grant, reason=CloseReason.REVOKED)
