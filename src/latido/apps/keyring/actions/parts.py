"""Opening and saving sealed parts. Every opening and every save is an audit entry."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from latido.apps.agencies.key_holders import KeyHolder, NoKeyError
from latido.apps.audit.actions import audited
from latido.apps.keyring import queries
from latido.apps.keyring.actions.content_keys import (
    NOT_GRANTED,
    PartKeys,
    new_part,
    open_content_key,
    open_content_keys,
)
from latido.apps.keyring.actions.rotation import open_sealed, rotate, seal
from latido.apps.keyring.models import Part, SealedEntry
from latido.apps.keyring.subjects import Subject

MAX_ENTRY_BYTES = 1024 * 1024
"""Above the longest interview; a larger text is refused with a clear message."""


@dataclass(frozen=True)
class OpenedEntry:
    """One entry in clear, for the length of a request."""

    id: uuid.UUID
    version: int
    content: dict[str, Any]
    saved_at: dt.datetime
    saved_by: str


@dataclass(frozen=True)
class OpenedPart:
    """A part in clear: its entries in the order they were first saved."""

    kind: str
    entries: tuple[OpenedEntry, ...]

    @property
    def content(self) -> dict[str, Any]:
        """Content of the part's first entry; empty when nothing has been saved yet."""
        return self.entries[0].content if self.entries else {}

    @property
    def version(self) -> int:
        """Version of the first entry, which the next save must name; 0 when nothing has been saved."""
        return self.entries[0].version if self.entries else 0


class EditConflictError(Exception):
    """Somebody saved first. ``theirs`` is what stands now; what was being saved is still the caller's."""

    def __init__(self, theirs: OpenedEntry) -> None:
        super().__init__("Somebody else saved this part while you were writing.")
        self.theirs = theirs


class TooLargeError(ValueError):
    """The text is longer than an entry may be."""


def open_parts(
    *, by: KeyHolder, subject: Subject, kinds: Iterable[str] | None = None
) -> dict[str, OpenedPart]:
    """Kind -> part in clear, of everything the member may open; one audit entry names the kinds.

    Parts that wait for rotation are rotated first. Raises ``ShreddedError``, ``vault.OpeningError``.
    """
    with audited(by=by, action="part.open", subject=str(subject)) as note:
        keys = {
            kind: _rotated(by, found)
            for kind, found in open_content_keys(by=by, subject=subject, kinds=kinds).items()
        }
        note.details["kinds"] = sorted(keys)
        entries = SealedEntry.objects.filter(part__in=[found.part.id for found in keys.values()])
        sealed: dict[uuid.UUID, list[SealedEntry]] = {}
        for entry in entries.order_by("saved_at", "id"):
            sealed.setdefault(entry.part_id, []).append(entry)
        return {
            kind: OpenedPart(kind, tuple(_open(entry, found) for entry in sealed.get(found.part.id, [])))
            for kind, found in keys.items()
        }


def open_part(*, by: KeyHolder, subject: Subject, kind: str) -> OpenedPart:
    """One part in clear. Raises ``NoKeyError`` when the member's teams have no live grant of it."""
    parts = open_parts(by=by, subject=subject, kinds=[kind])
    if kind not in parts:
        raise NoKeyError(NOT_GRANTED)
    return parts[kind]


def save_part(
    *, by: KeyHolder, subject: Subject, kind: str, content: Mapping[str, Any], version: int
) -> OpenedEntry:
    """Save the single text of a part. ``version`` is the one the edit started from (0: new).

    Raises ``EditConflictError`` when somebody saved in between, ``NoKeyError``, ``TooLargeError``.
    """
    plaintext = _plaintext(content)
    with audited(by=by, action="part.save", subject=str(subject), kind=kind):
        keys = _keys_or_new_part(by, subject, kind)
        Part.objects.select_for_update().get(pk=keys.part.pk)
        entry = SealedEntry.objects.filter(part=keys.part).order_by("saved_at", "id").first()
        if (entry.version if entry else 0) != version:
            if entry is None:
                raise ValueError("This part has never been saved: its version is 0.")
            raise EditConflictError(_open(entry, keys))
        return _store(by, keys, entry or SealedEntry(part=keys.part, version=0), plaintext)


def add_entry(*, by: KeyHolder, subject: Subject, kind: str, content: Mapping[str, Any]) -> OpenedEntry:
    """Add one more text to a part that holds many, such as notes. Raises ``NoKeyError``."""
    plaintext = _plaintext(content)
    with audited(by=by, action="part.add", subject=str(subject), kind=kind):
        keys = _keys_or_new_part(by, subject, kind)
        return _store(by, keys, SealedEntry(part=keys.part, version=0), plaintext)


def _plaintext(content: Mapping[str, Any]) -> bytes:
    data = json.dumps(dict(content), ensure_ascii=False, separators=(",", ":")).encode()
    if len(data) > MAX_ENTRY_BYTES:
        raise TooLargeError("This text is too long to be saved as one entry.")
    return data


def _rotated(by: KeyHolder, keys: PartKeys) -> PartKeys:
    return rotate(by=by, keys=keys) if keys.part.rotate else keys


def _keys_or_new_part(by: KeyHolder, subject: Subject, kind: str) -> PartKeys:
    if Part.objects.filter(kind=kind, **queries.of(subject)).exists():
        return _rotated(by, open_content_key(by=by, subject=subject, kind=kind))
    custody = queries.custody(subject)
    if custody is None or not queries.grants_for(by.member, subject).filter(pk=custody.pk).exists():
        raise NoKeyError("Only the team that keeps the file can add a part to it.")
    return new_part(subject=subject, kind=kind, grant=custody)


def _store(by: KeyHolder, keys: PartKeys, entry: SealedEntry, plaintext: bytes) -> OpenedEntry:
    entry.version += 1
    entry.saved_at, entry.saved_by = timezone.now(), by.audit_name
    entry.sealed = seal(entry, plaintext, keys)
    entry.save()
    return OpenedEntry(entry.id, entry.version, json.loads(plaintext), entry.saved_at, entry.saved_by)


def _open(entry: SealedEntry, keys: PartKeys) -> OpenedEntry:
    content = json.loads(open_sealed(entry, keys))
    return OpenedEntry(entry.id, entry.version, content, entry.saved_at, entry.saved_by)
