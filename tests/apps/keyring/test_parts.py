"""Sealed parts: only teams with a live grant open them, and every opening is an audit entry."""

from __future__ import annotations

import uuid

import pytest

from latido.apps.agencies.choices import Mandate
from latido.apps.agencies.key_holders import NoKeyError
from latido.apps.audit import queries as audit
from latido.apps.keyring import actions, queries, shredding
from latido.apps.keyring.choices import PartKind, Purpose
from latido.apps.keyring.models import GrantedKey, Part, SealedEntry, ShredKey
from latido.apps.keyring.rules import FirewallError
from latido.apps.keyring.subjects import Subject
from tests import factories

pytestmark = pytest.mark.django_db
IDENTITY = {"given_names": "Ejemplina", "surnames": "Ficticia Inventada"}


@pytest.fixture
def desk():
    return factories.desk()


@pytest.fixture
def subject(desk):
    subject = Subject("case", uuid.uuid4())
    actions.take_custody(by=desk.holder, subject=subject, team=desk.team)
    return subject


@pytest.fixture
def saved(desk, subject):
    actions.save_part(by=desk.holder, subject=subject, kind=PartKind.IDENTITIES, content=IDENTITY, version=0)
    actions.save_part(
        by=desk.holder, subject=subject, kind=PartKind.NARRATIVE, content={"text": "Inventado."}, version=0
    )
    return subject


def consent(desk, subject, team, *, given=True, purpose=Purpose.ASSISTANCE):
    return actions.record_consent(
        by=desk.holder,
        subject=subject,
        purpose=purpose,
        given=given,
        recipient=team,
        wording="¿Está de acuerdo?",
        language="es",
    )


def share(desk, subject, team, kinds):
    consent(desk, subject, team)
    return actions.grant_parts(
        by=desk.holder, subject=subject, kinds=kinds, team=team, purpose=Purpose.ASSISTANCE
    )


def test_what_was_saved_opens_again(desk, saved):
    part = actions.open_part(by=desk.holder, subject=saved, kind=PartKind.IDENTITIES)
    assert (part.content, part.version) == (IDENTITY, 1)


def test_nothing_readable_is_stored(saved):
    stored = b"".join(bytes(entry.sealed) for entry in SealedEntry.objects.all())
    assert stored
    assert b"Ejemplina" not in stored


def test_every_opening_is_an_audit_entry(desk, saved):
    actions.open_part(by=desk.holder, subject=saved, kind=PartKind.NARRATIVE)
    last = audit.entries_about(str(saved)).last()
    assert (last.action, last.details, last.actor) == (
        "part.open",
        {"kinds": ["narrative"]},
        desk.holder.audit_name,
    )
    assert audit.verify().first_break is None


def test_another_team_opens_nothing(saved):
    stranger = factories.desk()
    with pytest.raises(NoKeyError):
        actions.open_part(by=stranger.holder, subject=saved, kind=PartKind.IDENTITIES)
    assert actions.open_parts(by=stranger.holder, subject=saved) == {}


def test_a_grant_opens_the_named_parts_and_nothing_else(desk, saved):
    shelter = factories.desk()
    share(desk, saved, shelter.team, [PartKind.NARRATIVE])
    assert list(actions.open_parts(by=shelter.holder, subject=saved)) == [PartKind.NARRATIVE]
    with pytest.raises(NoKeyError):
        actions.open_part(by=shelter.holder, subject=saved, kind=PartKind.IDENTITIES)


def test_a_grant_needs_consent(desk, saved):
    shelter = factories.desk()
    consent(desk, saved, shelter.team, given=False)
    with pytest.raises(PermissionError, match="has not agreed"):
        actions.grant_parts(
            by=desk.holder,
            subject=saved,
            kinds=[PartKind.NARRATIVE],
            team=shelter.team,
            purpose=Purpose.ASSISTANCE,
        )


def test_migration_enforcement_can_be_granted_nothing(desk, saved):
    border = factories.desk(mandate=Mandate.MIGRATION_ENFORCEMENT)
    with pytest.raises(FirewallError):
        share(desk, saved, border.team, [PartKind.NARRATIVE])
    with pytest.raises(FirewallError):
        actions.take_custody(by=border.holder, subject=Subject("case", uuid.uuid4()), team=border.team)


def test_health_is_not_given_to_the_prosecution(desk, saved):
    office = factories.desk(mandate=Mandate.PROSECUTION)
    actions.save_part(by=desk.holder, subject=saved, kind=PartKind.HEALTH, content={"text": "-"}, version=0)
    with pytest.raises(FirewallError):
        share(desk, saved, office.team, [PartKind.HEALTH])


def test_closing_needs_no_key_and_takes_effect_at_once(desk, saved):
    shelter = factories.desk()
    grant = share(desk, saved, shelter.team, [PartKind.NARRATIVE])
    actions.close_grant(by=desk.holder.member, grant=grant)
    assert not GrantedKey.objects.filter(grant=grant).exists()
    assert actions.open_parts(by=shelter.holder, subject=saved) == {}
    assert Part.objects.get(kind=PartKind.NARRATIVE).rotate


def test_the_next_opening_rotates_both_secrets(desk, saved):
    shelter = factories.desk()
    grant = share(desk, saved, shelter.team, [PartKind.NARRATIVE])
    before = Part.objects.get(kind=PartKind.NARRATIVE)
    sealed = bytes(SealedEntry.objects.get(part=before).sealed)
    actions.close_grant(by=desk.holder.member, grant=grant)
    opened = actions.open_part(by=desk.holder, subject=saved, kind=PartKind.NARRATIVE)
    after = Part.objects.get(pk=before.pk)
    assert opened.content == {"text": "Inventado."}
    assert (after.rotate, after.shred_id != before.shred_id) == (False, True)
    assert bytes(SealedEntry.objects.get(part=before).sealed) != sealed


def test_rotation_keeps_the_other_grants_open(desk, saved):
    leaving, staying = factories.desk(), factories.desk()
    grant = share(desk, saved, leaving.team, [PartKind.NARRATIVE])
    share(desk, saved, staying.team, [PartKind.NARRATIVE])
    actions.close_grant(by=desk.holder.member, grant=grant)
    actions.open_part(by=desk.holder, subject=saved, kind=PartKind.NARRATIVE)
    kept = actions.open_part(by=staying.holder, subject=saved, kind=PartKind.NARRATIVE)
    assert kept.content == {"text": "Inventado."}


def test_withdrawing_consent_closes_the_grant_and_leaves_a_closure(desk, saved):
    shelter = factories.desk()
    given = consent(desk, saved, shelter.team)
    actions.grant_parts(
        by=desk.holder,
        subject=saved,
        kinds=[PartKind.NARRATIVE],
        team=shelter.team,
        purpose=Purpose.ASSISTANCE,
    )
    actions.withdraw_consent(by=desk.holder.member, consent=given)
    closure = queries.unhandled_closures("referrals").get()
    assert (closure.reason, closure.team_id) == ("withdrawn", shelter.team.id)
    assert actions.open_parts(by=shelter.holder, subject=saved) == {}
    actions.mark_handled(by=desk.holder, closure=closure, app="referrals")
    assert not queries.unhandled_closures("referrals").exists()


def test_the_second_of_two_savers_is_shown_what_stands_now(desk, saved):
    actions.save_part(
        by=desk.holder, subject=saved, kind=PartKind.NARRATIVE, content={"text": "Primera."}, version=1
    )
    with pytest.raises(actions.EditConflictError) as conflict:
        actions.save_part(
            by=desk.holder, subject=saved, kind=PartKind.NARRATIVE, content={"text": "Segunda."}, version=1
        )
    assert (conflict.value.theirs.content, conflict.value.theirs.version) == ({"text": "Primera."}, 2)


def test_notes_are_added_one_by_one(desk, saved):
    for text in ("uno", "dos"):
        actions.add_entry(by=desk.holder, subject=saved, kind=PartKind.NOTES, content={"text": text})
    part = actions.open_part(by=desk.holder, subject=saved, kind=PartKind.NOTES)
    assert [entry.content["text"] for entry in part.entries] == ["uno", "dos"]


def test_a_part_whose_shred_key_is_gone_never_opens_again(desk, saved):
    shredding.destroy([Part.objects.get(kind=PartKind.NARRATIVE).shred_id])
    with pytest.raises(shredding.ShreddedError):
        actions.open_part(by=desk.holder, subject=saved, kind=PartKind.NARRATIVE)


def test_shred_keys_stand_in_a_store_of_their_own(saved):
    assert ShredKey.objects.db == "shred"
    assert ShredKey.objects.count() == 2


def test_expired_grants_open_nothing(desk, saved):
    from django.utils import timezone

    from latido.apps.keyring.models import Grant
    from latido.apps.keyring.tasks import close_expired_grants

    shelter = factories.desk()
    grant = share(desk, saved, shelter.team, [PartKind.NARRATIVE])
    Grant.objects.filter(pk=grant.pk).update(valid_until=timezone.now())
    assert actions.open_parts(by=shelter.holder, subject=saved) == {}
    assert close_expired_grants(now=timezone.now()) == 1
    assert queries.unhandled_closures("x").get().reason == "expired"


def test_a_grants_date_moves_but_never_beyond_its_consent(desk, saved):
    from datetime import timedelta

    from django.utils import timezone

    shelter, limit = factories.desk(), timezone.now() + timedelta(days=5)
    actions.record_consent(
        by=desk.holder,
        subject=saved,
        purpose=Purpose.ASSISTANCE,
        given=True,
        recipient=shelter.team,
        wording="¿Está de acuerdo?",
        language="es",
        valid_until=limit,
    )
    grant = actions.grant_parts(
        by=desk.holder,
        subject=saved,
        kinds=[PartKind.NARRATIVE],
        team=shelter.team,
        purpose=Purpose.ASSISTANCE,
    )
    moved = actions.keep_open_until(
        by=shelter.holder, grant=grant, valid_until=timezone.now() + timedelta(days=30)
    )
    assert moved.valid_until == limit
    actions.close_grant(by=desk.holder, grant=grant)
    with pytest.raises(PermissionError, match="has ended"):
        actions.keep_open_until(by=shelter.holder, grant=grant, valid_until=limit)
