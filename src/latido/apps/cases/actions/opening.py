"""Opening a case: a number without personal meaning, coded facts beside it, custody for the team."""

from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings
from django.utils import timezone
from rules import has_perm

from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.agencies.models import Team
from latido.apps.agencies.rules import may_hold_personal_data
from latido.apps.audit.actions import audited, record
from latido.apps.cases.coding import person_code
from latido.apps.cases.models import Case, CaseFacts, NumberSeries
from latido.apps.cases.queries import WORK
from latido.apps.cases.rules import NotAllowedError
from latido.apps.keyring import actions as keyring
from latido.apps.keyring.rules import FirewallError, check_may_receive


def open_case(
    *,
    by: KeyHolder,
    team: Team,
    case_id: uuid.UUID | None = None,
    screening_id: uuid.UUID | None = None,
    report_id: uuid.UUID | None = None,
) -> Case:
    """Open a file that ``team`` keeps.

    Sent twice with the same ``case_id``, or for the same screening, it answers the case that is already
    there. Raises ``NotAllowedError``, ``FirewallError``.
    """
    if not has_perm(WORK, by.member, team):
        raise NotAllowedError("Your role in this team does not open cases.")
    if not may_hold_personal_data(team.agency.mandate):
        record(by=by, action="case.refused", subject=f"team:{team.id}", reason="firewall")
        check_may_receive(team.agency.mandate, [])
        raise FirewallError
    case_id = case_id or uuid.uuid4()
    found = _already_open(team, case_id, screening_id)
    return found or _open(by, team, case_id, screening_id, report_id)


def _already_open(team: Team, case_id: uuid.UUID, screening_id: uuid.UUID | None) -> Case | None:
    mine = Case.objects.filter(team=team).select_related("team__agency")
    found = mine.filter(pk=case_id).first()
    if found is None and screening_id is not None:
        found = mine.filter(screening_id=screening_id).first()
    return found


def _open(
    by: KeyHolder, team: Team, case_id: uuid.UUID, screening_id: uuid.UUID | None, report_id: uuid.UUID | None
) -> Case:
    now = timezone.now()
    with audited(by=by, action="case.open", subject=f"case:{case_id}", team=str(team.id)):
        case = Case.objects.create(
            id=case_id,
            number=_next_number(now),
            team=team,
            screening_id=screening_id,
            report_id=report_id,
            opened_at=now,
            opened_by=by.audit_name,
        )
        CaseFacts.objects.create(
            person_code=person_code(case.id), quarter=quarter_of(now), state_code=settings.LATIDO_STATE
        )
        keyring.take_custody(by=by, subject=case.subject, team=team)
    return case


def _next_number(now: dt.datetime) -> str:
    """ "CHP-2026-0001": the node, the year, a running number that says nothing of the person."""
    year = timezone.localtime(now).year
    NumberSeries.objects.get_or_create(year=year)
    series = NumberSeries.objects.select_for_update().get(year=year)
    series.last += 1
    series.save(update_fields=["last"])
    prefix = settings.LATIDO_NODE.rpartition("-")[2].upper()
    return f"{prefix}-{year}-{series.last:04d}"


def quarter_of(moment: dt.datetime) -> str:
    """The quarter of registration in local time, such as "2026-Q3"."""
    local = timezone.localtime(moment)
    return f"{local.year}-Q{(local.month - 1) // 3 + 1}"
