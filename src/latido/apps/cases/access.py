"""Who can open which part of a case and why, and what the person has agreed to."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from latido.apps.agencies.models import Member, Team
from latido.apps.agencies.queries import teams_of
from latido.apps.cases.choices import ASKED_PURPOSES, CASE_PARTS, ConsentState
from latido.apps.cases.models import Case
from latido.apps.keyring import queries as keyring
from latido.apps.keyring.choices import Ground, PartKind, Purpose
from latido.apps.keyring.models import Consent, Grant, GrantedKey


@dataclass(frozen=True)
class Access:
    """One live grant with the kinds of part that it opens."""

    grant: Grant
    kinds: tuple[str, ...]

    @property
    def is_custody(self) -> bool:
        return self.grant.ground == Ground.CUSTODY

    @property
    def labels(self) -> list[str]:
        """The kinds in words, in the order of the file."""
        return [str(PartKind(kind).label) for kind in CASE_PARTS if kind in self.kinds]


def access_to(case: Case) -> list[Access]:
    """Every live grant on a case, the keeping team first. Two queries whatever their number."""
    grants = list(keyring.live_grants(case.subject))
    rows = GrantedKey.objects.filter(grant__in=grants).values_list("grant_id", "part__kind")
    kinds: dict[uuid.UUID, list[str]] = {}
    for grant_id, kind in rows:
        kinds.setdefault(grant_id, []).append(kind)
    found = [Access(grant, tuple(sorted(kinds.get(grant.id, [])))) for grant in grants]
    return sorted(found, key=lambda access: not access.is_custody)


def reasons(member: Member, access: Sequence[Access]) -> dict[str, Access]:
    """Kind of part -> the grant through which the member can open it. One query."""
    mine = set(teams_of(member).values_list("id", flat=True))
    through: dict[str, Access] = {}
    for item in access:
        if item.grant.team_id in mine:
            for kind in item.kinds:
                through.setdefault(kind, item)
    return through


@dataclass(frozen=True)
class Answer:
    """Where one question stands: its newest answer, if it was ever asked."""

    purpose: str
    recipient: Team | None
    state: ConsentState
    consent: Consent | None

    @property
    def is_live(self) -> bool:
        return self.state == ConsentState.GIVEN

    @property
    def label(self) -> str:
        """The purpose in words."""
        return str(Purpose(self.purpose).label)


def answers(case: Case) -> list[Answer]:
    """Every question with its newest answer: a line per purpose, for help one per service. One query."""
    newest: dict[tuple[str, uuid.UUID | None], Consent] = {}
    for consent in keyring.consents(case.subject).select_related("recipient__agency"):
        newest.setdefault((consent.purpose, consent.recipient_id), consent)
    found = [Answer(c.purpose, c.recipient, state_of(c), c) for c in newest.values()]
    asked = {answer.purpose for answer in found}
    missing = [Answer(p, None, ConsentState.NOT_ASKED, None) for p in ASKED_PURPOSES if p not in asked]
    order = [*ASKED_PURPOSES, Purpose.OWN_FILE]
    return sorted([*found, *missing], key=lambda answer: order.index(Purpose(answer.purpose)))


def state_of(consent: Consent) -> ConsentState:
    """A no stays a no; a yes may have been taken back or have run out."""
    if consent.withdrawn_at is not None:
        return ConsentState.WITHDRAWN
    if not consent.given:
        return ConsentState.REFUSED
    if consent.valid_until is not None and consent.valid_until <= timezone.now():
        return ConsentState.EXPIRED
    return ConsentState.GIVEN


def newest_answer(case: Case, purpose: str, recipient: Team | None = None) -> Consent | None:
    """The newest answer to exactly this question."""
    return keyring.consents(case.subject).filter(purpose=purpose, recipient=recipient).first()


def consent_of(case: Case, consent_id: uuid.UUID) -> Consent:
    """One answer of this case. Raises ``Consent.DoesNotExist``."""
    return keyring.consents(case.subject).get(pk=consent_id)


def grant_of(case: Case, grant_id: uuid.UUID) -> Grant:
    """One live grant on this case. Raises ``Grant.DoesNotExist``."""
    return keyring.live_grants(case.subject).get(pk=grant_id)


def grants_resting_on(consent: Consent) -> list[Grant]:
    """The live grants that taking this consent back would close."""
    case_subject = keyring.Subject(consent.subject_kind, consent.subject_id)
    return list(keyring.live_grants(case_subject).filter(consent=consent))
