"""How a referral ends: declined, taken back, completed, run out, its consent gone. The keys go at once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from latido.apps.cases import actions as cases
from latido.apps.cases.rules import NotAllowedError
from latido.apps.keyring import actions as keyring
from latido.apps.keyring.models import GrantedKey, HandledClosure, Part
from latido.apps.keyring.tasks import close_expired_grants
from latido.apps.referrals import actions, tasks
from latido.apps.referrals.choices import DeclineReason, ReferralStatus
from latido.apps.referrals.rules import WrongStepError
from tests.apps.cases import case_files
from tests.apps.referrals.offers import now_of

pytestmark = pytest.mark.django_db


def test_declining_deletes_the_keys_and_marks_rotation(shelter, case, offered):
    declined = actions.decline_referral(by=shelter.holder, referral=offered, reason=DeclineReason.NO_ROOM)
    assert (declined.status, declined.decline_reason) == ("declined", "no_room")
    assert not GrantedKey.objects.filter(grant=offered.grant).exists()
    marked = set(Part.objects.filter(rotate=True).values_list("kind", flat=True))
    assert marked == {"contact", "needs"}
    assert keyring.open_parts(by=shelter.holder, subject=case.subject) == {}


def test_declining_needs_a_known_reason(shelter, offered):
    with pytest.raises(ValueError, match="no reason"):
        actions.decline_referral(by=shelter.holder, referral=offered, reason="")
    assert now_of(offered).status == ReferralStatus.OFFERED


def test_withdrawn_consent_ends_the_referral(desk, shelter, case, consent, accepted):
    cases.withdraw_consent(by=desk.holder, case=case, consent=consent)
    # at once, before the clock has run
    assert keyring.open_parts(by=shelter.holder, subject=case.subject) == {}
    with pytest.raises(NotAllowedError):
        actions.open_granted_parts(by=shelter.holder, referral=now_of(accepted))
    assert tasks.handle_closures(now=timezone.now()) == 1
    ended = now_of(accepted)
    assert (ended.status, ended.end_reason) == ("withdrawn", "consent")
    assert ended.ended_at is not None
    assert tasks.handle_closures(now=timezone.now()) == 0
    assert HandledClosure.objects.filter(app="referrals").count() == 1


def test_an_offer_whose_consent_is_gone_cannot_be_accepted(desk, shelter, case, consent, offered):
    cases.withdraw_consent(by=desk.holder, case=case, consent=consent)
    with pytest.raises(WrongStepError):
        actions.accept_referral(by=shelter.holder, referral=offered)
    assert now_of(offered).grant.state == "closed"


def test_a_no_given_later_ends_the_referral(desk, shelter, case, accepted):
    case_files.answer(desk, case, "assistance", given=False, recipient=shelter.team)
    tasks.handle_closures(now=timezone.now())
    assert now_of(accepted).end_reason == "consent"


def test_access_taken_back_on_the_case_ends_the_referral(desk, case, accepted):
    cases.close_access(by=desk.holder, case=case, grant=accepted.grant)
    tasks.handle_closures(now=timezone.now())
    assert (now_of(accepted).status, now_of(accepted).end_reason) == ("withdrawn", "taken_back")


@pytest.mark.parametrize("by_grants", [True, False])
def test_an_unanswered_offer_runs_out(shelter, case, offered, by_grants):
    later = offered.answer_by + dt.timedelta(seconds=1)
    if by_grants:
        close_expired_grants(now=later)
        tasks.handle_closures(now=timezone.now())
    else:
        assert tasks.expire_offers(now=later) == 1
        tasks.handle_closures(now=timezone.now())
    assert (now_of(offered).status, now_of(offered).end_reason) == ("expired", "overdue")
    assert keyring.open_parts(by=shelter.holder, subject=case.subject) == {}


def test_an_accepted_referral_ends_on_the_agreed_date(accepted):
    close_expired_grants(now=accepted.grant.valid_until)
    tasks.handle_closures(now=timezone.now())
    assert (now_of(accepted).status, now_of(accepted).end_reason) == ("expired", "agreed_date")
    assert tasks.expire_offers(now=accepted.grant.valid_until) == 0


def test_either_team_completes_and_only_the_offering_team_takes_back(desk, shelter, case, accepted):
    with pytest.raises(NotAllowedError):
        actions.withdraw_referral(by=shelter.holder, referral=accepted)
    done = actions.complete_referral(by=shelter.holder, referral=accepted)
    assert done.status == ReferralStatus.COMPLETED
    assert keyring.open_parts(by=shelter.holder, subject=case.subject) == {}
    with pytest.raises(WrongStepError):
        actions.withdraw_referral(by=desk.holder, referral=done)


def test_taking_back_an_offer_closes_its_grant(desk, offered):
    taken = actions.withdraw_referral(by=desk.holder, referral=offered)
    assert (taken.status, taken.grant.state) == ("withdrawn", "closed")
