"""Reading cases, their coded facts, who has access to them and what the person agreed to."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from rules import has_perm

from latido.apps.agencies.models import Member, Team
from latido.apps.agencies.queries import teams_where
from latido.apps.cases.coding import CODED_FIELDS, ON_THE_CASE, CodedFacts, person_code
from latido.apps.cases.models import Case, CaseFacts
from latido.apps.cases.rules import NotAllowedError

WORK = "cases.work"


def teams_that_keep_cases(member: Member) -> QuerySet[Team]:
    """The member's teams in which the member may open and keep cases."""
    return teams_where(member, WORK)


def cases_of(member: Member, *, status: str = "", number: str = "") -> QuerySet[Case]:
    """The cases of the member's teams, newest first; ``number`` may be a piece of one."""
    cases = Case.objects.filter(team__in=teams_that_keep_cases(member)).select_related("team__agency")
    if status:
        cases = cases.filter(status=status)
    if number:
        cases = cases.filter(number__icontains=number.strip())
    return cases.order_by("-opened_at", "-number")


def may_work_on(member: Member, case: Case) -> bool:
    return bool(has_perm(WORK, member, case.team))


def case_for(member: Member, case_id: uuid.UUID) -> Case:
    """A case that the member may work on. Raises ``Case.DoesNotExist``, ``NotAllowedError``."""
    case = Case.objects.select_related("team__agency").get(pk=case_id)
    if not may_work_on(member, case):
        raise NotAllowedError("Another team keeps this case. Ask that team if your work needs it.")
    return case


def case(case_id: uuid.UUID) -> Case:
    """Any case, for apps above that check access themselves. Raises ``Case.DoesNotExist``."""
    return Case.objects.select_related("team__agency").get(pk=case_id)


def facts_of(case: Case) -> CaseFacts:
    """The row of coded facts in clear that belongs to a case."""
    return CaseFacts.objects.get(person_code=person_code(case.id))


def facts_of_many(cases: Sequence[Case]) -> dict[uuid.UUID, CaseFacts]:
    """Case id -> its coded facts, in one query."""
    codes = {person_code(case.id): case.id for case in cases}
    rows = CaseFacts.objects.filter(person_code__in=list(codes))
    return {codes[row.person_code]: row for row in rows}


def facts_registered(quarter: str) -> QuerySet[CaseFacts]:
    """The coded facts of every case registered in a quarter ("2026-Q3"): all that statistics may read."""
    return CaseFacts.objects.filter(quarter=quarter)


def coded(case: Case, facts: CaseFacts | None = None) -> CodedFacts:
    """The coded facts of a case as one value."""
    facts = facts or facts_of(case)
    found: dict[str, Any] = {
        name: getattr(case if name in ON_THE_CASE else facts, name) for name in CODED_FIELDS
    }
    found = {name: tuple(value) if isinstance(value, list) else value for name, value in found.items()}
    return CodedFacts(**found)


def names_of(audit_names: Iterable[str]) -> dict[str, str]:
    """ "member:<id>" -> display name, in one query; roles such as "system" are left out."""
    ids = {name.partition(":")[2] for name in audit_names if name.startswith("member:")}
    return {m.audit_name: m.display_name for m in Member.objects.filter(pk__in=ids)}


def team_names(team_ids: Iterable[str]) -> dict[str, str]:
    """Identifier -> name with the agency's, in one query."""
    return {
        str(team.id): str(team) for team in Team.objects.filter(pk__in=set(team_ids)).select_related("agency")
    }
