"""Writing the chain: every action of every app runs inside ``audited``."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone

from latido.apps.audit import chain
from latido.apps.audit.models import Entry, Head


class Actor(Protocol):
    """Somebody or something that acts; ``audit_name`` is copied into the chain as words."""

    @property
    def audit_name(self) -> str: ...


@dataclass(frozen=True)
class Role:
    """An actor without an account: the system's own clock, or a reporter, who stays unnamed."""

    audit_name: str


SYSTEM = Role("system")
REPORTER = Role("reporter")


@dataclass
class Note:
    """What will be written when the action has worked; the action fills in ``subject`` and ``details``.

    ``details`` holds codes, numbers and identifiers, never names, texts or contacts.
    """

    actor: str
    action: str
    subject: str = ""
    details: dict[str, Any] = field(default_factory=dict)


_open_notes: ContextVar[list[Note] | None] = ContextVar("audit_open_notes", default=None)


@contextmanager
def audited(*, by: Actor, action: str, subject: str = "", **details: Any) -> Iterator[Note]:
    """One transaction with its audit entry: both are kept or neither.

    Nested actions join the outermost one, which appends all entries as its last step, so that the
    chain's lock is held for as short as possible.
    """
    outer = _open_notes.get()
    note = Note(actor=by.audit_name, action=action, subject=subject, details=dict(details))
    if outer is not None:
        yield note
        outer.append(note)
        return
    notes: list[Note] = []
    token = _open_notes.set(notes)
    try:
        with transaction.atomic():
            yield note
            notes.append(note)
            append(notes)
    finally:
        _open_notes.reset(token)


def record(*, by: Actor, action: str, subject: str = "", **details: Any) -> None:
    """An entry for something that changed nothing else, such as a refusal."""
    with audited(by=by, action=action, subject=subject, **details):
        pass


def append(notes: list[Note]) -> None:
    """Add entries at the end of the chain. Runs inside a transaction and takes the head's lock."""
    head = Head.objects.select_for_update().get_or_create(pk=1)[0]
    now = timezone.now()
    Entry.objects.bulk_create([_next_entry(head, note, now) for note in notes])
    head.save(update_fields=["sequence", "digest"])


def _next_entry(head: Head, note: Note, now: Any) -> Entry:
    head.sequence += 1
    words = {
        "branch": head.branch,
        "sequence": head.sequence,
        "at": now,
        "actor": note.actor,
        "action": note.action,
        "subject": note.subject,
        "details": note.details,
    }
    previous = bytes(head.digest)
    head.digest = chain.digest(previous, chain.canonical(**words))
    return Entry(previous=previous, digest=head.digest, **words)


def begin_branch(*, by: Actor, reason: str) -> uuid.UUID:
    """Start a new branch, as a restore from a backup does: the old one stays as it is."""
    with transaction.atomic():
        head = Head.objects.select_for_update().get_or_create(pk=1)[0]
        former = {"former_branch": str(head.branch), "former_sequence": head.sequence}
        head.branch, head.sequence, head.digest = uuid.uuid4(), 0, chain.START
        head.save()
        append([Note(by.audit_name, "audit.branch", details={"reason": reason, **former})])
    return head.branch
