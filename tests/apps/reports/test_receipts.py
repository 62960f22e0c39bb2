"""The way back: the receipt finds and opens, messages join the thread once, for the right teams."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import connection

from latido.apps.keyring.reporters import (
    Kind,
    VaultError,
    new_reporter,
    open_as_reporter,
    seal_to_points,
)
from latido.apps.reports import actions, queries
from latido.apps.reports.errors import SubmissionError
from latido.apps.reports.hours import hour_of
from latido.apps.reports.models import Message
from tests.apps.reports import synthetic


def test_the_receipt_leads_back(node):
    sent = synthetic.send()
    view = actions.read_receipt(found_by=sent.reporter.lookup_id)
    assert view is not None
    assert (view.report.id, view.status, view.letters) == (sent.id, "received", ())
    assert actions.read_receipt(found_by=b"0" * 16) is None
    assert actions.read_receipt(found_by=b"") is None
    assert actions.open_receipt(receipt="not a receipt") is None


def test_only_a_keyed_hash_of_the_lookup_id_is_stored(node):
    sent = synthetic.send()
    stored = bytes(sent.report.lookup_hash)
    assert stored == queries.lookup_hash(sent.reporter.lookup_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM reports_report")
        row = repr([bytes(v) if isinstance(v, memoryview) else v for v in cursor.fetchall()[0]])
    assert repr(stored)[2:-1] in row
    assert repr(sent.reporter.lookup_id)[2:-1] not in row


def test_the_reporter_writes_again(node):
    sent = synthetic.send()
    actions.answer_report(by=node.desk.holder, report_id=sent.id, text="Gracias.")
    message = actions.write_again(receipt=sent.reporter.receipt, text="Están de noche.")
    report = sent.report
    assert (message.position, report.status, report.ledger[-1]["event"]) == (2, "received", "message")
    assert report.due_at - hour_of(message.hour) == dt.timedelta(hours=72)
    thread = actions.open_report(by=node.desk.holder, report_id=sent.id).thread
    assert [(each.direction, each.text) for each in thread] == [
        ("to_reporter", "Gracias."),
        ("from_reporter", "Están de noche."),
    ]
    opened = actions.open_receipt(receipt=sent.reporter.receipt)
    assert [(each.is_answer, each.text) for each in opened.thread] == [(True, "Gracias."), (False, "")]
    assert actions.write_again(receipt="0000-0000-0000-0000", text="x") is None


def message_for(report_id: uuid.UUID, points: list[bytes], kind: int = Kind.MESSAGE) -> bytes:
    return seal_to_points({"v": 1, "text": "x"}, kind=kind, record_id=report_id, points=points)


def test_the_same_message_again_changes_nothing(node):
    report = synthetic.send().report
    envelope = message_for(report.id, queries.message_points(report))
    first = actions.add_message(report=report, envelope=envelope)
    assert actions.add_message(report=report, envelope=envelope) == first
    assert Message.objects.count() == 1


def test_messages_for_other_teams_or_reports_are_refused(node):
    report, points = synthetic.send().report, [new_reporter().public]
    ours = queries.message_points(report)
    wrong = {
        "recipients": message_for(report.id, [*ours, *points]),
        "kind": message_for(uuid.uuid4(), ours),
        "envelope": b"no envelope",
    }
    for code, envelope in wrong.items():
        with pytest.raises(SubmissionError) as refused:
            actions.add_message(report=report, envelope=envelope)
        assert refused.value.code == code


def test_a_message_reopens_a_closed_report(node):
    sent = synthetic.send()
    actions.close_report(by=node.desk.holder, report_id=sent.id, reason="duplicate")
    actions.write_again(receipt=sent.reporter.receipt, text="Hay algo más.")
    assert (sent.report.status, sent.report.close_reason) == ("received", "")


def test_the_answer_opens_with_the_receipt_alone(node):
    sent, other = synthetic.send(), synthetic.send()
    actions.answer_report(by=node.desk.holder, report_id=sent.id, text="Gracias.")
    (letter,) = actions.read_receipt(found_by=sent.reporter.lookup_id).letters
    arguments = {
        "public": sent.reporter.public,
        "wrapped_key": sent.reporter.wrapped_key,
        "envelopes": [letter.envelope],
    }
    assert open_as_reporter(receipt=sent.reporter.receipt, **arguments) == [{"v": 1, "text": "Gracias."}]
    with pytest.raises(VaultError):
        open_as_reporter(receipt=other.reporter.receipt, **arguments)
