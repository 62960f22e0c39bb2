"""The sealed interview: sections with versions, nothing readable stored, nothing lost."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from latido.apps.agencies.choices import Mandate, Role
from latido.apps.agencies.key_holders import NoKeyError
from latido.apps.audit import queries as audit
from latido.apps.keyring import actions as keyring
from latido.apps.keyring import queries as keyring_queries
from latido.apps.keyring.models import Grant, SealedEntry
from latido.apps.keyring.rules import FirewallError
from latido.apps.screening import actions, queries
from latido.apps.screening.choices import PREPARATION, ScreeningStatus
from latido.apps.screening.models import Screening
from latido.apps.screening.rules import NotAllowedError, NotOpenError
from tests import factories

pytestmark = pytest.mark.django_db
NOTE = "Nota ficticia sobre Ejemplina Inventada"
PREPARED = {"age": "adult", "checks": ["private", "limits"]}


def opened(desk, screening):
    return actions.open_interview(by=desk.holder, screening=screening)


def test_a_new_interview_is_empty_and_nothing_is_answered(desk, begin):
    interview = opened(desk, begin())
    assert (interview.answers, interview.is_prepared, interview.version) == ({}, False, 0)


def test_what_was_saved_opens_again(desk, begin, write):
    screening = begin()
    write(screening, "D4", {"D4-01": "yes", "D4-02": "prefer_not_to_say"}, note=NOTE)
    write(screening, "D1", {"D1-01": "no"})
    interview = opened(desk, screening)
    assert interview.answers == {"D1-01": "no", "D4-01": "yes", "D4-02": "prefer_not_to_say"}
    assert interview.section("D4").note == NOTE
    assert {code: section.version for code, section in interview.sections.items()} == {"D1": 1, "D4": 1}


def stored_everywhere() -> bytes:
    """Every cell of every table of every store, in the spellings that a dump would show."""
    cells = []
    for connection in connections.all():
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')
                cells += [cell for row in cursor.fetchall() for cell in row]
    return b"\0".join(bytes(c) if isinstance(c, bytes | memoryview) else str(c).encode() for c in cells)


def spellings(text: str) -> list[bytes]:
    import base64

    raw = text.encode()
    return [raw, text.encode("utf-16-le"), raw.hex().encode(), base64.b64encode(raw)[:-4]]


def test_nothing_readable_of_an_interview_is_stored(desk, begin, write):
    screening = begin()
    factories.agency(name=NOTE)  # the scan must find it where it stands in clear
    assert spellings(NOTE)[0] in stored_everywhere()
    other = "Razón inventada de la entrevista"
    write(screening, "D4", {"D4-01": "yes"}, note=other)
    write(screening, "assessment", content={"elements": {"act": {"reason": other}}})
    actions.finish_screening(by=desk.holder, screening=screening)
    everything = stored_everywhere()
    assert SealedEntry.objects.count() == 1
    assert [each for each in spellings(other) if each in everything] == []
    assert [code for code in (b"D4-01", b"not_indicated_so_far") if code in everything] == []


def test_saving_is_audited_without_answers(desk, begin, write):
    screening = begin()
    write(screening, "D4", {"D4-01": "yes"}, note=NOTE)
    entry = audit.entries_about(str(screening.subject)).filter(action="screening.save").get()
    assert entry.details == {"section": "D4", "version": 1}
    assert audit.verify().first_break is None


def test_two_people_in_two_sections_do_not_meet(desk, begin, write):
    screening = begin()
    write(screening, "D1", {"D1-01": "yes"}, version=0)
    write(screening, "D2", {"D2-01": "no"}, version=0)
    assert opened(desk, screening).answers == {"D1-01": "yes", "D2-01": "no"}


def test_two_people_in_one_section_see_both(desk, begin, write):
    screening = begin()
    write(screening, "D1", {"D1-01": "yes"}, version=0)
    with pytest.raises(actions.SectionConflictError) as conflict:
        write(screening, "D1", {"D1-01": "no"}, version=0)
    assert conflict.value.theirs.answers == {"D1-01": "yes"}
    assert opened(desk, screening).answers == {"D1-01": "yes"}
    write(screening, "D1", {"D1-01": "no"}, version=conflict.value.theirs.version)
    assert opened(desk, screening).answers == {"D1-01": "no"}


def test_sending_the_same_twice_changes_nothing(desk, begin, write):
    screening = begin()
    write(screening, "D1", {"D1-01": "yes"}, version=0)
    write(screening, "D1", {"D1-01": "yes"}, version=0)
    assert opened(desk, screening).section("D1").version == 1


def test_an_unknown_section_is_refused(begin, write):
    with pytest.raises(ValueError, match="no section D9"):
        write(begin(), "D9", {}, version=0)


def test_a_finished_screening_is_taken_up_again_on_purpose(desk, begin, write):
    screening = begin()
    write(screening, "D1", {"D1-01": "yes"})
    actions.finish_screening(by=desk.holder, screening=screening)
    with pytest.raises(NotOpenError):
        write(screening, "D1", {"D1-01": "no"})
    write(screening, "D1", {"D1-01": "no"}, take_up_again=True)
    assert (queries.screening(screening.id).status, opened(desk, screening).answers) == (
        ScreeningStatus.IN_PROGRESS,
        {"D1-01": "no"},
    )


def test_not_safe_before_the_first_question_leaves_only_the_plan(desk, begin, write):
    screening = begin()
    write(screening, PREPARATION, content=PREPARED)
    actions.stop_screening(by=desk.holder, screening=screening, plan="Mañana en la oficina", version=0)
    interview = opened(desk, screening)
    assert (list(interview.sections), interview.plan) == (["plan"], "Mañana en la oficina")
    assert queries.screening(screening.id).status == ScreeningStatus.STOPPED


def test_not_safe_later_keeps_what_was_said_and_asks_for_safety_anew(desk, begin, write):
    screening = begin()
    write(screening, PREPARATION, content=PREPARED)
    write(screening, "D1", {"D1-01": "yes"})
    actions.stop_screening(by=desk.holder, screening=screening, plan="", version=0)
    actions.take_up_again(by=desk.holder, screening=screening)
    interview = opened(desk, screening)
    assert (interview.answers, interview.checks) == ({"D1-01": "yes"}, ())
    assert queries.screening(screening.id).status == ScreeningStatus.IN_PROGRESS


def test_stopping_twice_with_the_same_plan_changes_nothing(desk, begin):
    screening = begin()
    for _ in range(2):
        actions.stop_screening(by=desk.holder, screening=screening, plan="Otro día", version=0)
    assert opened(desk, screening).section("plan").version == 1
    with pytest.raises(actions.SectionConflictError):
        actions.stop_screening(by=desk.holder, screening=screening, plan="Nunca", version=0)


def test_a_stopped_screening_is_not_finished(desk, begin):
    screening = begin()
    actions.stop_screening(by=desk.holder, screening=screening, plan="", version=0)
    with pytest.raises(NotOpenError):
        actions.finish_screening(by=desk.holder, screening=screening)


@pytest.mark.parametrize("age", ["child", "presumed_child"])
def test_a_child_gets_the_set_for_children(begin, write, age):
    saved = write(begin("adult"), PREPARATION, content={"age": age, "checks": []})
    assert saved.instrument == "ilo-child-labour"


def test_after_the_first_answer_the_set_stays(begin, write):
    screening = begin("adult")
    write(screening, "D1", {"D1-01": "yes"})
    saved = write(screening, PREPARATION, content={"age": "child", "checks": []})
    assert saved.instrument == "ilo-adult-labour"


# --- Who may -------------------------------------------------------------------------------------


def test_another_team_reaches_nothing(begin, write):
    screening, stranger = begin(), factories.desk()
    write(screening, "D1", {"D1-01": "yes"})
    with pytest.raises(NotAllowedError):
        queries.screening_for(stranger.holder.member, screening.id)
    with pytest.raises(NotAllowedError):
        actions.open_interview(by=stranger.holder, screening=screening)
    with pytest.raises(NotAllowedError):
        write(screening, "D1", {}, by=stranger.holder, version=1)
    assert list(queries.screenings_of(stranger.holder.member)) == []


def test_a_role_without_screening_begins_nothing():
    desk = factories.desk(role=Role.STATISTICIAN)
    with pytest.raises(NotAllowedError):
        actions.start_screening(by=desk.holder, team=desk.team, instrument=queries.instrument_named("adult"))


def test_without_a_grant_a_saved_interview_does_not_look_empty(desk, begin, write):
    screening = begin()
    write(screening, "D1", {"D1-01": "yes"})
    keyring.close_grant(by=desk.holder, grant=keyring_queries.custody(screening.subject))
    with pytest.raises(NoKeyError):
        opened(desk, screening)


def test_a_migration_enforcement_team_keeps_no_interview():
    border = factories.desk(mandate=Mandate.MIGRATION_ENFORCEMENT)
    assert queries.teams_that_screen(border.holder.member) == []
    with pytest.raises(FirewallError):
        actions.start_screening(
            by=border.holder, team=border.team, instrument=queries.instrument_named("adult")
        )
    assert (Screening.objects.count(), Grant.objects.count()) == (0, 0)
    refused = audit.entries_about(f"team:{border.team.id}").filter(action="screening.refused").get()
    assert (refused.actor, refused.details) == (border.holder.audit_name, {"reason": "firewall"})


def row(team, **more):
    values = {"instrument": "ilo-adult-labour", "version": "2009.1", "assessed_by": "member:x"}
    return Screening(
        team=team, started_at=timezone.now(), **{"team_mandate": Mandate.PROTECTION, **values, **more}
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"team_mandate": Mandate.MIGRATION_ENFORCEMENT},
        {"status": "not_a_status"},
        {"status": ScreeningStatus.FINISHED},
        {"finished_at": timezone.now()},
    ],
)
def test_the_database_itself_refuses(desk, wrong):
    row(desk.team).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        row(desk.team, **wrong).save()


# --- Reports -------------------------------------------------------------------------------------


def test_an_untouched_screening_of_a_report_is_taken_up(begin, write):
    report_id = uuid.uuid4()
    first = begin(report_id=report_id)
    assert begin(report_id=report_id) == first
    write(first, "D1", {"D1-01": "yes"})
    assert begin(report_id=report_id) != first


def test_a_screening_without_a_report_is_always_new(begin):
    assert begin() != begin()


def test_screenings_of_a_report_are_those_of_the_members_teams(desk, begin):
    report_id, stranger = uuid.uuid4(), factories.desk()
    mine = begin(report_id=report_id)
    assert list(queries.screenings_of_report(report_id, desk.holder.member)) == [mine]
    assert list(queries.screenings_of_report(report_id, stranger.holder.member)) == []
