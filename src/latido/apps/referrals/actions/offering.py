"""Offering a referral: a grant of named parts on the person's consent, and a covering note for two teams."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import timezone
from rules import has_perm

from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.agencies.models import Team
from latido.apps.audit.actions import audited
from latido.apps.cases.actions import check_recipient
from latido.apps.cases.choices import CASE_PARTS
from latido.apps.cases.models import Case
from latido.apps.cases.rules import NotAllowedError
from latido.apps.keyring import actions as keyring
from latido.apps.keyring.actions.envelopes import Shrouded
from latido.apps.keyring.choices import PartKind, Purpose
from latido.apps.keyring.queries import kinds_open_to
from latido.apps.referrals import queries
from latido.apps.referrals.choices import ACCESS_DAYS, OFFER_WINDOW, OPEN
from latido.apps.referrals.models import Referral
from latido.apps.referrals.rules import OFFER, NotGrantableError

NOTE = 5
"""Kind of the covering note's envelope (docs/envelope.md)."""


class AlreadyOfferedError(ValueError):
    """This case is already offered to this team, or helped by it; ``referral`` is that one."""

    def __init__(self, referral: Referral) -> None:
        super().__init__("This case has already been offered to this team.")
        self.referral = referral


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What is offered to whom; ``kinds`` are sorted, ``referral_id`` is chosen before the form is shown."""

    case: Case
    team: Team
    kinds: tuple[str, ...]
    note: str = field(repr=False)
    access_days: int
    referral_id: uuid.UUID


def offer_referral(
    *,
    by: KeyHolder,
    case: Case,
    team: Team,
    kinds: Sequence[str],
    note: str,
    access_days: int = ACCESS_DAYS[0],
    referral_id: uuid.UUID | None = None,
) -> Referral:
    """Offer the named parts of a case to a team. Sent twice with the same ``referral_id`` it is one offer.

    Raises ``FirewallError`` (refused and audited), ``NotAllowedError``, ``NotGrantableError``,
    ``AlreadyOfferedError``, ``NoConsentError``, ``NoKeyError``.
    """
    if not has_perm(OFFER, by.member, case.team):
        raise NotAllowedError("Your role in this team does not offer referrals.")
    check_recipient(by=by, case=case, team=team, kinds=list(kinds))
    sent = Referral.objects.filter(pk=referral_id, case=case).first() if referral_id else None
    if sent is not None:
        return sent
    offer = Offer(
        case=case,
        team=team,
        kinds=tuple(sorted(kinds)),
        note=note,
        access_days=access_days,
        referral_id=referral_id or uuid.uuid4(),
    )
    _check_grantable(by, offer)
    return _make(by, offer)


def _check_grantable(by: KeyHolder, offer: Offer) -> None:
    if offer.access_days not in ACCESS_DAYS:
        raise NotGrantableError("This is no length of access that can be offered.")
    if offer.team not in queries.recipients_for(offer.case):
        raise NotGrantableError("This team cannot receive referrals at the moment.")
    known = set(CASE_PARTS) & set(kinds_open_to(by.member, offer.case.subject))
    if not offer.kinds or not set(offer.kinds) <= known:
        raise NotGrantableError("Choose at least one part that this case has and that you can open.")
    running = Referral.objects.filter(case=offer.case, team=offer.team, status__in=OPEN).first()
    if running is not None:
        raise AlreadyOfferedError(running)


def _make(by: KeyHolder, offer: Offer) -> Referral:
    now = timezone.now()
    subject = offer.case.subject
    with audited(by=by, action="referral.offer", subject=str(subject), referral=str(offer.referral_id)):
        grant = keyring.grant_parts(
            by=by,
            subject=subject,
            kinds=list(offer.kinds),
            team=offer.team,
            purpose=Purpose.ASSISTANCE,
            valid_until=now + OFFER_WINDOW,
        )
        cover = _sealed_cover(by, offer)
        return Referral.objects.create(
            id=offer.referral_id,
            case=offer.case,
            from_team=offer.case.team,
            team=offer.team,
            grant=grant,
            kinds=list(offer.kinds),
            purpose=Purpose.ASSISTANCE,
            offered_at=now,
            offered_by=by.audit_name,
            answer_by=grant.valid_until or now + OFFER_WINDOW,
            access_days=offer.access_days,
            note_shred_id=cover.shred_id,
            note=cover.blob,
        )


def _sealed_cover(by: KeyHolder, offer: Offer) -> Shrouded:
    """The note and, where the needs are among the parts, their codes: what a team needs to say yes or no."""
    needs: list[str] = []
    if PartKind.NEEDS in offer.kinds:
        opened = keyring.open_part(by=by, subject=offer.case.subject, kind=PartKind.NEEDS)
        needs = list(opened.content.get("codes", []))
    envelope = keyring.seal_to_teams(
        content={"v": 1, "text": offer.note, "needs": needs},
        kind=NOTE,
        record_id=offer.referral_id,
        teams=[offer.case.team, offer.team],
    )
    return keyring.shroud(data=envelope, record_id=offer.referral_id)
