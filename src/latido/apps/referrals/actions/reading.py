"""Reading what a referral carries: the note, and after acceptance exactly the granted parts."""

from __future__ import annotations

from dataclasses import dataclass

from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.audit.actions import audited
from latido.apps.cases.rules import NotAllowedError
from latido.apps.keyring import actions as keyring
from latido.apps.keyring.actions.envelopes import Shrouded
from latido.apps.referrals import queries
from latido.apps.referrals.models import Referral


@dataclass(frozen=True)
class Cover:
    """The covering note and the codes of the needs, for the length of a request."""

    text: str
    needs: tuple[str, ...]


def open_cover(*, by: KeyHolder, referral: Referral) -> Cover:
    """What both teams read from the offer on. Raises ``NoKeyError``, ``ShreddedError``."""
    with audited(
        by=by, action="referral.read", subject=f"case:{referral.case_id}", referral=str(referral.id)
    ):
        shrouded = Shrouded(referral.note_shred_id, bytes(referral.note))
        envelope = keyring.unshroud(shrouded=shrouded, record_id=referral.id)
        content = keyring.open_as_team(by=by, envelope=envelope)
    return Cover(str(content.get("text", "")), tuple(content.get("needs", [])))


def open_granted_parts(*, by: KeyHolder, referral: Referral) -> dict[str, keyring.OpenedPart]:
    """Kind -> part in clear: the parts this referral names, once accepted. The opening is an audit entry.

    Raises ``NotAllowedError`` before acceptance, after the end, or for another team.
    """
    if not queries.receives(by.member, referral) or not queries.may_open_parts(referral):
        raise NotAllowedError("The parts open once your team has accepted, and until the referral ends.")
    return keyring.open_parts(by=by, subject=referral.case.subject, kinds=referral.kinds)
