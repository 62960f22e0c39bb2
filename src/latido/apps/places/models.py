"""Populated places of the country pack: what a reporter chooses from."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from latido.apps.places.choices import ENTRY_EXIT, SMALL_PLACE, PlaceKind


class Place(models.Model):
    """A town or city. Coordinates are degrees, rounded to about one kilometre."""

    FIELD_CLASSES = {
        "code": "open",
        "name": "open",
        "state_code": "open",
        "population": "open",
        "kind": "open",
        "lat": "open",
        "lon": "open",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    state_code = models.CharField(max_length=10)
    population = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=PlaceKind, default=PlaceKind.TOWN)
    lat = models.FloatField()
    lon = models.FloatField()

    class Meta:
        indexes = [
            # queries.places_of_state
            models.Index(fields=["state_code", "-population"], name="places_of_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(lat__range=(-90, 90), lon__range=(-180, 180)), name="places_on_earth"
            ),
            models.CheckConstraint(condition=Q(kind__in=PlaceKind.values), name="places_known_kind"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_entry_exit(self) -> bool:
        """Whether people enter, leave or change transport here."""
        return self.kind in ENTRY_EXIT

    @property
    def is_small(self) -> bool:
        """Whether the name could single somebody out, so that a report seals it."""
        return self.population < SMALL_PLACE
