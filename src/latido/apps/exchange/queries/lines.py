"""On a node: how it stands with its hub, in words that say what to do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from latido.apps.exchange import epoch_keys
from latido.apps.exchange.choices import ItemKind, ItemState, RecordState
from latido.apps.exchange.models import HeldEvent, HubContact, LinkRecord, OutboxItem, Peer, Refusal
from latido.apps.exchange.troubles import Trouble, trouble
from latido.apps.keyring.queries import waiting_jobs

REFUSALS_SHOWN_FOR = dt.timedelta(days=7)
ITEMS_SHOWN = 10


@dataclass(frozen=True)
class Problem:
    """One thing that needs somebody: which code, how often, since when, in whose name."""

    trouble: Trouble
    count: int = 1
    about: str = ""
    last_at: dt.datetime | None = None


@dataclass(frozen=True)
class LineStatus:
    """Last contact, what is queued, what failed, why, and what to do."""

    hub_url: str
    epoch: str
    tried_at: dt.datetime | None
    reached_at: dt.datetime | None
    next_try_at: dt.datetime | None
    trouble: Trouble | None
    detail: str
    queued: tuple[tuple[str, int], ...]
    oldest: dt.datetime | None
    problems: tuple[Problem, ...]
    waiting_for_a_key: int
    taking_part: int
    leaving: int

    @property
    def is_fine(self) -> bool:
        return self.trouble is None and not self.problems and self.reached_at is not None

    @property
    def queued_count(self) -> int:
        return sum(count for _, count in self.queued)


def peers() -> QuerySet[Peer]:
    return Peer.objects.order_by("node")


def line_status() -> LineStatus:
    """A handful of queries, whatever is queued."""
    contact = HubContact.objects.filter(line="hub").first() or HubContact()
    queue = OutboxItem.objects.filter(state=ItemState.QUEUED)
    counts = dict(queue.values_list("kind").annotate(Count("id")))
    records = dict(LinkRecord.objects.values_list("state").annotate(Count("id")))
    return LineStatus(
        hub_url=settings.LATIDO_HUB_URL,
        epoch=settings.LATIDO_EPOCH,
        tried_at=contact.tried_at,
        reached_at=contact.reached_at,
        next_try_at=contact.next_try_at,
        trouble=trouble("no_hub" if not settings.LATIDO_HUB_URL else contact.trouble),
        detail=contact.trouble_detail,
        queued=tuple((str(ItemKind(kind).label), counts[kind]) for kind in ItemKind if kind in counts),
        oldest=queue.aggregate(Min("queued_at"))["queued_at__min"],
        problems=tuple(_problems()),
        waiting_for_a_key=waiting_jobs(["encode"]).count(),
        taking_part=records.get(RecordState.LIVE, 0),
        leaving=records.get(RecordState.LEAVING, 0),
    )


def _problems() -> list[Problem]:
    found = []
    epoch = settings.LATIDO_EPOCH
    if epoch and epoch_keys.load(epoch) is None:
        found.append(_problem("no_epoch_key"))
    found += [
        _problem("unpinned_peer", count, peer)
        for peer, count in HeldEvent.objects.values_list("peer").annotate(Count("id")).order_by("peer")
    ]
    since = timezone.now() - REFUSALS_SHOWN_FOR
    for refusal in Refusal.objects.filter(last_at__gte=since).order_by("-last_at")[:ITEMS_SHOWN]:
        found.append(_problem(refusal.code, refusal.count, refusal.node, refusal.last_at))
    unsettled = OutboxItem.objects.exclude(trouble="").exclude(state=ItemState.SENT)
    recent = unsettled.filter(queued_at__gte=since) | unsettled.filter(state=ItemState.QUEUED)
    for code, kind, count in (
        recent.values_list("trouble", "kind").annotate(Count("id")).order_by("trouble", "kind")
    ):
        found.append(_problem(code, count, str(ItemKind(kind).label)))
    return found


def _problem(code: str, count: int = 1, about: str = "", last_at: dt.datetime | None = None) -> Problem:
    words = trouble(code)
    if words is None:
        raise ValueError("A problem has a code.")
    return Problem(words, count, about, last_at)
