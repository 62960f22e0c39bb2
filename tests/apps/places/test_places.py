"""Places of the country pack in the database."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from latido.apps.audit.actions import SYSTEM
from latido.apps.audit.models import Entry
from latido.apps.places import actions, queries
from latido.apps.places.choices import PlaceKind
from latido.apps.places.models import Place
from latido.countries import ENTRY_EXIT_KINDS, PLACE_KINDS, Country, load

pytestmark = pytest.mark.django_db


def pack_with(*codes: str) -> Country:
    country = load("mx")
    return replace(country, places=tuple(place for place in country.places if place.code in codes))


def test_kinds_are_those_of_the_country_packs() -> None:
    assert set(PlaceKind.values) == set(PLACE_KINDS)


def test_loads_every_place_with_its_values() -> None:
    country = load("mx")
    assert actions.load_places(country=country, by=SYSTEM) == len(country.places) == Place.objects.count()
    tapachula = queries.place("07-tapachula")
    assert (tapachula.name, tapachula.state_code, tapachula.kind) == ("Tapachula", "07", "land_border")
    assert (tapachula.lat, tapachula.lon) == (14.91, -92.26)


def test_loading_leaves_one_audit_entry() -> None:
    actions.load_places(country=pack_with("07-tapachula", "07-palenque"), by=SYSTEM)
    entry = Entry.objects.get(action="places.load")
    assert (entry.actor, entry.details) == ("system", {"country": "mx", "places": 2})


def test_loading_again_keeps_ids_and_takes_new_values() -> None:
    country = pack_with("07-tapachula", "07-palenque")
    actions.load_places(country=country, by=SYSTEM)
    before = queries.place("07-tapachula").id
    grown = replace(
        country, places=tuple(replace(place, population=place.population + 1) for place in country.places)
    )
    actions.load_places(country=grown, by=SYSTEM)
    after = queries.place("07-tapachula")
    assert (after.id, after.population, Place.objects.count()) == (before, grown.places[-1].population, 2)


def test_a_place_that_left_the_pack_stays() -> None:
    actions.load_places(country=pack_with("07-tapachula", "07-palenque"), by=SYSTEM)
    actions.load_places(country=pack_with("07-palenque"), by=SYSTEM)
    assert queries.place("07-tapachula").name == "Tapachula"


@pytest.mark.parametrize("state", ["07", "08"])
def test_entry_and_exit_come_first_then_the_largest(state: str) -> None:
    country = load("mx")
    actions.load_places(country=country, by=SYSTEM)
    expected = [place.code for place in country.places_of(state)]
    assert [place.code for place in queries.places_of_state(state)] == expected
    assert country.places_of(state)[0].kind in ENTRY_EXIT_KINDS


def test_unknown_place_is_refused() -> None:
    with pytest.raises(Place.DoesNotExist):
        queries.place("07-nowhere")


@pytest.mark.parametrize(("population", "small"), [(4999, True), (5000, False)])
def test_a_place_under_5000_people_is_small(population: int, small: bool) -> None:
    assert Place(population=population).is_small is small


@pytest.mark.parametrize(("kind", "entry"), [("airport", True), ("town", False)])
def test_towns_are_no_entry_or_exit(kind: str, entry: bool) -> None:
    assert Place(kind=kind).is_entry_exit is entry


@pytest.mark.parametrize("wrong", [{"lat": 91.0}, {"lon": -181.0}, {"kind": "spaceport"}, {"code": "x-1"}])
def test_the_database_refuses_what_cannot_be(wrong: dict[str, object]) -> None:
    right = {"name": "Ficticia", "state_code": "07", "population": 9000, "lat": 15.0, "lon": -92.0}
    Place.objects.create(**right, code="x-1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.create(**right | {"code": "x-2"} | wrong)


def test_kinds_have_spanish_words() -> None:
    with override("es"):
        assert [str(kind.label) for kind in PlaceKind] == [
            "Cruce fronterizo",
            "Puerto",
            "Aeropuerto",
            "Terminales de autobuses",
            "Ferrocarril",
            "Localidad",
        ]
