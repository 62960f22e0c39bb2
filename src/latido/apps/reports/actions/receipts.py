"""Coming back with a receipt: what it shows, and what it opens for a page without scripts."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from dataclasses import dataclass, field

from latido.apps.keyring.actions import unshroud
from latido.apps.keyring.actions.envelopes import Shrouded
from latido.apps.keyring.reporters import (
    LOOKUP_BYTES,
    Kind,
    ReceiptError,
    lookup_id,
    open_as_reporter,
    seal_to_points,
)
from latido.apps.reports import queries
from latido.apps.reports.actions.intake import add_message
from latido.apps.reports.choices import Direction
from latido.apps.reports.models import Message, Report

__all__ = ["Answer", "Letter", "OpenedReceipt", "ReceiptView", "open_receipt", "read_receipt", "write_again"]


@dataclass(frozen=True)
class Letter:
    """One entry of the thread: still sealed for an answer, only its hour for what the reporter wrote."""

    hour: dt.datetime
    is_answer: bool
    envelope: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class ReceiptView:
    """What the server says to whoever knows a lookup id; only the receipt itself opens the answers."""

    report: Report = field(repr=False)
    letters: tuple[Letter, ...]
    points: tuple[bytes, ...]

    @property
    def status(self) -> str:
        return self.report.status


@dataclass(frozen=True)
class Answer:
    """One entry of the thread in clear; the reporter's own words are not among them, only their hour."""

    hour: dt.datetime
    is_answer: bool
    text: str = field(default="", repr=False)


@dataclass(frozen=True)
class OpenedReceipt:
    """Status and thread, opened in memory for a browser without scripts."""

    status: str
    thread: tuple[Answer, ...]


def read_receipt(*, found_by: bytes) -> ReceiptView | None:
    """The report behind a lookup id of 16 bytes; None when there is none. Other lengths find nothing."""
    report = queries.report_behind(found_by if len(found_by) == LOOKUP_BYTES else os.urandom(LOOKUP_BYTES))
    if report is None:
        return None
    letters = tuple(_letter(report, message) for message in queries.messages(report))
    return ReceiptView(report, letters, tuple(queries.message_points(report)))


def _letter(report: Report, message: Message) -> Letter:
    if message.direction == Direction.FROM_REPORTER:
        return Letter(message.hour, is_answer=False)
    return Letter(message.hour, is_answer=True, envelope=message_envelope(report, message))


def message_envelope(report: Report, message: Message) -> bytes:
    """The envelope of a message, without its shroud. Raises ``ShreddedError``."""
    return unshroud(shrouded=Shrouded(report.shred_id, bytes(message.envelope)), record_id=message.id)


def open_receipt(*, receipt: str) -> OpenedReceipt | None:
    """What a typed receipt opens. Text that is no receipt takes the same way and finds nothing."""
    view = read_receipt(found_by=_lookup_of(receipt))
    if view is None:
        return None
    return OpenedReceipt(view.status, tuple(_opened(view, receipt)))


def _lookup_of(receipt: str) -> bytes:
    try:
        return lookup_id(receipt)
    except ReceiptError:
        return os.urandom(LOOKUP_BYTES)


def _opened(view: ReceiptView, receipt: str) -> Sequence[Answer]:
    texts = iter(
        open_as_reporter(
            receipt=receipt,
            public=bytes(view.report.reporter_public),
            wrapped_key=bytes(view.report.wrapped_reporter_key),
            envelopes=[letter.envelope for letter in view.letters if letter.is_answer],
        )
    )
    return [
        Answer(letter.hour, letter.is_answer, str(next(texts).get("text", "")) if letter.is_answer else "")
        for letter in view.letters
    ]


def write_again(*, receipt: str, text: str) -> Message | None:
    """Seal a message on arrival for a browser without scripts; None for a receipt that finds nothing."""
    report = queries.report_behind(_lookup_of(receipt))
    if report is None:
        return None
    envelope = seal_to_points(
        {"v": 1, "text": text},
        kind=Kind.MESSAGE,
        record_id=report.id,
        points=queries.message_points(report),
    )
    return add_message(report=report, envelope=envelope)
