"""Keys of members and teams: who holds one can open, nobody else can."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from latido.apps.agencies import actions, queries
from latido.apps.agencies.choices import Mandate, MembershipState, Role
from latido.apps.agencies.key_holders import KeyHolder, NoKeyError
from latido.apps.agencies.models import Member, Membership, Team, TeamKey
from latido.apps.agencies.rules import may_hold_personal_data
from latido.engines import vault
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_password_unlocks_the_key():
    holder = factories.member()
    opened = actions.unlock(by=Member.objects.get(), password=factories.PASSWORD)
    assert opened.private_key == holder.private_key


def test_a_wrong_password_does_not():
    factories.member()
    with pytest.raises(actions.WrongPasswordError):
        actions.unlock(by=Member.objects.get(), password="otra-frase-ficticia")


def test_weak_parameters_are_upgraded_at_the_next_unlocking(settings):
    factories.member()
    settings.LATIDO_ARGON2 = (128, 2, 1)
    before = bytes(Member.objects.get().wrapped_private_key)
    actions.unlock(by=Member.objects.get(), password=factories.PASSWORD)
    after = bytes(Member.objects.get().wrapped_private_key)
    assert before != after
    assert not vault.needs_upgrade(after, vault.PasswordParameters(128, 2, 1))


def test_a_short_password_is_refused():
    with pytest.raises(ValidationError):
        actions.enrol_member(
            by=factories.desk().holder,
            agency=factories.agency(),
            username="corta",
            display_name="Persona Ficticia",
            password="corta",
        )


def test_a_key_holder_never_shows_the_key():
    holder = factories.member()
    assert holder.private_key.hex() not in repr(holder)
    assert str(holder.private_key) not in repr(holder)


def test_the_first_member_holds_the_teams_key_and_a_stranger_does_not():
    desk = factories.desk()
    key = TeamKey.objects.get(team=desk.team)
    keys = actions.team_private_keys(by=desk.holder, team=desk.team)
    assert vault.public_point(keys[bytes(key.key_id)]) == bytes(key.public)
    with pytest.raises(NoKeyError):
        actions.team_private_keys(by=factories.member(), team=desk.team)


def test_a_teammate_hands_the_key_over_and_a_stranger_cannot():
    desk, newcomer = factories.desk(), factories.member()
    with pytest.raises(NoKeyError):
        actions.confirm_member(
            by=factories.member(), team=desk.team, member=newcomer.member, role=Role.CASE_WORKER
        )
    actions.confirm_member(by=desk.holder, team=desk.team, member=newcomer.member, role=Role.CASE_WORKER)
    assert actions.team_private_keys(by=newcomer, team=desk.team) == actions.team_private_keys(
        by=desk.holder, team=desk.team
    )


def test_an_invited_member_holds_nothing_yet():
    desk, newcomer = factories.desk(), factories.member()
    Membership.objects.create(team=desk.team, member=newcomer.member, role=Role.CASE_WORKER)
    with pytest.raises(NoKeyError):
        actions.team_private_keys(by=newcomer, team=desk.team)
    assert not queries.teams_of(newcomer.member).exists()


def test_confirmed_without_a_key_is_refused_by_the_database():
    desk, newcomer = factories.desk(), factories.member()
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(
            team=desk.team, member=newcomer.member, role=Role.CASE_WORKER, state=MembershipState.CONFIRMED
        )


def test_a_retired_key_opens_through_the_one_that_replaced_it():
    desk = factories.desk()
    old = TeamKey.objects.get(team=desk.team)
    old_private = actions.team_private_keys(by=desk.holder, team=desk.team)[bytes(old.key_id)]
    pair = vault.new_key_pair()
    old.retired_at, old.sealed_private = timezone.now(), vault.seal_rotation(old_private, pair.public)
    new = TeamKey(
        team=desk.team, key_id=vault.key_id(pair.public), public=pair.public, made_at=timezone.now()
    )
    old.save()
    new.save()
    TeamKey.objects.filter(pk=old.pk).update(sealed_under=new)
    sealed = vault.seal_team_key(pair.private, bytes(desk.holder.member.public_key), team_id=desk.team.id)
    Membership.objects.update(team_key=new, sealed_team_key=sealed)
    keys = actions.team_private_keys(by=desk.holder, team=desk.team)
    assert keys[bytes(old.key_id)] == old_private


def test_one_live_key_a_team():
    desk = factories.desk()
    pair = vault.new_key_pair()
    with pytest.raises(IntegrityError), transaction.atomic():
        TeamKey.objects.create(
            team=desk.team, key_id=vault.key_id(pair.public), public=pair.public, made_at=timezone.now()
        )


def test_a_team_whose_only_key_holder_left_is_not_live():
    desk = factories.desk()
    assert list(queries.live_teams()) == [desk.team]
    Member.objects.update(is_active=False)
    assert list(queries.live_teams()) == []


def test_migration_enforcement_is_never_among_those_who_may_receive():
    border = factories.desk(mandate=Mandate.MIGRATION_ENFORCEMENT)
    shelter = factories.desk()
    assert border.team in queries.live_teams()
    assert queries.teams_that_may_receive() == [shelter.team]
    assert [mandate for mandate in Mandate if not may_hold_personal_data(mandate)] == [
        Mandate.MIGRATION_ENFORCEMENT
    ]


def test_a_session_opens_with_both_halves_only():
    holder = factories.member()
    half, sealed = actions.seal_session_key(by=holder, live=True)
    opened = actions.open_session_key(by=holder.member, cookie_half=half, session_half=sealed, live=True)
    assert opened == KeyHolder(holder.member, holder.private_key)
    other_half, _ = actions.seal_session_key(by=holder, live=True)
    for wrong in (other_half, "", "x", half[:-2]):
        with pytest.raises(actions.SessionKeyError):
            actions.open_session_key(by=holder.member, cookie_half=wrong, session_half=sealed, live=True)


def test_a_waiting_key_is_not_a_live_one_and_belongs_to_one_member():
    holder, other = factories.member(), factories.member()
    half, sealed = actions.seal_session_key(by=holder, live=False)
    with pytest.raises(actions.SessionKeyError):
        actions.open_session_key(by=holder.member, cookie_half=half, session_half=sealed, live=True)
    with pytest.raises(actions.SessionKeyError):
        actions.open_session_key(by=other.member, cookie_half=half, session_half=sealed, live=False)


def test_roles_decide_in_the_team_they_were_given_for():
    from rules import has_perm

    desk, other = factories.desk(), factories.desk()
    assert has_perm("cases.work", desk.holder.member, desk.team)
    assert not has_perm("cases.work", desk.holder.member, other.team)
    assert not has_perm("statistics.publish", desk.holder.member)
    assert list(queries.teams_where(desk.holder.member, "cases.work")) == [desk.team]
    assert Team.objects.count() == 2
