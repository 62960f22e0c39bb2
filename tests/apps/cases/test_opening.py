"""Opening a case: a number that says nothing, custody for the team, coded facts without a tie."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction

from latido.apps.agencies.choices import Mandate, Role
from latido.apps.audit.models import Entry
from latido.apps.cases import actions, queries
from latido.apps.cases.actions.opening import quarter_of
from latido.apps.cases.coding import CodedFacts, UnknownCodeError, person_code
from latido.apps.cases.models import Case, CaseFacts
from latido.apps.cases.rules import NotAllowedError
from latido.apps.keyring import queries as keyring
from latido.apps.keyring.rules import FirewallError
from tests import factories
from tests.apps.cases import case_files

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return factories.desk()


def test_numbers_run_by_year_and_say_nothing_of_the_person(desk):
    first, second = case_files.open_case(desk), case_files.open_case(desk)
    year = first.opened_at.astimezone().year
    assert [first.number, second.number] == [f"CHP-{year}-0001", f"CHP-{year}-0002"]


def test_the_team_keeps_the_case(desk):
    case = case_files.open_case(desk)
    assert keyring.custody(case.subject).team == desk.team
    assert queries.case_for(desk.holder.member, case.id) == case


def test_opening_twice_is_one_case(desk):
    case_id, screening_id = uuid.uuid4(), uuid.uuid4()
    first = case_files.open_case(desk, case_id=case_id, screening_id=screening_id)
    assert case_files.open_case(desk, case_id=case_id) == first
    assert case_files.open_case(desk, screening_id=screening_id) == first
    assert Case.objects.count() == CaseFacts.objects.count() == 1


def test_another_role_opens_no_case():
    shelter = factories.desk(role=Role.SHELTER_WORKER)
    with pytest.raises(NotAllowedError):
        case_files.open_case(shelter)


def test_another_team_does_not_reach_it(desk):
    case = case_files.open_case(desk)
    with pytest.raises(NotAllowedError):
        queries.case_for(factories.desk().holder.member, case.id)
    assert list(queries.cases_of(factories.desk().holder.member)) == []


def test_migration_enforcement_opens_no_case_and_the_try_is_audited():
    border = factories.desk(mandate=Mandate.MIGRATION_ENFORCEMENT)
    with pytest.raises(FirewallError):
        case_files.open_case(border)
    assert Case.objects.count() == 0
    assert Entry.objects.get(action="case.refused").subject == f"team:{border.team.id}"


def test_facts_carry_a_keyed_code_and_no_tie(desk):
    case = case_files.open_case(desk)
    facts = CaseFacts.objects.get()
    assert facts == queries.facts_of(case)
    assert facts.person_code == person_code(case.id)
    assert len(facts.person_code) == 64
    assert facts.quarter == quarter_of(case.opened_at)
    assert [field.name for field in CaseFacts._meta.get_fields() if field.is_relation] == []
    identifying = {str(case.id), case.id.hex, case.number}
    assert identifying.isdisjoint(str(value) for value in vars(facts).values())


@pytest.mark.parametrize(
    ("moment", "quarter"),
    [
        (dt.datetime(2026, 1, 1, 5, 59, tzinfo=dt.UTC), "2025-Q4"),  # still New Year's Eve in Mexico
        (dt.datetime(2026, 1, 1, 6, 0, tzinfo=dt.UTC), "2026-Q1"),
        (dt.datetime(2026, 9, 30, 12, 0, tzinfo=dt.UTC), "2026-Q3"),
    ],
)
def test_the_quarter_is_that_of_local_time(moment, quarter):
    assert quarter_of(moment) == quarter


def test_facts_are_read_by_quarter(desk):
    case = case_files.open_case(desk)
    assert list(queries.facts_registered(quarter_of(case.opened_at))) == [queries.facts_of(case)]
    assert list(queries.facts_registered("1999-Q1")) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "Open"},
        {"age_band": "about 20"},
        {"means_of_control": ("DebtBondage", "Sorcery")},
        {"exploitation": "ForcedLabour", "other_exploitation": ("ForcedLabour",)},
        {"assistance_status": "PossibleVictimOfTrafficking"},
        {"legal_status": "PossibleVictimOfTrafficking"},
        {"status": "Active", "closure_reason": "GoalsReached"},
    ],
)
def test_wrong_codes_are_refused(wrong):
    with pytest.raises(UnknownCodeError):
        CodedFacts(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "Open"},
        {"closure_reason": "GoalsReached"},
        {"assistance_status": "PossibleVictimOfTrafficking"},
        {"legal_status": "PossibleVictimOfTrafficking"},
    ],
)
def test_the_database_refuses_them_too(desk, wrong):
    case = case_files.open_case(desk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(**wrong)


def test_one_case_per_screening_and_team(desk):
    case_files.open_case(desk, screening_id=(screening_id := uuid.uuid4()))
    other = case_files.open_case(desk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=other.pk).update(screening_id=screening_id)


def test_coded_facts_are_saved_where_they_belong(desk):
    case = case_files.open_case(desk)
    coded = CodedFacts(
        state_code="07",
        age_band="21--23",
        gender="Feminine",
        exploitation="ForcedLabour",
        other_exploitation=("Servitude",),
        means_of_control=("DebtBondage", "WithholdsDocuments"),
        recruitment="AtWork",
        relation="Acquainted",
        assistance_status="PossibleVictimOfTrafficking",
        assistance_decided_by="NGO",
    )
    saved = actions.save_coded(by=desk.holder, case=case, coded=coded, version=1)
    assert saved.version == 2
    assert queries.coded(saved) == coded
    assert queries.facts_of(case).means_of_control == ["DebtBondage", "WithholdsDocuments"]
    entry = Entry.objects.get(action="case.code")
    assert "ForcedLabour" not in str(entry.details)
    assert "exploitation" in entry.details["fields"]


def test_two_officers_coding_lose_neither_edit(desk):
    case = case_files.open_case(desk)
    theirs, mine = CodedFacts(state_code="07", gender="Feminine"), CodedFacts(gender="Masculine")
    actions.save_coded(by=desk.holder, case=case, coded=theirs, version=1)
    with pytest.raises(actions.CodedConflictError) as conflict:
        actions.save_coded(by=desk.holder, case=case, coded=mine, version=1)
    assert (conflict.value.theirs, conflict.value.version) == (theirs, 2)
    assert queries.coded(queries.case(case.id)) == theirs
    actions.save_coded(by=desk.holder, case=case, coded=theirs, version=1)  # a re-send of what stands
    assert queries.case(case.id).version == 2
