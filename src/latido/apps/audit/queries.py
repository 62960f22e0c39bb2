"""Reading and checking the chain."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import QuerySet

from latido.apps.audit import chain
from latido.apps.audit.models import Entry, Head


@dataclass(frozen=True)
class Break:
    """Where a chain stops being whole: the first position that does not follow from the one before."""

    branch: uuid.UUID
    sequence: int
    reason: str  # "missing", "altered" or "tail"


@dataclass(frozen=True)
class Verdict:
    """Result of ``verify``: how many entries were read and where the first break is, if any."""

    entries: int
    first_break: Break | None


def verify() -> Verdict:
    """Recompute every digest of every branch. Memory is bounded; entries stream from the database."""
    expected: dict[uuid.UUID, tuple[int, bytes]] = {}
    count = 0
    for entry in Entry.objects.order_by("branch", "sequence").iterator(chunk_size=1000):
        count += 1
        before, previous = expected.get(entry.branch, (0, chain.START))
        if entry.sequence != before + 1:
            return Verdict(count, Break(entry.branch, before + 1, "missing"))
        if not _follows(entry, previous):
            return Verdict(count, Break(entry.branch, entry.sequence, "altered"))
        expected[entry.branch] = (entry.sequence, bytes(entry.digest))
    return Verdict(count, _missing_tail(expected))


def _follows(entry: Entry, previous: bytes) -> bool:
    content = chain.canonical(
        branch=entry.branch,
        sequence=entry.sequence,
        at=entry.at,
        actor=entry.actor,
        action=entry.action,
        subject=entry.subject,
        details=entry.details,
    )
    return bytes(entry.previous) == previous and bytes(entry.digest) == chain.digest(previous, content)


def _missing_tail(expected: dict[uuid.UUID, tuple[int, bytes]]) -> Break | None:
    head = Head.objects.filter(pk=1).first()
    if head is None or head.sequence == 0:
        return None
    if expected.get(head.branch) == (head.sequence, bytes(head.digest)):
        return None
    return Break(head.branch, expected.get(head.branch, (0, b""))[0] + 1, "tail")


def head() -> tuple[uuid.UUID, int, bytes] | None:
    """Branch, position and digest of the chain's end; None before the first entry."""
    row = Head.objects.filter(pk=1).first()
    return (row.branch, row.sequence, bytes(row.digest)) if row else None


def entries_about(subject: str) -> QuerySet[Entry]:
    """What happened to one subject (``case:…``), oldest first."""
    return Entry.objects.filter(subject=subject).order_by("at", "sequence")
