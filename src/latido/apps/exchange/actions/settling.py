"""On a node: what follows when the hub has accepted an item, or refused it for good."""

from __future__ import annotations

import uuid
from contextlib import suppress

from django.utils import timezone

from latido.apps.exchange.choices import Decision, ItemKind, ItemState, LetterState, RecordState
from latido.apps.exchange.models import Letter, Link, LinkRecord, OutboxItem


def settle_accepted(item: OutboxItem) -> None:
    """Empty the payload and take note where a person will look. Runs inside the sender's transaction."""
    if item.kind == ItemKind.WITHDRAWAL and item.record_id is not None:
        LinkRecord.objects.filter(pk=item.record_id).update(state=RecordState.GONE, removed_at=timezone.now())
    if item.kind == ItemKind.LETTER:
        Letter.objects.filter(pk=item.id, state=LetterState.QUEUED).update(state=LetterState.AT_HUB)
    _settle(item, ItemState.SENT)


def settle_refused(item: OutboxItem) -> None:
    """The hub will never take this item; its ``trouble`` says why."""
    if item.kind == ItemKind.LETTER:
        Letter.objects.filter(pk=item.id).update(state=LetterState.REFUSED, settled_at=timezone.now())
    if item.kind == ItemKind.DECISION:
        _ask_again(item)
    if item.kind == ItemKind.ENCODING and item.record_id is not None:
        LinkRecord.objects.filter(pk=item.record_id).update(digest="")  # so that it may be sent once more
    _settle(item, ItemState.REFUSED)


def _ask_again(item: OutboxItem) -> None:
    """A decision that was not counted is open again, unless the officer has answered to newer evidence."""
    with suppress(ValueError):
        _reopen(uuid.UUID(str(item.payload.get("link"))), item)


def _reopen(link_id: uuid.UUID, item: OutboxItem) -> None:
    link = Link.objects.select_for_update().filter(pk=link_id).first()
    same = link is not None and link.revision == item.payload.get("revision")
    if link is not None and same and link.mine == item.payload.get("decision"):
        link.mine, link.my_reason = Decision.UNDECIDED, ""
        link.version += 1
        link.save(update_fields=["mine", "my_reason", "version"])


def _settle(item: OutboxItem, state: ItemState) -> None:
    item.state, item.payload, item.settled_at = state, {}, timezone.now()
    item.save()
