"""On a node: how it stands with its hub. The state of a line is no event, so it leaves no audit entry."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from latido.apps.exchange.models import HubContact
from latido.apps.exchange.protocol import ExchangeError

LONGEST_WAIT = dt.timedelta(minutes=5)
"""A hub that comes back finds everybody within this time."""


def contact_row() -> HubContact:
    """The one row about the hub, locked: whoever holds it puts outbox and feed in order."""
    HubContact.objects.get_or_create(line="hub")
    return HubContact.objects.select_for_update().get(line="hub")


def may_try(now: dt.datetime) -> bool:
    """Whether there is a hub and the pause after the last failure is over."""
    if not settings.LATIDO_HUB_URL:
        return False
    contact = HubContact.objects.filter(line="hub").first()
    return contact is None or contact.next_try_at is None or contact.next_try_at <= now


def reached() -> None:
    """The hub answered."""
    with transaction.atomic():
        contact = contact_row()
        contact.tried_at = contact.reached_at = timezone.now()
        contact.trouble, contact.trouble_detail, contact.failures, contact.next_try_at = "", "", 0, None
        contact.save()


def failed(error: ExchangeError, *, now: dt.datetime) -> None:
    """The hub did not answer, or refused the whole request: wait longer each time, at most five minutes."""
    with transaction.atomic():
        contact = contact_row()
        contact.tried_at = timezone.now()
        contact.trouble, contact.trouble_detail = error.code, error.detail[:80]
        contact.failures += 1
        contact.next_try_at = now + pause(contact.failures)
        contact.save()


def pause(failures: int) -> dt.timedelta:
    """How long to wait after so many failures in a row."""
    seconds = settings.LATIDO_POLL_SECONDS * 2 ** min(failures - 1, 20)
    return min(dt.timedelta(seconds=min(seconds, LONGEST_WAIT.total_seconds())), LONGEST_WAIT)
