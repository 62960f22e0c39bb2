"""Reading places."""

from __future__ import annotations

from django.db.models import Case, QuerySet, Value, When

from latido.apps.places.choices import PlaceKind
from latido.apps.places.models import Place


def places_of_state(state_code: str) -> QuerySet[Place]:
    """The places of a state: entry and exit places first, then by population, largest first."""
    entry_first = Case(When(kind=PlaceKind.TOWN, then=Value(1)), default=Value(0))
    return Place.objects.filter(state_code=state_code).order_by(entry_first, "-population", "code")


def place(code: str) -> Place:
    """The place with this code of the country pack. Raises Place.DoesNotExist."""
    return Place.objects.get(code=code)
