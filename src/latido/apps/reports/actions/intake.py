"""What reporters do: send a report, come back with the receipt, write again.

None of this is an audit entry, because those carry the exact time: the report's own ledger holds it by the
hour, and ``tasks.anchor_ledgers`` ties the ledger into the audit chain later.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from latido.apps.keyring.actions import shroud
from latido.apps.keyring.reporters import (
    Kind,
    NewReporter,
    new_reporter,
    seal_to_points,
    split_envelope,
    to_base64url,
)
from latido.apps.places.models import Place
from latido.apps.reports import ledger, queries, routing
from latido.apps.reports.actions.routing import current_table
from latido.apps.reports.choices import Direction, LedgerEvent, ReportStatus
from latido.apps.reports.errors import ReplayError, SubmissionError
from latido.apps.reports.hours import this_hour
from latido.apps.reports.models import Message, Report
from latido.apps.reports.submissions import Submission, read_envelope


@dataclass(frozen=True)
class PlainReport:
    """A report as a page without scripts posts it: in clear, for the length of one request."""

    place_code: str
    sign_codes: tuple[str, ...]
    urgent: bool
    campaign_code: str
    language: str
    content: Mapping[str, Any] = field(repr=False)


def receive_report(*, submission: Submission) -> Report:
    """Store a sealed report, durably, before it is acknowledged.

    The same bytes again are accepted again and change nothing. Raises ``ReplayError`` for other bytes under
    a known identifier or receipt, ``SubmissionError`` for anything that the routing table did not ask for.
    """
    if known := _already_here(submission):
        return known
    report = _new_report(submission, _rule_of(submission))
    try:
        with transaction.atomic():
            report.save(force_insert=True)
    except IntegrityError:  # the same report on another connection was faster
        if known := _already_here(submission):
            return known
        raise
    return report


def _already_here(submission: Submission) -> Report | None:
    same = Q(pk=submission.parsed.record_id) | Q(lookup_hash=queries.lookup_hash(submission.lookup_id))
    known = Report.objects.filter(same).first()
    if known is not None and bytes(known.digest) != submission.digest:
        raise ReplayError
    return known


def _rule_of(submission: Submission) -> routing.Rule:
    """Check against the table that the sender used; the server decides, the page only prepares."""
    _check_codes(submission)
    table = queries.usable_table(submission.table_version, now=timezone.now())
    if table is None:
        raise SubmissionError("table", "The page is too old. Load it again and send the report once more.")
    rule = routing.first_match(table.content, place_code=submission.place_code, urgent=submission.urgent)
    if rule is None:
        raise SubmissionError("nobody", "No team can receive this report now.")
    if submission.parsed.shared.key_ids != routing.key_ids(rule):
        raise SubmissionError("recipients", "The envelope is not sealed to the teams that the table names.")
    return rule


def _check_codes(submission: Submission) -> None:
    place = Place.objects.filter(code=submission.place_code, state_code=settings.LATIDO_STATE).first()
    if submission.place_code and (place is None or place.is_small):
        raise SubmissionError("place", "This place is not known here, or so small that it must be sealed.")
    if not set(submission.sign_codes) <= queries.known_signs():
        raise SubmissionError("signs", "A sign is not on our lists.")


def _new_report(submission: Submission, rule: routing.Rule) -> Report:
    shared, sealed_keys = split_envelope(submission.envelope)
    record_id, hour = submission.parsed.record_id, this_hour()
    shrouded = shroud(data=shared, record_id=record_id)
    entries = ledger.add([], event=LedgerEvent.RECEIVED, at=hour, digest=submission.digest.hex())
    return Report(
        id=record_id,
        rule_id=rule["id"],
        table_version=submission.table_version,
        place_code=submission.place_code,
        state_code=settings.LATIDO_STATE,
        sign_codes=list(submission.sign_codes),
        urgent=submission.urgent,
        campaign_code=submission.campaign_code,
        language=submission.language,
        arrived_at=hour,
        due_at=hour + routing.time_to_answer(rule, urgent=submission.urgent),
        size=len(submission.envelope),
        digest=submission.digest,
        lookup_hash=queries.lookup_hash(submission.lookup_id),
        reporter_public=submission.reporter_public,
        wrapped_reporter_key=submission.wrapped_key,
        shred_id=shrouded.shred_id,
        envelope=shrouded.blob,
        sealed_keys={name.hex(): to_base64url(key) for name, key in sealed_keys.items()},
        ledger=ledger.add(entries, event=LedgerEvent.ROUTED, at=hour, rule=rule["id"]),
        ledger_at=hour,
    )


def seal_on_arrival(*, report: PlainReport) -> NewReporter:
    """Seal what a page without scripts posted, in memory, to the format of the browser, and receive it.

    Returns the receipt, which is shown once and kept nowhere. Raises ``SubmissionError`` ("nobody",
    "place", ...) and ``VaultError`` (content too large).
    """
    table = current_table()
    rule = routing.first_match(table.content, place_code=report.place_code, urgent=report.urgent)
    if rule is None:
        raise SubmissionError("nobody", "No team can receive this report now.")
    reporter = new_reporter()
    envelope = seal_to_points(
        report.content, kind=Kind.REPORT, record_id=uuid.uuid4(), points=routing.points(rule)
    )
    receive_report(
        submission=Submission(
            place_code=report.place_code,
            sign_codes=report.sign_codes,
            urgent=report.urgent,
            campaign_code=report.campaign_code,
            language=report.language,
            table_version=table.version,
            lookup_id=reporter.lookup_id,
            reporter_public=reporter.public,
            wrapped_key=reporter.wrapped_key,
            envelope=envelope,
        )
    )
    return reporter


def add_message(*, report: Report, envelope: bytes) -> Message:
    """Store what the reporter wrote again. The same bytes again change nothing.

    A report that was answered or closed waits for an answer once more. Raises ``SubmissionError``.
    """
    parsed = read_envelope(envelope)
    if parsed.kind != Kind.MESSAGE or parsed.record_id != report.id:
        raise SubmissionError("kind", "The envelope does not carry a message about this report.")
    if not queries.may_be_sealed_to(report, parsed.shared.key_ids):
        raise SubmissionError("recipients", "The message is not sealed to the teams of this report.")
    with transaction.atomic():
        locked = Report.objects.select_for_update().get(pk=report.pk)
        digest = hashlib.sha256(envelope).digest()
        known = Message.objects.filter(report=locked, digest=digest).first()
        return known or _add_message(locked, envelope)


def _add_message(report: Report, envelope: bytes) -> Message:
    message = store_message(report, envelope, Direction.FROM_REPORTER)
    if report.status in (ReportStatus.ANSWERED, ReportStatus.CLOSED):
        rule = report.rule
        hours = rule.urgent_due_hours if report.urgent else rule.due_hours
        report.due_at = this_hour() + dt.timedelta(hours=hours)
    report.status, report.close_reason = ReportStatus.RECEIVED, ""
    write_ledger(report, event=LedgerEvent.MESSAGE, digest=bytes(message.digest).hex())
    return message


def store_message(
    report: Report, envelope: bytes, direction: str, message_id: uuid.UUID | None = None
) -> Message:
    """One more row of the thread, under the report's shred key. The caller holds the report's lock."""
    message_id = message_id or uuid.uuid4()
    shrouded = shroud(data=envelope, record_id=message_id, shred_id=report.shred_id)
    return Message.objects.create(
        id=message_id,
        report=report,
        position=1 + Message.objects.filter(report=report).count(),
        direction=direction,
        hour=this_hour(),
        digest=hashlib.sha256(envelope).digest(),
        envelope=shrouded.blob,
    )


def write_ledger(report: Report, *, event: str, **details: Any) -> None:
    """Add an entry and save the report's state with it. The caller holds the report's lock."""
    hour = this_hour()
    report.ledger = ledger.add(report.ledger, event=event, at=hour, **details)
    report.ledger_at, report.anchored = hour, False
    report.save(
        update_fields=[
            "status",
            "close_reason",
            "due_at",
            "escalated",
            "ledger",
            "ledger_at",
            "anchored",
        ]
    )
