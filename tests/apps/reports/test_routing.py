"""Rules decide who receives; the table that is published from them is signed and never changes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from latido import signing
from latido.apps.agencies.choices import Mandate
from latido.apps.agencies.models import Member, Membership, TeamKey
from latido.apps.agencies.queries import live_key
from latido.apps.audit.actions import SYSTEM
from latido.apps.audit.models import Entry
from latido.apps.keyring.reporters import key_id, new_reporter, to_base64url
from latido.apps.keyring.rules import FirewallError
from latido.apps.reports import actions, queries, routing
from latido.apps.reports.models import Receiver, RoutingTable
from tests import factories
from tests.apps.reports import synthetic


def point(desk: factories.Desk) -> bytes:
    return bytes(live_key(desk.team).public)


def match(table: RoutingTable, place: str = "", *, urgent: bool = False) -> str | None:
    rule = routing.first_match(table.content, place_code=place, urgent=urgent)
    return rule["id"] if rule else None


def test_the_table_names_teams_by_their_public_keys(node):
    (rule,) = actions.current_table().content["rules"]
    assert routing.points(rule) == [point(node.desk), point(node.escalation)]
    assert routing.key_ids(rule) == (key_id(point(node.desk)), key_id(point(node.escalation)))
    assert rule["id"] == str(node.rule.id)


def test_the_served_table_is_signed_by_the_node(node):
    served = actions.routing_table()
    assert "d" not in served["key"]
    assert signing.verify(served["jws"], served["key"]) == actions.current_table().content


def test_the_first_rule_that_fits_decides(node):
    border, night = synthetic.intake_desk(), synthetic.intake_desk()
    hours = {"due_hours": 24, "urgent_due_hours": 2}
    urgent = actions.add_rule(by=SYSTEM, position=3, teams=[night.team], urgent_only=True, **hours)
    there = actions.add_rule(by=SYSTEM, position=2, teams=[border.team], place_code=synthetic.PLACE, **hours)
    actions.retire_rule(by=SYSTEM, rule=node.rule)
    table = actions.current_table()
    assert match(table, synthetic.PLACE) == str(there.id)
    assert match(table, synthetic.PLACE, urgent=True) == str(there.id)
    assert match(table, "07-palenque", urgent=True) == str(urgent.id)
    assert match(table, "07-palenque") is None


def test_another_states_rule_does_not_fit(node):
    actions.retire_rule(by=SYSTEM, rule=node.rule)
    elsewhere = {"position": 1, "due_hours": 24, "urgent_due_hours": 2, "state_code": "08"}
    actions.add_rule(by=SYSTEM, teams=[node.desk.team], **elsewhere)
    assert match(actions.current_table()) is None


def test_nothing_new_is_published_while_nothing_changes(node):
    assert actions.current_table() == actions.current_table()
    assert RoutingTable.objects.count() == 1


def test_a_team_without_a_live_key_holder_is_never_routed_to(node):
    other = synthetic.intake_desk()
    actions.retire_rule(by=SYSTEM, rule=node.rule)
    teams = [node.desk.team, other.team]
    actions.add_rule(by=SYSTEM, position=1, teams=teams, due_hours=24, urgent_due_hours=2)
    (rule,) = actions.current_table().content["rules"]
    assert set(routing.points(rule)) == {point(node.desk), point(other)}
    Member.objects.filter(pk=other.holder.id).update(is_active=False)
    (rule,) = actions.current_table().content["rules"]
    assert routing.points(rule) == [point(node.desk)]
    Membership.objects.filter(team=node.desk.team).delete()
    assert actions.current_table().content["rules"] == []


def test_migration_enforcement_never_receives(node):
    border = factories.desk(mandate=Mandate.MIGRATION_ENFORCEMENT)
    hours = {"due_hours": 24, "urgent_due_hours": 2}
    with pytest.raises(FirewallError):
        actions.add_rule(by=SYSTEM, position=9, teams=[border.team], **hours)
    with pytest.raises(FirewallError):
        actions.add_rule(by=SYSTEM, position=9, teams=[node.desk.team], escalation=border.team, **hours)
    assert Entry.objects.filter(action="routing.refused").count() == 2


def test_the_firewall_stands_in_the_database_too(node):
    border = factories.desk(mandate=Mandate.MIGRATION_ENFORCEMENT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Receiver.objects.create(
            rule=node.rule, team=border.team, team_mandate=border.team.agency.mandate, role="receiving"
        )


@pytest.mark.parametrize(
    "change",
    [{"position": 1}, {"due_hours": 1, "urgent_due_hours": 2}, {"urgent_due_hours": 0}],
    ids=["position taken", "urgent later than normal", "no time at all"],
)
def test_rules_that_make_no_sense_are_refused_by_the_database(node, change):
    rule = {"position": 2, "due_hours": 24, "urgent_due_hours": 2} | change
    with pytest.raises(IntegrityError):
        actions.add_rule(by=SYSTEM, teams=[node.desk.team], **rule)


@pytest.mark.parametrize("place", ["07-nowhere", synthetic.SMALL_PLACE])
def test_a_rule_cannot_name_a_place_that_no_report_names(node, place):
    with pytest.raises(actions.RoutingError, match="place"):
        actions.add_rule(
            by=SYSTEM,
            position=2,
            teams=[node.desk.team],
            due_hours=2,
            urgent_due_hours=1,
            place_code=place,
        )


def test_a_rule_names_each_team_once(node):
    hours = {"position": 2, "due_hours": 24, "urgent_due_hours": 2}
    with pytest.raises(actions.RoutingError, match="once"):
        actions.add_rule(by=SYSTEM, teams=[node.desk.team], escalation=node.desk.team, **hours)
    with pytest.raises(actions.RoutingError, match="1 to 15"):
        actions.add_rule(by=SYSTEM, teams=[], **hours)


def test_a_replaced_table_is_good_for_twelve_months(node):
    first, now = actions.current_table(), timezone.now()
    key = live_key(node.desk.team)
    TeamKey.objects.filter(pk=key.pk).update(public=new_reporter().public)
    second = actions.current_table()
    assert second.version == first.version + 1
    assert queries.usable_table(first.version, now=now) == first
    assert queries.usable_table(first.version, now=now + dt.timedelta(days=366)) is None
    assert queries.usable_table(second.version, now=now + dt.timedelta(days=366)) == second
    assert queries.usable_table(second.version + 1, now=now) is None
    assert to_base64url(bytes(key.public)) in str(first.content)
