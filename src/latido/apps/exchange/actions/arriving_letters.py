"""On a node: letters and receipts of another node, once its signature has been checked."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.utils import timezone

from latido.apps.agencies.models import TeamKey
from latido.apps.exchange.actions.outbox import enqueue
from latido.apps.exchange.choices import Direction, ItemKind, LetterState
from latido.apps.exchange.models import Letter, Link, Peer
from latido.apps.exchange.protocol import ExchangeError
from latido.apps.exchange.statements import (
    SignedLetter,
    SignedReceipt,
    read_letter,
    read_receipt,
    sign_receipt,
)
from latido.apps.keyring import actions as keyring
from latido.engines import vault

RECEIPTS = uuid.UUID("5b1f3c62-5a0a-4c55-9d0e-1f7a3d1f8e64")
"""Names receipts after their letters: the receipt of one letter has one id, however often it is made."""


def take_letter(peer: Peer, link: Link, statement: str) -> None:
    """Store a letter and send its receipt. The same letter again changes nothing.

    Raises ``ExchangeError``: "wrong_key", "not_for_us", "bad_event", "unknown_protocol".
    """
    said = read_letter(statement, peer.public_jwk)
    if (said.node, said.peer, said.link) != (peer.node, settings.LATIDO_NODE, link.id) or not link.opened_at:
        raise ExchangeError("not_for_us")
    _check_envelope(said, link)
    if not Letter.objects.filter(pk=said.id).exists():
        shrouded = keyring.shroud(data=said.envelope, record_id=said.id)
        Letter.objects.create(
            id=said.id,
            link=link,
            direction=Direction.IN,
            shred_id=shrouded.shred_id,
            envelope=shrouded.blob,
            written_at=said.at,
            state=LetterState.ARRIVED,
            settled_at=timezone.now(),
        )
    receipt = sign_receipt(SignedReceipt(said.id, settings.LATIDO_NODE, peer.node))
    enqueue(
        kind=ItemKind.RECEIPT,
        payload={"link": str(link.id), "statement": receipt},
        item_id=uuid.uuid5(RECEIPTS, str(said.id)),
    )


def _check_envelope(said: SignedLetter, link: Link) -> None:
    """It must be a note with the letter's own number, sealed to the team that keeps our file."""
    try:
        envelope = vault.parse_envelope(said.envelope)
    except vault.EnvelopeError as error:
        raise ExchangeError("bad_event") from error
    keys = TeamKey.objects.filter(team=link.record.team).values_list("key_id", flat=True)
    ours = {bytes(key_id) for key_id in keys}
    sealed_to = {key_id for key_id, _ in envelope.recipients}
    if envelope.kind != vault.Kind.NOTE or envelope.record_id != said.id or not ours & sealed_to:
        raise ExchangeError("not_for_us")


def take_receipt(peer: Peer, link: Link, statement: str) -> None:
    """The other node has stored our letter. Raises ``ExchangeError`` as ``take_letter``."""
    said = read_receipt(statement, peer.public_jwk)
    if (said.node, said.peer) != (peer.node, settings.LATIDO_NODE):
        raise ExchangeError("not_for_us")
    Letter.objects.filter(pk=said.letter, link=link, direction=Direction.OUT).update(
        state=LetterState.DELIVERED, settled_at=timezone.now()
    )
