"""Campaigns, events and stands: what is kept, what is refused, what comes next."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from latido.apps.agencies.choices import Mandate, Role
from latido.apps.audit.actions import SYSTEM
from latido.apps.audit.models import Entry
from latido.apps.campaigns import actions, queries
from latido.apps.campaigns.choices import STAND_ALPHABET
from latido.apps.campaigns.models import Campaign, Event, Stand
from latido.apps.campaigns.rules import CampaignError, NotAllowedError
from tests import factories
from tests.apps.campaigns.made_up import JUAREZ, TAPACHULA, a_campaign, an_event

NOON = datetime(2026, 7, 29, 18, 0, tzinfo=UTC)


def test_a_renovated_campaign_is_a_new_edition_and_the_former_stays(campaign):
    renovated = a_campaign(name_es="Corazón Ficticio 2.0", starts_on=date(2026, 6, 1))
    assert [(one.edition, one.name_es) for one in queries.editions(campaign.code)] == [
        (1, "Corazón Ficticio"),
        (2, "Corazón Ficticio 2.0"),
    ]
    assert queries.current_campaign(date(2026, 5, 31)) == campaign
    assert queries.current_campaign(date(2026, 6, 1)) == renovated
    assert queries.campaign(campaign.code) == renovated


def test_a_campaign_runs_from_its_first_to_its_last_day(db):
    short = a_campaign(starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 3))
    days = [date(2026, 3, day) for day in (1, 2, 3, 4)]
    assert [list(queries.running(day)) for day in days] == [[], [short], [short], []]


@pytest.mark.parametrize("code", ["", "Corazón", "dos palabras", "MAYÚSCULAS"])
def test_a_campaign_code_that_does_not_fit_an_address_is_refused(db, code):
    with pytest.raises(CampaignError, match="small letters"):
        a_campaign(code=code)


def test_a_campaign_that_ends_before_it_starts_is_refused(db):
    with pytest.raises(CampaignError, match="ends before it starts"):
        a_campaign(ends_on=date(2025, 12, 31))


def test_next_events_are_those_of_the_state_that_have_not_ended(places, campaign):
    later = an_event(campaign, starts_at=NOON + timedelta(days=9), ends_at=NOON + timedelta(days=10))
    running = an_event(campaign, place_code=TAPACHULA)
    an_event(campaign, place_code=JUAREZ)
    an_event(campaign, starts_at=NOON - timedelta(hours=2), ends_at=NOON)
    assert list(queries.next_events("07", NOON)) == [running, later]


def test_an_event_knows_its_state_and_the_clocks_of_its_place(places, campaign):
    event = an_event(campaign, place_code=JUAREZ, time_zone="America/Ciudad_Juarez")
    assert (event.state_code, event.place_name) == ("08", "Ciudad Juárez")
    assert (event.local_start.hour, event.local_end.hour) == (10, 18)
    assert an_event(campaign, time_zone="America/Tijuana").local_start.hour == 9


def test_the_next_events_cost_two_queries_however_many_stands(event, django_assert_num_queries):
    for number in range(1, 6):
        actions.create_stand(by=SYSTEM, event=event, number=number, agency_name="Agencia Ficticia")
    with django_assert_num_queries(2):
        found = list(queries.next_events("07", NOON))
        assert [[stand.number for stand in one.stands.all()] for one in found] == [[1, 2, 3, 4, 5]]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"ends_at": datetime(2026, 7, 29, 16, 0, tzinfo=UTC)}, "ends before it starts"),
        ({"starts_at": datetime(2026, 7, 29, 10, 0)}, "time zone"),  # noqa: DTZ001 - refused for that
        ({"time_zone": "Mexico"}, "IANA"),
        ({"place_code": "07-no-hay"}, "not a place"),
        ({"kind": "desfile"}, "kind of event"),
    ],
)
def test_an_impossible_event_is_refused_and_nothing_is_kept(places, campaign, changes, message):
    with pytest.raises(CampaignError, match=message):
        an_event(campaign, **changes)
    assert Event.objects.count() == 0
    assert not Entry.objects.filter(action="event.create").exists()


def test_a_stand_gets_a_short_address_that_can_be_typed(event):
    stand = actions.create_stand(by=SYSTEM, event=event, number=12, agency_name="Agencia Ficticia")
    assert stand.place_code == event.place_code
    assert len(stand.code) == 5
    assert set(stand.code) <= set(STAND_ALPHABET)
    assert queries.stand_by_code(stand.code.upper()) == stand
    assert queries.stand_by_code("no-hay") is None


def test_two_stands_with_one_number_are_refused(event):
    actions.create_stand(by=SYSTEM, event=event, number=1, agency_name="Agencia Ficticia")
    with pytest.raises(CampaignError, match="already has a stand number 1"):
        actions.create_stand(by=SYSTEM, event=event, number=1, agency_name="Otra Agencia Ficticia")
    with pytest.raises(CampaignError, match="from 1"):
        actions.create_stand(by=SYSTEM, event=event, number=0, agency_name="Agencia Ficticia")


def test_only_organisers_prepare_campaigns(db):
    caseworker = factories.desk().holder
    organiser = factories.desk(mandate=Mandate.AWARENESS, role=Role.ORGANISER).holder
    words = {"code": "de-prueba", "starts_on": date(2026, 1, 1)}
    words |= dict.fromkeys(("name_es", "name_en", "summary_es", "summary_en"), "Ficticia")
    words |= dict.fromkeys(("call_to_action_es", "call_to_action_en"), "Llame")
    for refused in (caseworker, caseworker.member):
        with pytest.raises(NotAllowedError):
            actions.create_campaign(by=refused, **words)
    kept = actions.create_campaign(by=organiser, **words)
    entry = Entry.objects.get(action="campaign.create")
    assert (entry.actor, entry.subject) == (organiser.audit_name, f"campaign:{kept.id}")
    assert entry.details == {"code": "de-prueba", "edition": 1}


def refused_by_the_database(make) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_the_database_holds_what_must_hold(event, campaign):
    stand = actions.create_stand(by=SYSTEM, event=event, number=1, agency_name="Agencia Ficticia")
    refused_by_the_database(lambda: Campaign.objects.filter(pk=campaign.pk).update(ends_on=date(2020, 1, 1)))
    refused_by_the_database(lambda: Event.objects.filter(pk=event.pk).update(ends_at=event.starts_at))
    refused_by_the_database(lambda: Event.objects.filter(pk=event.pk).update(kind="desfile"))
    refused_by_the_database(lambda: Stand.objects.filter(pk=stand.pk).update(number=0))
    refused_by_the_database(
        lambda: Stand.objects.create(event=event, number=1, agency_name="x", place_code="x", code="otro1")
    )
    refused_by_the_database(
        lambda: Stand.objects.create(event=event, number=2, agency_name="x", place_code="x", code=stand.code)
    )
    refused_by_the_database(
        lambda: Campaign.objects.create(code=campaign.code, edition=1, starts_on=date(2026, 1, 1))
    )
