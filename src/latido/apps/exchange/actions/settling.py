"""On a node: what follows when the hub has accepted an item, or refused it for good."""

from __future__ import annotations

from django.utils import timezone

from latido.apps.exchange.choices import Decision, ItemKind, ItemState, LetterState, LinkState, RecordState
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
    if item.kind == ItemKind.DECISION and item.trouble == "new_evidence":
        _ask_again(item)
    if item.kind == ItemKind.ENCODING and item.record_id is not None:
        LinkRecord.objects.filter(pk=item.record_id).update(digest="")  # so that it may be sent once more
    _settle(item, ItemState.REFUSED)


def _ask_again(item: OutboxItem) -> None:
    """An answer to evidence that has changed since is open again, unless the officer has answered anew."""
    link = Link.objects.select_for_update().filter(pk=item.payload["link"]).first()
    if link is None or link.revision != item.payload["revision"] or link.mine != item.payload["decision"]:
        return
    if link.closed_why == "ours":
        link.state, link.closed_why = LinkState.OPEN, ""
    link.mine, link.my_reason = Decision.UNDECIDED, ""
    link.version += 1
    link.save()


def _settle(item: OutboxItem, state: ItemState) -> None:
    item.state, item.payload, item.settled_at = state, {}, timezone.now()
    item.save()
