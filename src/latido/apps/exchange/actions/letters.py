"""On a node: writing to the other team and reading what it wrote. Only the two teams can open a letter."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.audit.actions import audited
from latido.apps.exchange.actions.decisions import ClosedLinkError
from latido.apps.exchange.actions.outbox import enqueue
from latido.apps.exchange.choices import Direction, ItemKind, LetterState, LinkState
from latido.apps.exchange.models import Letter, Link
from latido.apps.exchange.protocol import MAX_LETTER_SIGNS
from latido.apps.exchange.rules import NotAllowedError, may_write
from latido.apps.exchange.statements import SignedLetter, sign_letter
from latido.apps.keyring import actions as keyring
from latido.apps.keyring.actions.envelopes import Shrouded
from latido.engines import vault

FORMAT = 1
NOT_YOURS = "Letters are sealed to the team that keeps the file. Ask a member of that team."


@dataclass(frozen=True)
class OpenedLetter:
    """A letter in clear, for the length of a request."""

    id: uuid.UUID
    is_ours: bool
    text: str
    written_at: dt.datetime
    written_by: str
    state: str


class LetterTextError(ValueError):
    """An empty letter, or one that is too long."""


def write_letter(*, by: KeyHolder, link_id: uuid.UUID, letter_id: uuid.UUID, text: str) -> Letter:
    """Seal a letter to both teams, sign it as this node and queue it; the same ``letter_id`` is one letter.

    Raises ``Link.DoesNotExist``, ``NotAllowedError``, ``ClosedLinkError``, ``LetterTextError``.
    """
    text = text.strip()
    if not 0 < len(text) <= MAX_LETTER_SIGNS:
        raise LetterTextError(f"Write a message of at most {MAX_LETTER_SIGNS} characters.")
    with audited(by=by, action="letter.write", subject=f"link:{link_id}", letter=str(letter_id)):
        link = Link.objects.select_for_update(of=("self",)).select_related("record__team").get(pk=link_id)
        if not may_write(by.member, link.record.team):
            raise NotAllowedError(NOT_YOURS)
        written = Letter.objects.filter(pk=letter_id, link=link, direction=Direction.OUT).first()
        if written is not None:
            return written
        if link.state != LinkState.TALKING or link.their_team_key is None:
            raise ClosedLinkError("You can write once both sides have confirmed, and until one ends it.")
        return _write(by, link, letter_id, text)


def _write(by: KeyHolder, link: Link, letter_id: uuid.UUID, text: str) -> Letter:
    envelope = keyring.seal_to_teams(
        content={"v": FORMAT, "text": text},
        kind=vault.Kind.NOTE,
        record_id=letter_id,
        teams=[link.record.team],
        others=[bytes(link.their_team_key or b"")],
    )
    shrouded = keyring.shroud(data=envelope, record_id=letter_id)
    letter = Letter.objects.create(
        id=letter_id,
        link=link,
        direction=Direction.OUT,
        shred_id=shrouded.shred_id,
        envelope=shrouded.blob,
        written_at=timezone.now(),
        written_by=by.audit_name,
        state=LetterState.QUEUED,
    )
    said = SignedLetter(letter_id, settings.LATIDO_NODE, link.peer, link.id, letter.written_at, envelope)
    payload = {"link": str(link.id), "to": link.peer, "statement": sign_letter(said)}
    enqueue(kind=ItemKind.LETTER, payload=payload, record=link.record, item_id=letter_id)
    return letter


def open_letters(*, by: KeyHolder, link_id: uuid.UUID) -> list[OpenedLetter]:
    """Every letter of a link in clear, oldest first; one audit entry. Raises ``NotAllowedError``."""
    with audited(by=by, action="letter.open", subject=f"link:{link_id}") as note:
        link = Link.objects.select_related("record__team").get(pk=link_id)
        if not may_write(by.member, link.record.team):
            raise NotAllowedError(NOT_YOURS)
        letters = [_open(by, row) for row in Letter.objects.filter(link=link).order_by("written_at", "id")]
        note.details["letters"] = len(letters)
    return letters


def _open(by: KeyHolder, row: Letter) -> OpenedLetter:
    shrouded = Shrouded(row.shred_id, bytes(row.envelope))
    envelope = keyring.unshroud(shrouded=shrouded, record_id=row.id)
    content = keyring.open_as_team(by=by, envelope=envelope)
    return OpenedLetter(
        id=row.id,
        is_ours=row.direction == Direction.OUT,
        text=str(content.get("text", "")),
        written_at=row.written_at,
        written_by=row.written_by,
        state=row.state,
    )
