"""Finishing a screening, stopping it for safety, and taking it up again."""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone

from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.audit.actions import audited
from latido.apps.screening.actions.interviews import (
    check_may_conduct,
    lock,
    open_interview,
    seal_interview,
)
from latido.apps.screening.actions.sections import SectionConflictError
from latido.apps.screening.choices import ASSESSMENT, DIMENSIONS, PLAN, PREPARATION, ScreeningStatus
from latido.apps.screening.interviews import Interview, Section
from latido.apps.screening.models import Screening
from latido.apps.screening.reading import outcome_of
from latido.apps.screening.rules import NotOpenError


def finish_screening(*, by: KeyHolder, screening: Screening) -> Screening:
    """Seal what the answers come to beside them; a later catalogue never changes it. Twice changes nothing.

    Raises ``NotOpenError`` for a stopped screening, ``NotAllowedError``.
    """
    check_may_conduct(by, screening)
    with audited(by=by, action="screening.finish", subject=str(screening.subject)):
        locked = lock(screening)
        if locked.status == ScreeningStatus.FINISHED:
            return locked
        if locked.status == ScreeningStatus.STOPPED:
            raise NotOpenError("This screening was stopped meanwhile.")
        now = timezone.now()
        interview = open_interview(by=by, screening=locked)
        outcome = outcome_of(interview, locked.instrument, locked.version, now=now)
        seal_interview(by, locked, replace(interview, outcomes=(*interview.outcomes, outcome)))
        locked.status, locked.finished_at = ScreeningStatus.FINISHED, now
        locked.assessed_by = by.audit_name
        locked.save(update_fields=["status", "finished_at", "assessed_by"])
    return locked


def stop_screening(*, by: KeyHolder, screening: Screening, plan: str, version: int) -> Screening:
    """Stop because it is not safe now. Before the first answer nothing but the plan is left.

    ``version`` is that of the plan. Stopping again with the same plan changes nothing. Raises
    ``SectionConflictError``, ``NotOpenError`` (already finished), ``NotAllowedError``.
    """
    check_may_conduct(by, screening)
    with audited(by=by, action="screening.stop", subject=str(screening.subject)):
        locked = lock(screening)
        interview = open_interview(by=by, screening=locked)
        standing = interview.section(PLAN)
        same = interview.plan == plan
        if locked.status == ScreeningStatus.STOPPED and same:
            return locked
        if locked.status == ScreeningStatus.FINISHED:
            raise NotOpenError("This screening was finished meanwhile.")
        if standing.version != version and not same:
            raise SectionConflictError(standing)
        now = timezone.now().isoformat(timespec="seconds")
        saved = Section(PLAN, standing.version + 1, {"text": plan}, now, by.audit_name)
        seal_interview(by, locked, _unprepared(interview).with_section(saved))
        locked.status = ScreeningStatus.STOPPED
        locked.save(update_fields=["status"])
    return locked


def _unprepared(interview: Interview) -> Interview:
    """What stays when it is not safe: before any question nothing, else all, to be made safe again."""
    if not {*DIMENSIONS, ASSESSMENT}.intersection(interview.sections):
        return interview.without(PREPARATION)
    before = interview.section(PREPARATION)
    content = {**before.content, "checks": []}
    return interview.with_section(replace(before, version=before.version + 1, content=content))


def take_up_again(*, by: KeyHolder, screening: Screening) -> Screening:
    """Go on with a stopped or finished screening; earlier results stay sealed beside the later ones."""
    check_may_conduct(by, screening)
    with audited(by=by, action="screening.resume", subject=str(screening.subject)):
        locked = lock(screening)
        locked.status, locked.finished_at = ScreeningStatus.IN_PROGRESS, None
        locked.save(update_fields=["status", "finished_at"])
    return locked
