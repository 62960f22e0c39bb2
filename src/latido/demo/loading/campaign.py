"""The campaign, the week's events and their stands."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.campaigns import actions

TIME_ZONE = "America/Mexico_City"
CODE = "blue-heart"
"""The country pack's code: its facts about the campaign are shown with it."""

EVENTS = {
    # state -> (kind, name es, name en, days from today, hours, place, venue)
    "07": (
        ("fair", "Feria informativa", "Information fair", 6, 6, "tapachula", "Parque central"),
        ("rally", "Rally deportivo", "Sports rally", 13, 4, "tuxtla-gutierrez", "Calzada de los Hombres"),
        (
            "prevention_week",
            "Semana de la prevención",
            "Prevention week",
            20,
            8,
            "palenque",
            "Casa de la cultura",
        ),
    ),
    "08": (
        (
            "prevention_week",
            "Semana de la prevención",
            "Prevention week",
            8,
            8,
            "ciudad-juarez",
            "Plaza de armas",
        ),
        ("fair", "Feria informativa", "Information fair", 15, 6, "chihuahua", "Plaza mayor"),
    ),
}


def load_campaign(by: KeyHolder, *, state_code: str, today: dt.date) -> None:
    """A campaign of this year with the next events in the state, three stands each."""
    campaign = actions.create_campaign(
        by=by,
        code=CODE,
        name_es="Escucha el latido",
        name_en="Hear the heartbeat",
        summary_es="Nadie está en venta. Si algo no te parece bien, puedes avisar sin decir quién eres.",
        summary_en="Nobody is for sale. If something seems wrong, tell us; you need not say who you are.",
        call_to_action_es="Llama al 800 5533 000, de día y de noche",
        call_to_action_en="Call 800 5533 000, day and night",
        hotline="national-line",
        starts_on=today.replace(month=1, day=1),
    )
    for kind, name_es, name_en, days, hours, place, venue in EVENTS[state_code]:
        starts = dt.datetime.combine(today + dt.timedelta(days=days), dt.time(10), ZoneInfo(TIME_ZONE))
        event = actions.create_event(
            by=by,
            campaign=campaign,
            kind=kind,
            name_es=name_es,
            name_en=name_en,
            starts_at=starts,
            ends_at=starts + dt.timedelta(hours=hours),
            time_zone=TIME_ZONE,
            place_code=f"{state_code}-{place}",
            venue=venue,
            organisers="Comisión Estatal (demostración)",
        )
        for number in range(1, 4):
            actions.create_stand(
                by=by, event=event, number=number, agency_name=f"Módulo de demostración {number}"
            )
