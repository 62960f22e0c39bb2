"""Saving one section of an interview: two people in two sections never stand in each other's way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.audit.actions import audited
from latido.apps.screening.actions.interviews import (
    check_may_conduct,
    lock,
    open_interview,
    seal_interview,
)
from latido.apps.screening.choices import PREPARATION, ScreeningStatus
from latido.apps.screening.interviews import Interview, Section
from latido.apps.screening.models import Screening
from latido.apps.screening.queries import instrument_of, instruments_on_offer
from latido.apps.screening.rules import NotOpenError
from latido.engines.indicators import AgeGroup


class SectionConflictError(Exception):
    """Somebody saved this section first. ``theirs`` stands now; what was sent is still the caller's."""

    def __init__(self, theirs: Section) -> None:
        super().__init__("Somebody else saved this section while you were writing.")
        self.theirs = theirs


def save_section(
    *,
    by: KeyHolder,
    screening: Screening,
    code: str,
    content: Mapping[str, Any],
    version: int,
    take_up_again: bool = False,
) -> Screening:
    """Save one section; ``version`` is the one the edit started from (0: new). Answers the row as it stands.

    Saving what already stands changes nothing, whatever the version. A finished or stopped screening is
    refused unless ``take_up_again``. An age saved before any answer chooses the set for that age.
    Raises ``SectionConflictError``, ``NotOpenError``, ``NotAllowedError``, ``ValueError`` (unknown section).
    """
    check_may_conduct(by, screening)
    with audited(by=by, action="screening.save", subject=str(screening.subject), section=code) as note:
        locked = lock(screening)
        interview = open_interview(by=by, screening=locked)
        standing = interview.section(code)
        if standing.version and dict(standing.content) == dict(content):
            return locked
        if locked.status != ScreeningStatus.IN_PROGRESS and not take_up_again:
            raise NotOpenError("This screening was finished or stopped meanwhile.")
        if standing.version != version:
            raise SectionConflictError(standing)
        saved = _saved(by, standing, content)
        note.details["version"] = saved.version
        changed = interview.with_section(saved)
        seal_interview(by, locked, changed)
        _set_row(locked, changed, code)
    return locked


def _saved(by: KeyHolder, standing: Section, content: Mapping[str, Any]) -> Section:
    now = timezone.now().isoformat(timespec="seconds")
    return Section(standing.code, standing.version + 1, dict(content), now, by.audit_name)


def _set_row(screening: Screening, interview: Interview, code: str) -> None:
    screening.status, screening.finished_at = ScreeningStatus.IN_PROGRESS, None
    if code == PREPARATION and not interview.answers:
        _choose_set_for_age(screening, interview)
    screening.save(update_fields=["status", "finished_at", "instrument", "version"])


def _choose_set_for_age(screening: Screening, interview: Interview) -> None:
    """In doubt a person is presumed to be a child, and a child is never screened with the adults' set."""
    said, used = interview.section(PREPARATION).content.get("age"), instrument_of(screening)
    if not said or AgeGroup(said).population is used.population:
        return
    for each in instruments_on_offer():
        if (each.population, each.exploitation) == (AgeGroup(said).population, used.exploitation):
            screening.instrument, screening.version = each.id, each.version
