"""Offering the identities of a case to the node's linking desk, once the person has agreed."""

from __future__ import annotations

from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.agencies.queries import linking_desk
from latido.apps.audit.actions import audited
from latido.apps.cases.models import Case
from latido.apps.keyring import actions as keyring
from latido.apps.keyring import queries
from latido.apps.keyring.choices import PartKind, Purpose
from latido.apps.keyring.models import KeyedJob

ENCODE = "encode"


def offer_to_linking(*, by: KeyHolder, case: Case) -> KeyedJob | None:
    """Grant the identities to the linking desk, if not yet, and ask for their encoding.

    Does nothing without a live consent to linking, without saved identities, or without a desk. What a
    withdrawal takes back again, the keyring's closure says to the apps above.
    """
    subject = case.subject
    consent = queries.live_consent(subject, Purpose.LINKING)
    desk = linking_desk()
    if consent is None or desk is None or PartKind.IDENTITIES not in queries.kinds_of(subject):
        return None
    with audited(by=by, action="case.link", subject=str(subject)):
        granted = queries.live_grants(subject).filter(team=desk, purpose=Purpose.LINKING)
        if not granted.exists():
            keyring.grant_parts(
                by=by,
                subject=subject,
                kinds=[PartKind.IDENTITIES],
                team=desk,
                purpose=Purpose.LINKING,
                consent=consent,
            )
        return keyring.request_job(by=by, kind=ENCODE, subject=subject)
