"""Reading campaigns, events and stands."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet

from latido.apps.campaigns.models import Campaign, Event, Stand


def running(day: date) -> QuerySet[Campaign]:
    """The campaigns that run on a day, the one that began last first."""
    still = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    return Campaign.objects.filter(still, starts_on__lte=day).order_by("-starts_on", "-edition", "code")


def current_campaign(day: date) -> Campaign | None:
    """The campaign that a front page tells of: the running one that began last."""
    return running(day).first()


def campaign(code: str) -> Campaign | None:
    """The latest edition under a code, None for a code that nobody uses."""
    return Campaign.objects.filter(code=code).order_by("-edition").first()


def editions(code: str) -> QuerySet[Campaign]:
    """Every edition under a code, the first one first."""
    return Campaign.objects.filter(code=code).order_by("edition")


def next_events(state_code: str, now: datetime) -> QuerySet[Event]:
    """The events of a state that have not ended, soonest first, each with its stands."""
    stands = Prefetch("stands", queryset=Stand.objects.order_by("number"))
    return (
        Event.objects.filter(state_code=state_code, ends_at__gt=now)
        .select_related("campaign")
        .prefetch_related(stands)
        .order_by("starts_at", "id")
    )


def stand(stand_id: uuid.UUID) -> Stand:
    """Raises ``Stand.DoesNotExist``."""
    return _stands().get(pk=stand_id)


def stand_by_code(code: str) -> Stand | None:
    """The stand with this short address, None for one that nobody uses; capital letters are the same."""
    return _stands().filter(code=code.lower()).first()


def stands_of(event: Event) -> QuerySet[Stand]:
    """The stands of an event by number."""
    return event.stands.order_by("number")


def _stands() -> QuerySet[Stand]:
    return Stand.objects.select_related("event__campaign")
