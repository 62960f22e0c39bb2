"""Writing campaigns, events and stands."""

from __future__ import annotations

import zoneinfo
from datetime import date, datetime

from django.utils.crypto import get_random_string
from django.utils.text import slugify

from latido.apps.audit.actions import Actor, audited
from latido.apps.campaigns.choices import STAND_ALPHABET, STAND_CODE_LENGTH, EventKind
from latido.apps.campaigns.models import Campaign, Event, Stand
from latido.apps.campaigns.rules import CampaignError, check_may_organise
from latido.apps.places.models import Place
from latido.apps.places.queries import place


def create_campaign(
    *,
    by: Actor,
    code: str,
    name_es: str,
    name_en: str,
    summary_es: str,
    summary_en: str,
    call_to_action_es: str,
    call_to_action_en: str,
    starts_on: date,
    ends_on: date | None = None,
    hotline: str = "",
) -> Campaign:
    """A campaign, or the next edition of the one with this code.

    Raises ``CampaignError``, ``NotAllowedError``.
    """
    check_may_organise(by)
    if not code or slugify(code) != code:
        raise CampaignError("A campaign's code is made of small letters, digits and hyphens.")
    if ends_on and ends_on < starts_on:
        raise CampaignError("The campaign ends before it starts: change one of the dates.")
    with audited(by=by, action="campaign.create", code=code) as note:
        edition = Campaign.objects.filter(code=code).count() + 1
        campaign = Campaign.objects.create(
            code=code,
            edition=edition,
            name_es=name_es,
            name_en=name_en,
            summary_es=summary_es,
            summary_en=summary_en,
            call_to_action_es=call_to_action_es,
            call_to_action_en=call_to_action_en,
            hotline=hotline,
            starts_on=starts_on,
            ends_on=ends_on,
        )
        note.subject, note.details["edition"] = f"campaign:{campaign.id}", edition
    return campaign


def create_event(
    *,
    by: Actor,
    campaign: Campaign,
    kind: str,
    name_es: str,
    name_en: str,
    starts_at: datetime,
    ends_at: datetime,
    time_zone: str,
    place_code: str,
    venue: str,
    organisers: str,
) -> Event:
    """An event in a place of the country pack. Raises ``CampaignError``, ``NotAllowedError``."""
    check_may_organise(by)
    _check_times(starts_at, ends_at, time_zone)
    if kind not in EventKind.values:
        raise CampaignError(f"{kind!r} is not a kind of event; there are {', '.join(EventKind.values)}.")
    where = _place(place_code)
    with audited(by=by, action="event.create", place=place_code, kind=str(kind)) as note:
        event = Event.objects.create(
            campaign=campaign,
            kind=kind,
            name_es=name_es,
            name_en=name_en,
            starts_at=starts_at,
            ends_at=ends_at,
            time_zone=time_zone,
            place_code=where.code,
            place_name=where.name,
            state_code=where.state_code,
            venue=venue,
            organisers=organisers,
        )
        note.subject = f"event:{event.id}"
    return event


def create_stand(*, by: Actor, event: Event, number: int, agency_name: str, place_code: str = "") -> Stand:
    """A stand with a short address of its own. Raises ``CampaignError``, ``NotAllowedError``.

    ``place_code`` is what the report page is opened with, the event's place when none is given.
    """
    check_may_organise(by)
    if number < 1:
        raise CampaignError("Stands are numbered from 1.")
    if event.stands.filter(number=number).exists():
        raise CampaignError(f"The event already has a stand number {number}: choose another number.")
    where = _place(place_code).code if place_code else event.place_code
    with audited(by=by, action="stand.create", event=str(event.id), number=number) as note:
        stand = Stand.objects.create(
            event=event,
            number=number,
            agency_name=agency_name,
            place_code=where,
            code=get_random_string(STAND_CODE_LENGTH, STAND_ALPHABET),
        )
        note.subject = f"stand:{stand.id}"
    return stand


def _check_times(starts_at: datetime, ends_at: datetime, time_zone: str) -> None:
    if starts_at.utcoffset() is None or ends_at.utcoffset() is None:
        raise CampaignError("Start and end of an event need a time zone.")
    if ends_at <= starts_at:
        raise CampaignError("The event ends before it starts: change one of the times.")
    if time_zone not in zoneinfo.available_timezones():
        raise CampaignError(
            f"{time_zone!r} is not a time zone of the IANA list, such as America/Mexico_City."
        )


def _place(code: str) -> Place:
    try:
        return place(code)
    except Place.DoesNotExist:
        raise CampaignError(f"{code!r} is not a place of this country's list.") from None
