"""The sealed parts of a case, the consents, who has access, linking and export."""

from __future__ import annotations

import pytest

from latido.apps.agencies.choices import Mandate, TeamFunction
from latido.apps.audit.models import Entry
from latido.apps.cases import access, actions
from latido.apps.cases.choices import CASE_PARTS, ConsentState
from latido.apps.cases.htcds import CAVEAT
from latido.apps.cases.rules import NotAllowedError
from latido.apps.keyring import actions as keyring
from latido.apps.keyring import queries as keys
from latido.apps.keyring.choices import PartKind, Purpose
from latido.apps.keyring.models import Consent, Grant, KeyedJob
from latido.apps.keyring.rules import FirewallError
from tests import factories
from tests.apps.cases import case_files

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return factories.desk()


@pytest.fixture
def case(desk):
    return case_files.full_case(desk)


@pytest.fixture
def linking_desk():
    return factories.desk(function=TeamFunction.LINKING_DESK)


def states(case):
    return {(a.purpose, a.recipient): a.state for a in access.answers(case)}


def test_every_part_opens_as_it_was_saved(desk, case):
    opened = actions.open_case_parts(by=desk.holder, case=case)
    assert {kind: part.content for kind, part in opened.items() if kind != "notes"} == case_files.CONTENTS
    assert [entry.content["text"] for entry in opened["notes"].entries] == ["Primera nota inventada."]


def test_only_what_is_asked_for_is_opened_and_audited(desk, case):
    actions.open_case_parts(by=desk.holder, case=case, kinds=[PartKind.CONTACT])
    assert Entry.objects.filter(action="part.open").latest("sequence").details == {"kinds": ["contact"]}


def test_two_officers_saving_one_part_lose_neither_edit(desk, case):
    save = {"by": desk.holder, "case": case, "kind": PartKind.NARRATIVE, "version": 1}
    actions.save_part(content={"text": "De una oficial."}, **save)
    with pytest.raises(keyring.EditConflictError) as conflict:
        actions.save_part(content={"text": "De otra oficial."}, **save)
    assert conflict.value.theirs.content == {"text": "De una oficial."}
    assert actions.save_part(content={"text": "De una oficial."}, **save).version == 2


def test_a_note_sent_twice_is_one_note(desk, case):
    for text in ("Segunda.", "Segunda.", "Tercera."):
        actions.add_note(by=desk.holder, case=case, text=text)
    notes = actions.open_case_parts(by=desk.holder, case=case, kinds=["notes"])["notes"]
    assert [n.content["text"] for n in notes.entries] == ["Primera nota inventada.", "Segunda.", "Tercera."]


@pytest.mark.parametrize("kind", ["files", "notes", "nonsense"])
def test_a_kind_that_is_no_single_part_is_refused(desk, case, kind):
    with pytest.raises(ValueError, match="no single part"):
        actions.save_part(by=desk.holder, case=case, kind=kind, content={"text": "-"}, version=0)


def test_who_can_open_what_and_why(desk, case):
    shelter = factories.desk()
    case_files.agree_to_help(desk, case, shelter.team)
    grant = keyring.grant_parts(
        by=desk.holder, subject=case.subject, kinds=["needs"], team=shelter.team, purpose=Purpose.ASSISTANCE
    )
    keeping, helping = access.access_to(case)
    assert (keeping.is_custody, keeping.kinds) == (True, tuple(sorted(CASE_PARTS)))
    assert (helping.grant, helping.kinds) == (grant, ("needs",))
    assert set(access.reasons(desk.holder.member, [keeping, helping])) == set(CASE_PARTS)
    assert access.reasons(shelter.holder.member, [keeping, helping]) == {"needs": helping}


def test_closing_access_needs_no_key_and_never_closes_custody(desk, case):
    shelter = factories.desk()
    case_files.agree_to_help(desk, case, shelter.team)
    grant = keyring.grant_parts(
        by=desk.holder, subject=case.subject, kinds=["needs"], team=shelter.team, purpose=Purpose.ASSISTANCE
    )
    actions.close_access(by=desk.holder.member, case=case, grant=grant)
    assert [item.is_custody for item in access.access_to(case)] == [True]
    with pytest.raises(ValueError, match="keeps its access"):
        actions.close_access(by=desk.holder.member, case=case, grant=keys.custody(case.subject))
    with pytest.raises(ValueError, match="another file"):
        actions.close_access(by=desk.holder.member, case=case_files.open_case(desk), grant=grant)


def test_nothing_is_agreed_before_it_is_asked(case):
    assert set(states(case).values()) == {ConsentState.NOT_ASKED}
    assert {purpose for purpose, _ in states(case)} == {"assistance", "linking", "prosecution", "research"}


def test_each_purpose_is_answered_alone_and_a_no_is_kept(desk, case):
    case_files.answer(desk, case, Purpose.LINKING, given=False)
    case_files.answer(desk, case, Purpose.RESEARCH)
    assert states(case) == {
        ("assistance", None): ConsentState.NOT_ASKED,
        ("linking", None): ConsentState.REFUSED,
        ("prosecution", None): ConsentState.NOT_ASKED,
        ("research", None): ConsentState.GIVEN,
    }
    kept = Consent.objects.get(purpose=Purpose.LINKING)
    assert (kept.given, kept.wording, kept.language) == (False, "¿Está de acuerdo?", "es")


def test_help_is_agreed_for_one_named_service(desk, case):
    shelter, clinic = factories.desk().team, factories.desk(mandate=Mandate.HEALTH).team
    case_files.agree_to_help(desk, case, shelter)
    case_files.answer(desk, case, Purpose.ASSISTANCE, given=False, recipient=clinic)
    found = states(case)
    assert found["assistance", shelter] == ConsentState.GIVEN
    assert found["assistance", clinic] == ConsentState.REFUSED
    with pytest.raises(ValueError, match="names that service"):
        case_files.answer(desk, case, Purpose.ASSISTANCE)
    with pytest.raises(ValueError, match="names that service"):
        case_files.answer(desk, case, Purpose.LINKING, recipient=shelter)


def test_a_consent_can_be_taken_back(desk, case):
    given = case_files.answer(desk, case, Purpose.RESEARCH)
    actions.withdraw_consent(by=desk.holder, case=case, consent=given)
    assert states(case)["research", None] == ConsentState.WITHDRAWN
    with pytest.raises(ValueError, match="another file"):
        actions.withdraw_consent(by=desk.holder, case=case_files.open_case(desk), consent=given)


def test_help_by_migration_enforcement_cannot_even_be_asked(desk, case):
    border = factories.desk(mandate=Mandate.MIGRATION_ENFORCEMENT)
    with pytest.raises(FirewallError):
        case_files.agree_to_help(desk, case, border.team)
    assert Consent.objects.count() == 0
    refused = Entry.objects.get(action="case.refused")
    assert (refused.subject, refused.details["team"]) == (str(case.subject), str(border.team.id))


def test_agreeing_to_linking_grants_the_identities_alone(desk, case, linking_desk):
    case_files.answer(desk, case, Purpose.LINKING)
    opened = keyring.open_parts(by=linking_desk.holder, subject=case.subject)
    assert {kind: part.content for kind, part in opened.items()} == {"identities": case_files.IDENTITIES}
    assert KeyedJob.objects.get().kind == "encode"


def test_identities_saved_after_the_consent_are_granted_once(desk, linking_desk):
    case = case_files.open_case(desk)
    case_files.answer(desk, case, Purpose.LINKING)
    assert not Grant.objects.filter(purpose=Purpose.LINKING).exists()
    for version in (0, 1):
        identities = {**case_files.IDENTITIES, "surnames": f"Ficticia {version}"}
        actions.save_part(
            by=desk.holder, case=case, kind=PartKind.IDENTITIES, content=identities, version=version
        )
    assert Grant.objects.get(purpose=Purpose.LINKING).team == linking_desk.team
    assert KeyedJob.objects.count() == 1


@pytest.mark.parametrize("given", [False, None])
def test_without_a_yes_nothing_goes_to_linking(desk, case, linking_desk, given):
    if given is not None:
        case_files.answer(desk, case, Purpose.LINKING, given=given)
    assert actions.offer_to_linking(by=desk.holder, case=case) is None
    assert keyring.open_parts(by=linking_desk.holder, subject=case.subject) == {}


def test_taking_linking_back_closes_the_desks_grant(desk, case, linking_desk):
    given = case_files.answer(desk, case, Purpose.LINKING)
    actions.withdraw_consent(by=desk.holder, case=case, consent=given)
    assert keyring.open_parts(by=linking_desk.holder, subject=case.subject) == {}
    assert keys.unhandled_closures("exchange").get().purpose == Purpose.LINKING


def test_the_export_carries_the_core_fields_and_the_caveat(desk, case):
    case_files.answer(desk, case, Purpose.RESEARCH, given=False)
    exported = actions.export_case(by=desk.holder, case=case)
    assert exported["caveat"] == CAVEAT
    assert exported["person"]["surnames"] == "Ficticia Inventada"
    assert exported["case"]["number"] == case.number
    assert [(c["purpose"], c["state"]) for c in exported["consent"]] == [("research", "refused")]
    assert "Le prometieron" not in str(exported)
    assert Entry.objects.filter(action="case.export").count() == 1
    with pytest.raises(NotAllowedError):
        actions.export_case(by=factories.desk().holder, case=case)
