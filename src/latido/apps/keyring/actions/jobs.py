"""Keyed jobs: asked for by anybody, done in the requests of a member who holds the key."""

from __future__ import annotations

from django.utils import timezone

from latido.apps.audit.actions import Actor, audited
from latido.apps.keyring.choices import JobState
from latido.apps.keyring.models import KeyedJob
from latido.apps.keyring.subjects import Subject


def request_job(*, by: Actor, kind: str, subject: Subject) -> KeyedJob:
    """Ask for work that needs a key; asking again while it waits changes nothing."""
    with audited(by=by, action="job.request", subject=str(subject), kind=kind):
        job, _ = KeyedJob.objects.get_or_create(
            kind=kind,
            subject_kind=subject.kind,
            subject_id=subject.id,
            state=JobState.WAITING,
            defaults={"asked_at": timezone.now()},
        )
    return job


def finish_job(*, by: Actor, job: KeyedJob, error: str = "") -> None:
    """Close a job as done, or as failed with a code that a person can look up."""
    subject = f"{job.subject_kind}:{job.subject_id}"
    with audited(by=by, action="job.finish", subject=subject, kind=job.kind, error=error):
        job.state, job.error = (JobState.FAILED if error else JobState.DONE), error
        job.save(update_fields=["state", "error"])
