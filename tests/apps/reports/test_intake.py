"""Reports are stored once, sealed, by the hour, and only as the routing table asked."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import uuid

import pytest
from django.db import connection

from latido.apps.audit.models import Entry
from latido.apps.keyring.reporters import (
    Kind,
    VaultError,
    join_envelope,
    new_reporter,
    seal_to_points,
    to_base64url,
)
from latido.apps.reports import actions, ledger, queries, routing
from latido.apps.reports.errors import ReplayError, SubmissionError
from latido.apps.reports.hours import hour_of
from latido.apps.reports.models import Report
from latido.apps.reports.submissions import read_submission
from tests.apps.reports import synthetic


def as_json(sent: synthetic.Sent) -> dict:
    each = sent.submission
    return {
        "v": 1,
        "place": each.place_code,
        "signs": list(each.sign_codes),
        "urgent": each.urgent,
        "campaign": each.campaign_code,
        "language": each.language,
        "table": each.table_version,
        "lookup": to_base64url(each.lookup_id),
        "point": to_base64url(each.reporter_public),
        "key": to_base64url(each.wrapped_key),
        "envelope": to_base64url(each.envelope),
    }


def test_what_arrives_is_stored_as_codes_and_sealed_bytes(node):
    report = synthetic.send(urgent=True).report
    assert (report.place_code, report.state_code, report.sign_codes) == (
        synthetic.PLACE,
        "07",
        ["UG-03", "UG-12"],
    )
    assert (report.urgent, report.campaign_code, report.status) == (True, "corazon-azul", "received")
    assert report.due_at - report.arrived_at == dt.timedelta(hours=12)
    assert [entry["event"] for entry in report.ledger] == ["received", "routed"]
    assert queries.broken_ledger(report) is None


def test_nothing_stored_says_the_minute_of_arrival(node, monkeypatch):
    moment = dt.datetime(2026, 3, 4, 5, 43, 21, 98, tzinfo=dt.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    before = Entry.objects.count() + 1  # publishing the routing table is one
    synthetic.send()
    assert Entry.objects.count() == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM reports_report")
        row = " ".join(str(value) for value in cursor.fetchone())
    assert "05:00:00" in row
    assert ":43" not in row
    assert Report.objects.get().arrived_at == hour_of(moment)


def test_a_minute_cannot_be_written(node):
    report = synthetic.send().report
    moment = dt.datetime(2027, 3, 4, 5, 43, tzinfo=dt.UTC)
    Report.objects.filter(pk=report.pk).update(due_at=moment)
    report.refresh_from_db()
    assert report.due_at == moment.replace(minute=0)


def test_nothing_readable_is_stored(node):
    report = synthetic.send().report
    stored = b"".join([bytes(report.envelope), json.dumps(report.sealed_keys).encode()])
    for word in (synthetic.NARRATIVE, synthetic.CONTACT, "Inventada"):
        assert word.encode() not in stored


def test_the_same_bytes_again_are_the_same_report(node):
    sent = synthetic.send()
    again = actions.receive_report(submission=sent.submission)
    assert (again.id, Report.objects.count(), len(again.ledger)) == (sent.id, 1, 2)


def test_other_bytes_under_a_known_identifier_are_refused(node):
    sent = synthetic.send()
    rule = actions.current_table().content["rules"][0]
    other = seal_to_points({"v": 1}, kind=Kind.REPORT, record_id=sent.id, points=routing.points(rule))
    with pytest.raises(ReplayError):
        actions.receive_report(submission=dataclasses.replace(sent.submission, envelope=other))
    with pytest.raises(ReplayError):
        actions.receive_report(submission=dataclasses.replace(sent.submission, urgent=True))


def test_other_bytes_under_a_known_receipt_are_refused(node):
    sent, other = synthetic.send(), synthetic.sealed()
    copied = dataclasses.replace(other.submission, lookup_id=sent.submission.lookup_id)
    with pytest.raises(ReplayError):
        actions.receive_report(submission=copied)
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"place_code": "08-ojinaga"}, "place"),
        ({"place_code": "nowhere"}, "place"),
        ({"place_code": synthetic.SMALL_PLACE}, "place"),
        ({"sign_codes": ("UG-03", "ZZ-99")}, "signs"),
        ({"table_version": 77}, "table"),
    ],
)
def test_what_the_table_did_not_ask_for_is_refused(node, change, code):
    sent = synthetic.sealed()
    with pytest.raises(SubmissionError) as refused:
        actions.receive_report(submission=dataclasses.replace(sent.submission, **change))
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"sign_codes": ("UG-03", "UG-03")}, "signs"),
        ({"sign_codes": tuple(f"S{n}" for n in range(121))}, "signs"),
        ({"campaign_code": "<script>"}, "campaign"),
        ({"language": "español, creo"}, "language"),
        ({"lookup_id": b"short"}, "receipt"),
        ({"wrapped_key": b"short"}, "receipt"),
        ({"reporter_public": bytes(65)}, "receipt"),
        ({"envelope": b"\x01\x01\x01 no envelope"}, "envelope"),
    ],
)
def test_malformed_submissions_cannot_be_made(node, change, code):
    sent = synthetic.sealed()
    with pytest.raises(SubmissionError) as refused:
        dataclasses.replace(sent.submission, **change)
    assert refused.value.code == code


def test_only_reports_with_random_identifiers_are_taken(node):
    points = [new_reporter().public]
    sent = synthetic.sealed()
    message = seal_to_points({}, kind=Kind.MESSAGE, record_id=uuid.uuid4(), points=points)
    counted = seal_to_points({}, kind=Kind.REPORT, record_id=uuid.UUID(int=1), points=points)
    for envelope, code in ((message, "kind"), (counted, "envelope")):
        with pytest.raises(SubmissionError) as refused:
            dataclasses.replace(sent.submission, envelope=envelope)
        assert refused.value.code == code


@pytest.mark.parametrize("whom", ["stranger", "receiving team alone", "other order"])
def test_an_envelope_for_others_is_refused(node, whom):
    points = routing.points(actions.current_table().content["rules"][0])
    chosen = {"stranger": [*points, new_reporter().public], "other order": points[::-1]}
    sent = synthetic.sealed()
    envelope = seal_to_points(
        {"v": 1}, kind=Kind.REPORT, record_id=uuid.uuid4(), points=chosen.get(whom, points[:1])
    )
    with pytest.raises(SubmissionError) as refused:
        actions.receive_report(submission=dataclasses.replace(sent.submission, envelope=envelope))
    assert refused.value.code == "recipients"


def test_json_is_read_strictly(node):
    sent = synthetic.sealed()
    good = as_json(sent)
    assert read_submission(good) == sent.submission
    for name in good:
        with pytest.raises(SubmissionError):
            read_submission({key: value for key, value in good.items() if key != name})
        with pytest.raises(SubmissionError):
            read_submission({**good, name: {"other": "type"}})
    for wrong in ([], None, "x", {**good, "signs": [1]}, {**good, "table": True}, {**good, "key": "a="}):
        with pytest.raises(SubmissionError):
            read_submission(wrong)


def plain(**changes) -> actions.PlainReport:
    values = {
        "place_code": synthetic.PLACE,
        "sign_codes": ("UG-03",),
        "urgent": False,
        "campaign_code": "",
        "language": "es",
        "content": synthetic.CONTENT,
    }
    return actions.PlainReport(**(values | changes))


def test_without_scripts_the_server_seals_to_the_same_format(node):
    reporter = actions.seal_on_arrival(report=plain())
    opened = actions.open_report(by=node.desk.holder, report_id=Report.objects.get().id)
    assert opened.content == synthetic.CONTENT
    found = actions.open_receipt(receipt=reporter.receipt)
    assert found == actions.OpenedReceipt("read", ())


def test_too_large_a_content_is_refused_and_stores_nothing(node):
    with pytest.raises(VaultError) as refused:
        actions.seal_on_arrival(report=plain(content={"v": 1, "narrative": "x" * 65537}))
    assert refused.value.code == "content_too_large"
    assert Report.objects.count() == 0


def test_nobody_to_receive_is_said(db):
    with pytest.raises(SubmissionError) as refused:
        actions.seal_on_arrival(report=plain())
    assert refused.value.code == "nobody"


def test_an_altered_ledger_is_noticed(node):
    report = synthetic.send().report
    assert ledger.first_break(report.ledger) is None
    report.ledger[1]["hour"] = "2020-01-01T00:00:00+00:00"
    assert ledger.first_break(report.ledger) == 1
    del report.ledger[0]
    assert ledger.first_break(report.ledger) == 0


def test_the_stored_halves_make_the_envelope_that_was_sent(node):
    from latido.apps.keyring.actions import unshroud
    from latido.apps.keyring.actions.envelopes import Shrouded
    from latido.apps.keyring.reporters import from_base64url

    sent = synthetic.send()
    report = sent.report
    shared = unshroud(shrouded=Shrouded(report.shred_id, bytes(report.envelope)), record_id=report.id)
    keys = {bytes.fromhex(name): from_base64url(key) for name, key in report.sealed_keys.items()}
    assert join_envelope(shared, keys) == sent.submission.envelope
