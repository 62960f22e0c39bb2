"""Beginning a screening."""

from __future__ import annotations

import uuid

from django.utils import timezone
from rules import has_perm

from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.agencies.models import Team
from latido.apps.audit.actions import audited, record
from latido.apps.keyring import actions as keyring
from latido.apps.keyring import queries as keyring_queries
from latido.apps.keyring.rules import FirewallError
from latido.apps.screening.choices import ScreeningStatus
from latido.apps.screening.models import Screening
from latido.apps.screening.rules import CONDUCT, NotAllowedError, may_keep_interviews
from latido.engines.indicators import Instrument


def start_screening(
    *, by: KeyHolder, team: Team, instrument: Instrument, report_id: uuid.UUID | None = None
) -> Screening:
    """Begin with nothing written. One begun about the same report in which nobody wrote yet is taken up.

    Raises ``FirewallError`` (audited; a migration-enforcement team keeps no interview), ``NotAllowedError``.
    """
    if not may_keep_interviews(team):
        record(by=by, action="screening.refused", subject=f"team:{team.id}", reason="firewall")
        raise FirewallError("A migration-enforcement team keeps no interview. It hands over.")
    if not has_perm(CONDUCT, by.member, team):
        raise NotAllowedError("Your role in this team does not include screening.")
    return _untouched(team, instrument, report_id) or _start(by, team, instrument, report_id)


def _untouched(team: Team, instrument: Instrument, report_id: uuid.UUID | None) -> Screening | None:
    if report_id is None:
        return None
    begun = Screening.objects.filter(
        team=team,
        report_id=report_id,
        instrument=instrument.id,
        version=instrument.version,
        status=ScreeningStatus.IN_PROGRESS,
    )
    return next((each for each in begun if not keyring_queries.kinds_of(each.subject)), None)


def _start(by: KeyHolder, team: Team, instrument: Instrument, report_id: uuid.UUID | None) -> Screening:
    screening = Screening(
        team=team,
        team_mandate=team.agency.mandate,
        report_id=report_id,
        instrument=instrument.id,
        version=instrument.version,
        started_at=timezone.now(),
        assessed_by=by.audit_name,
    )
    with audited(
        by=by,
        action="screening.start",
        subject=str(screening.subject),
        team=str(team.id),
        instrument=instrument.id,
        version=instrument.version,
    ) as note:
        if report_id:
            note.details["report"] = str(report_id)
        keyring.take_custody(by=by, subject=screening.subject, team=team)
        screening.save(force_insert=True)
    return screening
