"""The hub over real HTTP, its description, and its one page."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.utils import timezone

from latido.apps.audit.actions import SYSTEM
from latido.apps.exchange import actions
from latido.apps.exchange.hub_client import HubClient
from latido.apps.exchange.models import HubContact, HubRecord, Link
from tests.apps.exchange.conftest import (  # noqa: F401 - fixtures
    desk,
    here_jwk,
    other,
    secrets_folder,
    strangers,
    team,
)
from tests.apps.exchange.stations import HERE, PERSON, VARIANT, encoding, file_about


@pytest.fixture
def hub_page(settings):
    def get(language="en", *, demo):
        settings.LATIDO_DEMO = demo
        return Client().get(f"/{language}/")

    return get


@pytest.mark.django_db(transaction=True)
def test_a_node_speaks_to_a_hub_on_the_network(transactional_db, live_server, other, team, desk, settings):  # noqa: F811, PLR0917
    settings.LATIDO_HUB_URL = live_server.url
    file_about(PERSON, of=team, linking_to=desk)
    actions.encode_waiting(by=team.holder)
    other.send(encoding(VARIANT))
    now = timezone.now()
    assert actions.send_outbox(now=now) == 1
    assert HubRecord.objects.count() == 2
    actions.run_round()
    assert actions.fetch_feed(now=now) == 1
    assert Link.objects.get().peer == other.name
    assert HubContact.objects.get().trouble == ""


@pytest.mark.django_db(transaction=True)
def test_a_hub_that_is_not_there_is_down(transactional_db, other, settings):  # noqa: F811
    settings.LATIDO_HUB_URL = "http://127.0.0.1:9"  # the discard port: nobody listens
    actions.fetch_feed(now=timezone.now(), client=HubClient())
    assert HubContact.objects.get().trouble == "hub_down"


@pytest.mark.django_db
def test_the_api_describes_itself_without_another_host(other):  # noqa: F811
    described = Client().get("/api/v1/openapi.json").json()
    assert sorted(described["paths"]) == ["/api/v1/about", "/api/v1/feed", "/api/v1/items"]
    assert set(described["paths"]["/api/v1/items"]["post"]["responses"]) >= {"200", "401", "409"}
    assert "Latido-Request" in json.dumps(described["components"]["securitySchemes"])
    assert Client().get("/api/v1/docs").status_code == 404


@pytest.mark.django_db
def test_about_says_protocol_and_capabilities(other):  # noqa: F811
    said = Client().get("/api/v1/about").json()
    assert (said["protocol"], "letters" in said["capabilities"]) == (1, True)


@pytest.mark.django_db
def test_the_api_takes_posts_alone(other):  # noqa: F811
    assert Client().get("/api/v1/items").status_code == 405


@pytest.mark.django_db
def test_in_the_demo_the_page_shows_a_stored_record_and_no_name(other, hub_page):  # noqa: F811
    other.send(encoding(PERSON))
    shown = hub_page(demo=True).content.decode()
    stored = HubRecord.objects.get().encoded
    assert stored["tokens"][0] in shown
    assert stored["filter"][:96] in shown
    assert "Estrella" not in shown
    assert "These codes are not anonymous" in shown


@pytest.mark.django_db
def test_elsewhere_the_page_shows_neither_records_nor_numbers(other, hub_page):  # noqa: F811
    other.send(encoding(PERSON))
    shown = hub_page(demo=False).content.decode()
    stored = HubRecord.objects.get().encoded
    assert stored["tokens"][0] not in shown
    assert "What it holds now" not in shown
    assert HERE in shown


@pytest.mark.django_db
def test_an_empty_hub_says_so_in_spanish(strangers, hub_page):  # noqa: F811
    shown = hub_page("es", demo=False).content.decode()
    assert "Aún no hay nodos registrados" in shown
    assert "No hay ninguna época abierta" in shown


@pytest.mark.django_db
def test_the_page_sets_no_cookie(other, hub_page):  # noqa: F811
    actions.suspend_node(by=SYSTEM, node=other.name)
    response = hub_page(demo=False)
    assert response.cookies == {}
    assert "Suspended" in response.content.decode()
