"""Teams open, answer and close; the escalation team reads nothing before the due time."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from latido.apps.agencies.choices import Role
from latido.apps.agencies.key_holders import NoKeyError
from latido.apps.audit.models import Entry
from latido.apps.keyring import shredding
from latido.apps.reports import actions, ledger, queries, tasks
from latido.apps.reports.choices import LedgerEvent
from latido.apps.reports.models import Message, Report
from tests import factories
from tests.apps.reports import synthetic


def test_the_receiving_team_opens_what_was_sealed(node):
    sent = synthetic.send()
    opened = actions.open_report(by=node.desk.holder, report_id=sent.id)
    assert (opened.content, opened.thread) == (synthetic.CONTENT, ())
    assert (sent.report.status, sent.report.ledger[-1]["event"]) == ("read", "opened")


def test_every_opening_is_audited_and_the_first_stands_in_the_ledger(node):
    sent = synthetic.send()
    for _ in range(2):
        actions.open_report(by=node.desk.holder, report_id=sent.id)
    entries = Entry.objects.filter(action="report.open", subject=f"report:{sent.id}")
    assert [entry.actor for entry in entries] == [node.desk.holder.audit_name] * 2
    assert [entry["event"] for entry in sent.report.ledger].count("opened") == 1


@pytest.mark.parametrize("role", [Role.CASE_WORKER, Role.SHELTER_WORKER])
def test_others_neither_see_nor_open_it(node, role):
    sent, other = synthetic.send(), factories.desk(role=role)
    teammate = factories.member(of=node.desk.agency)
    for holder in (other.holder, teammate):
        assert list(queries.inbox(holder.member, show="all")) == []
        with pytest.raises(Report.DoesNotExist):
            actions.open_report(by=holder, report_id=sent.id)
    assert not Entry.objects.filter(action="report.open").exists()


def test_the_escalation_team_reads_nothing_before_the_due_time(node):
    sent, late = synthetic.send(), node.escalation.holder
    assert list(queries.inbox(late.member)) == []
    assert len(queries.withheld_key_ids(sent.report)) == 1
    with pytest.raises(Report.DoesNotExist):
        actions.open_report(by=late, report_id=sent.id)
    synthetic.make_overdue(sent.report)
    assert list(queries.inbox(late.member)) == [sent.report]
    assert actions.open_report(by=late, report_id=sent.id).content == synthetic.CONTENT


def test_an_answered_report_is_never_passed_on(node):
    sent = synthetic.send()
    actions.answer_report(by=node.desk.holder, report_id=sent.id, text="Gracias.")
    synthetic.make_overdue(sent.report)
    assert tasks.escalate(now=timezone.now()) == 0
    assert list(queries.inbox(node.escalation.holder.member)) == []


def test_passing_on_is_written_down_once_and_lasts(node):
    sent = synthetic.send()
    synthetic.send()
    synthetic.make_overdue(sent.report)
    assert [tasks.escalate(now=timezone.now()) for _ in range(2)] == [1, 0]
    assert (sent.report.escalated, sent.report.ledger[-1]["event"]) == (True, "escalated")
    actions.answer_report(by=node.escalation.holder, report_id=sent.id, text="Gracias.")
    assert list(queries.inbox(node.escalation.holder.member)) == [sent.report]


def test_without_an_escalation_team_nothing_is_passed_on(db):
    from latido.apps.audit.actions import SYSTEM

    node = synthetic.node()
    actions.retire_rule(by=SYSTEM, rule=node.rule)
    actions.add_rule(by=SYSTEM, position=1, teams=[node.desk.team], due_hours=2, urgent_due_hours=1)
    sent = synthetic.send()
    synthetic.make_overdue(sent.report)
    assert tasks.escalate(now=timezone.now()) == 0
    assert actions.pass_on(by=SYSTEM, report_id=sent.id) is False


def test_a_withheld_key_stays_withheld_from_a_member_of_both_teams(node):
    both = factories.desk(role=Role.INTAKE_OFFICER, holder=node.escalation.holder)
    sent = synthetic.send()
    assert both.holder.id == node.escalation.holder.id
    with pytest.raises(Report.DoesNotExist):
        actions.open_report(by=both.holder, report_id=sent.id)


def test_answers_are_sent_once_however_often_the_form_is(node):
    sent, message_id = synthetic.send(), uuid.uuid4()
    for _ in range(2):
        actions.answer_report(by=node.desk.holder, report_id=sent.id, text="Gracias.", message_id=message_id)
    assert Message.objects.count() == 1
    assert sent.report.status == "answered"


def test_an_answer_reads_the_same_for_the_team(node):
    sent = synthetic.send()
    actions.answer_report(by=node.desk.holder, report_id=sent.id, text="¿A qué hora?")
    (message,) = actions.open_report(by=node.desk.holder, report_id=sent.id).thread
    assert (message.text, message.readable) == ("¿A qué hora?", True)
    assert sent.report.status == "answered"


def test_a_message_that_opens_nowhere_does_not_hide_the_report(node):
    from latido.apps.keyring.reporters import Kind, key_id, new_reporter, seal_to_points

    sent = synthetic.send()
    stranger = new_reporter().public
    envelope = seal_to_points({"v": 1, "text": "x"}, kind=Kind.MESSAGE, record_id=sent.id, points=[stranger])
    (ours, *_rest) = queries.message_points(sent.report)
    forged = envelope.replace(key_id(stranger), key_id(ours))
    actions.add_message(report=sent.report, envelope=forged)
    opened = actions.open_report(by=node.desk.holder, report_id=sent.id)
    assert [(each.readable, each.text) for each in opened.thread] == [(False, "")]
    assert opened.content == synthetic.CONTENT


def test_closing_needs_a_known_reason(node):
    sent = synthetic.send()
    with pytest.raises(ValueError, match="not a victim"):
        actions.close_report(by=node.desk.holder, report_id=sent.id, reason="not a victim")
    actions.close_report(by=node.desk.holder, report_id=sent.id, reason="handed_over")
    assert (sent.report.status, sent.report.close_reason) == ("closed", "handed_over")
    assert list(queries.inbox(node.desk.holder.member)) == []


def test_a_closed_report_without_a_reason_is_refused_by_the_database(node):
    report = synthetic.send().report
    for change in ({"status": "closed"}, {"close_reason": "duplicate"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.filter(pk=report.pk).update(**change)


def test_the_inbox_is_in_the_order_of_due_times(node):
    normal, urgent = synthetic.send(), synthetic.send(urgent=True)
    late = synthetic.send()
    synthetic.make_overdue(late.report)
    member = node.desk.holder.member
    assert [report.id for report in queries.inbox(member)] == [late.id, urgent.id, normal.id]
    assert [report.id for report in queries.inbox(member, show="late")] == [late.id]
    assert queries.waiting_for(member) == 3
    actions.answer_report(by=node.desk.holder, report_id=urgent.id, text="Gracias.")
    assert [report.id for report in queries.inbox(member, show="answered")] == [urgent.id]
    assert queries.waiting_for(member) == 2


def test_a_forgotten_report_never_opens_again(node):
    sent = synthetic.send()
    shredding.destroy([sent.report.shred_id])
    with pytest.raises(shredding.ShreddedError):
        actions.open_report(by=node.desk.holder, report_id=sent.id)


def test_a_report_that_was_not_sealed_to_the_team_says_so(node):
    sent = synthetic.send()
    Report.objects.filter(pk=sent.id).update(sealed_keys={})
    with pytest.raises(NoKeyError):
        actions.open_report(by=node.desk.holder, report_id=sent.id)


def test_ledgers_are_anchored_when_their_hour_is_over(node):
    sent, now = synthetic.send(), timezone.now()
    assert tasks.anchor_ledgers(now=now) == 0
    later = now + dt.timedelta(hours=1)
    assert tasks.anchor_ledgers(now=later) == 1
    assert tasks.anchor_ledgers(now=later) == 0
    heads = Entry.objects.get(action="ledger.anchor").details["heads"]
    assert heads == {str(sent.id): [2, ledger.head(sent.report.ledger).hex()]}
    actions.open_report(by=node.desk.holder, report_id=sent.id)
    assert tasks.anchor_ledgers(now=later) == 1
    assert sent.report.ledger[-1]["event"] == LedgerEvent.OPENED
