"""Made-up campaigns and events; only the places are those of the country pack."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from latido import countries
from latido.apps.audit.actions import SYSTEM
from latido.apps.campaigns import actions
from latido.apps.campaigns.models import Campaign, Event
from latido.apps.places.actions import load_places

TUXTLA = "07-tuxtla-gutierrez"
TAPACHULA = "07-tapachula"
JUAREZ = "08-ciudad-juarez"


def places_of_chiapas() -> None:
    """Load the three places that the tests name, not all two thousand."""
    country = countries.load("mx")
    few = tuple(place for place in country.places if place.code in {TUXTLA, TAPACHULA, JUAREZ})
    load_places(country=replace(country, places=few), by=SYSTEM)


def a_campaign(**changes: Any) -> Campaign:
    words = {
        "code": "corazon-ficticio",
        "name_es": "Corazón Ficticio",
        "name_en": "Made-up Heart",
        "summary_es": "Una campaña inventada para las pruebas.",
        "summary_en": "A campaign made up for the tests.",
        "call_to_action_es": "Si algo no le parece bien, llame. Es gratis y no tiene que dar su nombre.",
        "call_to_action_en": "If something does not look right, call. It is free and anonymous.",
        "hotline": "national-line",
        "starts_on": date(2026, 1, 1),
    }
    return actions.create_campaign(by=SYSTEM, **{**words, **changes})


def an_event(campaign: Campaign, **changes: Any) -> Event:
    words = {
        "kind": "fair",
        "name_es": "Feria Ficticia de la información",
        "name_en": "Made-up Information Fair",
        "starts_at": datetime(2026, 7, 29, 16, 0, tzinfo=UTC),
        "ends_at": datetime(2026, 7, 30, 0, 0, tzinfo=UTC),
        "time_zone": "America/Mexico_City",
        "place_code": TUXTLA,
        "venue": "Parque Ficticio",
        "organisers": "Comisión Ficticia, DIF Ficticio",
    }
    return actions.create_event(by=SYSTEM, campaign=campaign, **{**words, **changes})
