"""What teams do with a report: open it, answer it, close it."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from latido.apps.agencies.key_holders import KeyHolder, NoKeyError
from latido.apps.agencies.models import Team
from latido.apps.audit.actions import Actor, audited
from latido.apps.keyring.actions import open_as_team, open_as_team_split, seal_to_teams, unshroud
from latido.apps.keyring.actions.envelopes import Shrouded
from latido.apps.keyring.reporters import Kind, VaultError, from_base64url
from latido.apps.reports import queries
from latido.apps.reports.actions.intake import store_message, write_ledger
from latido.apps.reports.actions.receipts import message_envelope
from latido.apps.reports.choices import CloseReason, Direction, LedgerEvent, ReportStatus
from latido.apps.reports.models import Message, Report


class ThreadMovedError(ValueError):
    """Somebody wrote while the answer was being written: read it first, then send."""


@dataclass(frozen=True)
class OpenedMessage:
    """One entry of the thread in clear; ``readable`` is False when it was not sealed to a team of yours."""

    id: uuid.UUID
    direction: str
    hour: dt.datetime
    text: str = field(repr=False)
    readable: bool = True


@dataclass(frozen=True)
class OpenedReport:
    """A report in clear: ``content`` as docs/envelope.md names it, and the thread, oldest first."""

    report: Report
    content: dict[str, Any] = field(repr=False)
    thread: tuple[OpenedMessage, ...] = field(repr=False)


def open_report(*, by: KeyHolder, report_id: uuid.UUID) -> OpenedReport:
    """Open a report with a team's key; the first opening makes its status "read". Every opening is audited.

    Raises ``Report.DoesNotExist`` for a report that is not the member's to read, ``NoKeyError`` when it was
    not sealed to a team of the member, ``ShreddedError`` when it has been forgotten.
    """
    with audited(by=by, action="report.open", subject=f"report:{report_id}") as note:
        report = _locked(by, report_id)
        team = _team(by, report)
        note.details["team"] = str(team.id)
        opened = OpenedReport(report, _content(by, report), tuple(_thread(by, report)))
        if report.status == ReportStatus.RECEIVED:
            report.status = ReportStatus.READ
            write_ledger(report, event=LedgerEvent.OPENED, team=str(team.id))
    return opened


def _locked(by: KeyHolder, report_id: uuid.UUID) -> Report:
    queries.report_for(by.member, report_id)
    return Report.objects.select_for_update().get(pk=report_id)


def _team(by: KeyHolder, report: Report) -> Team:
    team = queries.reading_team(by.member, report)
    if team is None:
        raise NoKeyError("This report was not sent to a team of yours.")
    return team


def _content(by: KeyHolder, report: Report) -> dict[str, Any]:
    shared = unshroud(shrouded=Shrouded(report.shred_id, bytes(report.envelope)), record_id=report.id)
    keys = {bytes.fromhex(name): from_base64url(key) for name, key in report.sealed_keys.items()}
    for name in queries.withheld_key_ids(report):
        keys.pop(name, None)
    return open_as_team_split(by=by, shared=shared, sealed_keys=keys)


def _thread(by: KeyHolder, report: Report) -> list[OpenedMessage]:
    return [_opened(by, report, message) for message in queries.messages(report)]


def _opened(by: KeyHolder, report: Report, message: Message) -> OpenedMessage:
    try:
        content = open_as_team(by=by, envelope=message_envelope(report, message))
    except (NoKeyError, VaultError):  # anyone who knows the receipt can send a message that opens nowhere
        return OpenedMessage(message.id, message.direction, message.hour, "", readable=False)
    return OpenedMessage(message.id, message.direction, message.hour, str(content.get("text", "")))


def answer_report(
    *,
    by: KeyHolder,
    report_id: uuid.UUID,
    text: str,
    message_id: uuid.UUID | None = None,
    seen: int | None = None,
) -> Message:
    """Seal an answer to the reporter and to the teams that may read the report.

    ``message_id`` names one answer, so that sending it twice changes nothing. ``seen`` is the length of the
    thread that the author had read. Raises as ``open_report``; ``ThreadMovedError`` when the thread has grown
    since; ``VaultError`` "content_too_large" above 64 KiB.
    """
    with audited(by=by, action="report.answer", subject=f"report:{report_id}"):
        report = _locked(by, report_id)
        team = _team(by, report)
        message_id = message_id or uuid.uuid4()
        if known := Message.objects.filter(pk=message_id, report=report).first():
            return known
        if seen is not None and Message.objects.filter(report=report).count() > seen:
            raise ThreadMovedError("Somebody wrote in the meantime.")
        envelope = seal_to_teams(
            content={"v": 1, "text": text},
            kind=Kind.ANSWER,
            record_id=report.id,
            teams=queries.answering_teams(report),
            others=[bytes(report.reporter_public)],
        )
        message = store_message(report, envelope, Direction.TO_REPORTER, message_id)
        report.status, report.close_reason = ReportStatus.ANSWERED, ""
        write_ledger(
            report, event=LedgerEvent.ANSWERED, team=str(team.id), digest=bytes(message.digest).hex()
        )
    return message


def close_report(*, by: KeyHolder, report_id: uuid.UUID, reason: str) -> Report:
    """Close a report with one of ``CloseReason``; a message from the reporter opens it again.

    Raises ``Report.DoesNotExist`` and ``ValueError`` for an unknown reason.
    """
    reason = CloseReason(reason)
    with audited(by=by, action="report.close", subject=f"report:{report_id}", reason=str(reason)):
        report = _locked(by, report_id)
        team = _team(by, report)
        report.status, report.close_reason = ReportStatus.CLOSED, reason
        write_ledger(report, event=LedgerEvent.CLOSED, team=str(team.id), reason=str(reason))
    return report


def pass_on(*, by: Actor, report_id: uuid.UUID) -> bool:
    """Hand an overdue report to its escalation team; False when it is not overdue (any more)."""
    with audited(by=by, action="report.escalate", subject=f"report:{report_id}") as note:
        report = Report.objects.select_for_update().get(pk=report_id)
        due = queries.is_overdue(report) and not report.escalated
        note.details["passed_on"] = due and queries.has_escalation_team(report)
        if note.details["passed_on"]:
            report.escalated = True
            write_ledger(report, event=LedgerEvent.ESCALATED)
    return bool(note.details["passed_on"])
