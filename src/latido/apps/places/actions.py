"""Writing places: they come from the country pack alone."""

from __future__ import annotations

from latido.apps.audit.actions import Actor, audited
from latido.apps.places.models import Place
from latido.countries import Country

FIELDS = ("name", "state_code", "population", "kind", "lat", "lon")


def load_places(*, country: Country, by: Actor) -> int:
    """Write the places of a country pack and say how many there are.

    A place that is already there keeps its id and takes the pack's values. One that the pack no longer has
    stays, since reports may name it.
    """
    rows = [
        Place(
            code=place.code,
            name=place.name,
            state_code=place.state,
            population=place.population,
            kind=place.kind,
            lat=place.lat,
            lon=place.lon,
        )
        for place in country.places
    ]
    with audited(by=by, action="places.load", country=country.code, places=len(rows)):
        Place.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=FIELDS)
    return len(rows)
