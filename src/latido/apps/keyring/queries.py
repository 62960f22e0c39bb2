"""Reading grants, consents, closures, drafts and jobs. Nothing here opens anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from latido.apps.agencies.models import Member, Team
from latido.apps.agencies.queries import teams_of
from latido.apps.keyring.choices import GrantState, Ground, JobState
from latido.apps.keyring.models import (
    Closure,
    Consent,
    Draft,
    Grant,
    GrantedKey,
    HandledClosure,
    KeyedJob,
    Part,
)
from latido.apps.keyring.subjects import Subject


def of(subject: Subject) -> dict[str, object]:
    """The filter that selects the rows of one subject."""
    return {"subject_kind": subject.kind, "subject_id": subject.id}


def not_expired(now: dt.datetime) -> Q:
    return Q(valid_until__isnull=True) | Q(valid_until__gt=now)


def live_grants(subject: Subject) -> QuerySet[Grant]:
    """Grants that open something today, custody first."""
    return (
        Grant.objects.filter(not_expired(timezone.now()), state=GrantState.LIVE, **of(subject))
        .select_related("team__agency", "consent")
        .order_by("given_at")
    )


def custody(subject: Subject) -> Grant | None:
    """The grant of the team that keeps the file."""
    return live_grants(subject).filter(ground=Ground.CUSTODY).first()


def grants_for(member: Member, subject: Subject) -> QuerySet[Grant]:
    """The live grants of the member's own teams."""
    return live_grants(subject).filter(team__in=teams_of(member))


def subjects_open_to(member: Member, kind: str) -> QuerySet[Grant]:
    """Live grants of the member's teams on subjects of a kind (``values_list("subject_id")`` names them)."""
    return Grant.objects.filter(
        not_expired(timezone.now()), state=GrantState.LIVE, subject_kind=kind, team__in=teams_of(member)
    )


def kinds_granted(grant: Grant) -> list[str]:
    """The kinds of part that a grant opens, in alphabetical order."""
    return list(
        GrantedKey.objects.filter(grant=grant).order_by("part__kind").values_list("part__kind", flat=True)
    )


def kinds_open_to(member: Member, subject: Subject) -> list[str]:
    """The kinds of part of a subject that the member can open today."""
    grants = grants_for(member, subject)
    return sorted(set(GrantedKey.objects.filter(grant__in=grants).values_list("part__kind", flat=True)))


def kinds_of(subject: Subject) -> list[str]:
    """The kinds of part that a subject has, whoever may open them."""
    return list(Part.objects.filter(**of(subject)).order_by("kind").values_list("kind", flat=True))


def consents(subject: Subject) -> QuerySet[Consent]:
    """Every answer ever given, newest first."""
    return Consent.objects.filter(**of(subject)).select_related("recipient").order_by("-answered_at")


def live_consent(subject: Subject, purpose: str, recipient: Team | None = None) -> Consent | None:
    """The newest answer to this purpose when it is a yes that is neither withdrawn nor expired.

    An answer that names a recipient speaks for that recipient only.
    """
    answers = Consent.objects.filter(purpose=purpose, **of(subject))
    answers = answers.filter(Q(recipient=recipient) | Q(recipient__isnull=True))
    newest = answers.order_by("-answered_at").first()
    if newest is None or not newest.given or newest.withdrawn_at is not None:
        return None
    if newest.valid_until is not None and newest.valid_until <= timezone.now():
        return None
    return newest


def unhandled_closures(app: str) -> QuerySet[Closure]:
    """Closures that ``app`` has not handled yet, oldest first."""
    handled = HandledClosure.objects.filter(app=app).values("closure")
    return Closure.objects.exclude(pk__in=handled).order_by("at")


def drafts_of(member: Member) -> QuerySet[Draft]:
    return Draft.objects.filter(member=member).order_by("-kept_at")


def waiting_jobs(kinds: Iterable[str]) -> QuerySet[KeyedJob]:
    return KeyedJob.objects.filter(kind__in=list(kinds), state=JobState.WAITING).order_by("asked_at")
