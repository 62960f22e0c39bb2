"""A referral is a grant of named parts: nobody else ever opens anything."""

from __future__ import annotations

import datetime as dt
import itertools
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from latido.apps.agencies.choices import Mandate, Role, TeamFunction
from latido.apps.audit import queries as audit
from latido.apps.audit.models import Entry
from latido.apps.cases import actions as cases
from latido.apps.cases.rules import NotAllowedError
from latido.apps.keyring import actions as keyring
from latido.apps.keyring.actions.grants import NoConsentError
from latido.apps.keyring.choices import PartKind
from latido.apps.keyring.models import Closure, Grant
from latido.apps.keyring.rules import FirewallError
from latido.apps.referrals import actions, queries, tasks
from latido.apps.referrals.choices import OFFER_WINDOW, ReferralStatus
from latido.apps.referrals.models import Referral
from latido.apps.referrals.rules import FOLLOWS, NotGrantableError, WrongStepError, check_step
from tests import factories
from tests.apps.cases import case_files
from tests.apps.referrals.offers import now_of, offer

pytestmark = pytest.mark.django_db


def test_the_shelter_decrypts_exactly_the_granted_parts(desk, shelter, case, accepted):
    opened = actions.open_granted_parts(by=shelter.holder, referral=accepted)
    assert {kind: part.content for kind, part in opened.items()} == {
        "contact": case_files.CONTACT,
        "needs": case_files.NEEDS,
    }
    # the same through the keyring itself, with no page in between
    everything = keyring.open_parts(by=shelter.holder, subject=case.subject)
    assert sorted(everything) == ["contact", "needs"]
    for kind in set(case_files.CONTENTS) - {"contact", "needs"}:
        with pytest.raises(PermissionError):
            keyring.open_part(by=shelter.holder, subject=case.subject, kind=kind)


def test_before_acceptance_only_the_note_and_the_coded_needs_are_shown(shelter, offered):
    cover = actions.open_cover(by=shelter.holder, referral=offered)
    assert (cover.text, cover.needs) == ("Una persona y una niña.", ("shelter", "legal"))
    with pytest.raises(NotAllowedError):
        actions.open_granted_parts(by=shelter.holder, referral=offered)


def test_the_note_carries_no_needs_that_were_not_chosen(desk, case, shelter, consent):
    referral = offer(desk, case, shelter.team, [PartKind.CONTACT])
    assert actions.open_cover(by=shelter.holder, referral=referral).needs == ()


def test_the_note_is_stored_sealed_and_every_reading_is_audited(desk, shelter, offered):
    assert b"Una persona" not in bytes(Referral.objects.get().note)
    actions.open_cover(by=desk.holder, referral=offered)
    assert Entry.objects.get(action="referral.read").actor == desk.holder.audit_name
    with pytest.raises(PermissionError):
        actions.open_cover(by=factories.desk().holder, referral=offered)


def test_an_offer_lasts_three_days_and_an_acceptance_as_long_as_agreed(shelter, offered):
    assert offered.grant.valid_until - offered.offered_at == OFFER_WINDOW
    accepted = actions.accept_referral(by=shelter.holder, referral=offered)
    assert accepted.grant.valid_until - accepted.answered_at == dt.timedelta(days=30)


def test_access_never_outlasts_the_consent(desk, case, shelter):
    until = timezone.now() + dt.timedelta(days=5)
    cases.record_consent(
        by=desk.holder,
        case=case,
        purpose="assistance",
        given=True,
        wording="¿?",
        language="es",
        recipient=shelter.team,
        valid_until=until,
    )
    referral = offer(desk, case, shelter.team)
    assert actions.accept_referral(by=shelter.holder, referral=referral).grant.valid_until == until


def test_migration_enforcement_is_not_among_the_choices_and_a_forged_offer_is_audited(desk, case):
    border = factories.desk(mandate=Mandate.MIGRATION_ENFORCEMENT)
    assert border.team not in queries.recipients_for(case)
    with pytest.raises(FirewallError):
        offer(desk, case, border.team)
    assert Grant.objects.filter(team=border.team).count() == Referral.objects.count() == 0
    refused = Entry.objects.get(action="case.refused")
    assert refused.details == {
        "team": str(border.team.id),
        "kinds": ["contact", "needs"],
        "reason": "firewall",
    }
    assert audit.verify().first_break is None


def test_health_is_not_offered_to_prosecution(desk, case):
    office = factories.desk(mandate=Mandate.PROSECUTION)
    case_files.agree_to_help(desk, case, office.team)
    with pytest.raises(FirewallError):
        offer(desk, case, office.team, [PartKind.HEALTH])
    assert Entry.objects.filter(action="case.refused").count() == 1


def test_an_offer_needs_consent_for_that_very_team(desk, case, shelter, consent):
    other = factories.desk()
    assert queries.agreed_recipients(case) == [shelter.team]
    with pytest.raises(NoConsentError):
        offer(desk, case, other.team)
    assert Referral.objects.count() == 0


@pytest.mark.parametrize("kinds", [[], ["files"], ["nonsense"]])
def test_parts_that_are_not_there_cannot_be_offered(desk, case, shelter, consent, kinds):
    with pytest.raises(NotGrantableError):
        offer(desk, case, shelter.team, kinds)


def test_an_offer_sent_twice_is_one_offer(desk, case, shelter, consent):
    referral_id = uuid.uuid4()
    first = offer(desk, case, shelter.team, referral_id=referral_id)
    assert offer(desk, case, shelter.team, referral_id=referral_id) == first
    with pytest.raises(actions.AlreadyOfferedError) as twice:
        offer(desk, case, shelter.team)
    assert twice.value.referral == first
    assert queries.agreed_recipients(case) == []
    assert Grant.objects.filter(team=shelter.team).count() == 1


def test_strangers_neither_see_nor_answer(desk, offered):
    stranger = factories.desk(role=Role.SHELTER_WORKER)
    for attempt in (
        lambda: queries.referral_for(stranger.holder.member, offered.id),
        lambda: actions.accept_referral(by=stranger.holder, referral=offered),
        lambda: actions.accept_referral(by=desk.holder, referral=offered),
        lambda: actions.decline_referral(by=stranger.holder, referral=offered, reason="other"),
        lambda: actions.complete_referral(by=stranger.holder, referral=offered),
    ):
        with pytest.raises(NotAllowedError):
            attempt()
    assert now_of(offered).status == ReferralStatus.OFFERED


def test_lists_show_each_side_its_own(desk, shelter, offered):
    assert list(queries.incoming(shelter.holder.member)) == [offered]
    assert list(queries.outgoing(desk.holder.member)) == [offered]
    assert list(queries.incoming(desk.holder.member)) == list(queries.outgoing(shelter.holder.member)) == []


def test_only_the_written_steps_follow():
    allowed = {(before, after) for before, afters in FOLLOWS.items() for after in afters}
    for before, after in itertools.product(ReferralStatus.values, repeat=2):
        if (before, after) in allowed:
            check_step(before, after)
        else:
            with pytest.raises(WrongStepError):
                check_step(before, after)


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "lost"},
        {"grant": None},
        {"status": "declined", "decline_reason": ""},
    ],
)
def test_the_database_refuses_what_cannot_be(offered, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=offered.pk).update(**wrong)


def test_a_team_refers_to_another_team(desk, offered):
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=offered.pk).update(team=desk.team)


def test_closures_of_other_purposes_are_passed_over(desk, case):
    linking = factories.desk(function=TeamFunction.LINKING_DESK)
    given = case_files.answer(desk, case, "linking")
    cases.withdraw_consent(by=desk.holder, case=case, consent=given)
    assert Closure.objects.get().team_id == linking.team.id
    assert tasks.handle_closures(now=timezone.now()) == 1
    assert tasks.handle_closures(now=timezone.now()) == 0
