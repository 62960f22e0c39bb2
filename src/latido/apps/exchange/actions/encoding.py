"""On a node: encoding identities for linkage, in the requests of a member who can open them."""

from __future__ import annotations

import hashlib
import json
import uuid

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from latido.apps.agencies.key_holders import KeyHolder, NoKeyError
from latido.apps.agencies.models import Member
from latido.apps.audit.actions import Actor, audited
from latido.apps.exchange import epoch_keys
from latido.apps.exchange.actions.outbox import drop_queued_encodings, enqueue
from latido.apps.exchange.choices import ItemKind, RecordState
from latido.apps.exchange.models import LinkRecord
from latido.apps.exchange.person_records import harmless_identifiers, person_record
from latido.apps.keyring import actions as keyring
from latido.apps.keyring import queries
from latido.apps.keyring.choices import JobState, PartKind, Purpose
from latido.apps.keyring.models import Grant, GrantedKey, KeyedJob
from latido.apps.keyring.shredding import ShreddedError
from latido.apps.keyring.subjects import Subject
from latido.engines.linkage import EpochKey, LinkageError, encode

ENCODE = "encode"
JOBS_A_PAGE = 3
"""Encoding one record takes a few milliseconds; three are not felt after a page."""
MAY_ENCODE = (Purpose.OWN_FILE, Purpose.LINKING)
"""A grant for help or for an investigation opens identities too, and is no reason to encode them."""


class NotAgreedError(PermissionError):
    """Neither a live consent to linking nor a grant on another ground: nothing is encoded."""


def encode_waiting(*, by: KeyHolder, limit: int = JOBS_A_PAGE) -> int:
    """Do up to ``limit`` waiting encodings of files that the member may open; returns how many were done.

    Encodings wait while the epoch's key is not installed. One query when nothing waits.
    """
    waiting = list(_jobs_open_to(by.member)[:limit])
    key = epoch_keys.load(settings.LATIDO_EPOCH) if waiting and settings.LATIDO_EPOCH else None
    if key is None:
        return 0
    return sum(_do(by, job, key) for job in waiting)


def _jobs_open_to(member: Member) -> QuerySet[KeyedJob]:
    grants = queries.subjects_open_to(member, "case").filter(purpose__in=MAY_ENCODE)
    open_to = GrantedKey.objects.filter(grant__in=grants, part__kind=PartKind.IDENTITIES)
    return queries.waiting_jobs([ENCODE]).filter(
        subject_kind="case", subject_id__in=open_to.values("part__subject_id")
    )


def _do(by: KeyHolder, job: KeyedJob, key: EpochKey) -> bool:
    """One job, all or nothing; a job that cannot be done is closed with a code that says why."""
    subject = Subject(job.subject_kind, job.subject_id)
    try:
        with audited(by=by, action="link.encode", subject=str(subject), epoch=key.epoch) as note:
            locked = KeyedJob.objects.select_for_update().filter(pk=job.pk, state=JobState.WAITING).first()
            if locked is None:  # another member was faster
                return False
            note.details["revision"] = _encode(by, subject, key)
            keyring.finish_job(by=by, job=locked)
    except NotAgreedError:
        keyring.finish_job(by=by, job=job, error="no_consent")
    except LinkageError as error:
        keyring.finish_job(by=by, job=job, error=error.code)
    except (NoKeyError, ShreddedError):
        keyring.finish_job(by=by, job=job, error="cannot_open")
    return True


def _encode(by: KeyHolder, subject: Subject, key: EpochKey) -> int:
    """Encode and queue one file; returns the revision, which stays the same when nothing changed."""
    custody = queries.custody(subject)
    if custody is None or not _agreed(subject):
        raise NotAgreedError("The person has not agreed to linking.")
    content = keyring.open_part(by=by, subject=subject, kind=PartKind.IDENTITIES).content
    row = _row(subject, key.epoch, custody)
    person, row.left_out = person_record(content, uuid.UUID(row.opaque_id))
    encoded = encode([person], key, harmless=harmless_identifiers())[0].to_dict()
    digest = hashlib.sha256(json.dumps(encoded, sort_keys=True).encode()).hexdigest()
    if row.digest != digest:
        row.revision, row.digest, row.encoded_at = row.revision + 1, digest, timezone.now()
        row.save()
        drop_queued_encodings(row)
        enqueue(kind=ItemKind.ENCODING, payload={"record": encoded, "revision": row.revision}, record=row)
    row.save()
    return row.revision


def _agreed(subject: Subject) -> bool:
    """A live consent, or a live grant for linking, which may rest on a named legal ground."""
    if queries.live_consent(subject, Purpose.LINKING) is not None:
        return True
    return queries.live_grants(subject).filter(purpose=Purpose.LINKING).exists()


def _row(subject: Subject, epoch: str, custody: Grant) -> LinkRecord:
    """The file's record of this epoch. Its opaque id is random and says nothing, even to this node's hub."""
    row, _ = LinkRecord.objects.select_for_update(of=("self",)).get_or_create(
        subject_kind=subject.kind,
        subject_id=subject.id,
        epoch=epoch,
        state=RecordState.LIVE,
        defaults={"opaque_id": uuid.uuid4().hex, "team": custody.team, "encoded_at": timezone.now()},
    )
    row.team = custody.team
    return row


def ask_for_encodings(*, by: Actor) -> int:
    """Ask for the encoding of every file that takes part and has no record in the epoch in use.

    Returns how many. Files whose last encoding failed wait until their identities are saved again.
    """
    if not settings.LATIDO_EPOCH:
        return 0
    asked = 0
    for subject in _subjects_taking_part():
        if not _has_record(subject) and not _pending_or_failed(subject):
            keyring.request_job(by=by, kind=ENCODE, subject=subject)
            asked += 1
    return asked


def encode_again(*, by: Actor) -> int:
    """Ask for a fresh encoding of every file that takes part, as after the right epoch key was installed."""
    subjects = list(_subjects_taking_part())
    for subject in subjects:
        keyring.request_job(by=by, kind=ENCODE, subject=subject)
    return len(subjects)


def _subjects_taking_part() -> list[Subject]:
    now = timezone.now()
    live = Grant.objects.filter(queries.not_expired(now), state="live", purpose=Purpose.LINKING)
    pairs = live.values_list("subject_kind", "subject_id").distinct().order_by("subject_id")
    return [Subject(kind, subject_id) for kind, subject_id in pairs]


def _has_record(subject: Subject) -> bool:
    return LinkRecord.objects.filter(
        epoch=settings.LATIDO_EPOCH, state=RecordState.LIVE, **queries.of(subject)
    ).exists()


def _pending_or_failed(subject: Subject) -> bool:
    newest = KeyedJob.objects.filter(kind=ENCODE, **queries.of(subject)).order_by("-asked_at").first()
    return newest is not None and newest.state in (JobState.WAITING, JobState.FAILED)
