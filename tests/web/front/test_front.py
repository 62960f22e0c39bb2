"""The first page, the commission, the posters and the short addresses, as a visitor asks for them."""

from __future__ import annotations

import gzip
import re
from datetime import timedelta

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import timezone

from latido.apps.audit.actions import SYSTEM
from latido.apps.campaigns import actions
from tests.apps.campaigns.made_up import a_campaign, an_event, places_of_chiapas

FIRST_LOAD_BYTES = 30 * 1024  # gzip, with every file that the page names
HREF = re.compile(r'(?:href|src)="(/static/[^"]+)"')


@pytest.fixture
def campaign(db):
    places_of_chiapas()
    return a_campaign(code="blue-heart")


@pytest.fixture
def stand(campaign):
    soon = timezone.now() + timedelta(days=3)
    event = an_event(campaign, starts_at=soon, ends_at=soon + timedelta(hours=5))
    return actions.create_stand(by=SYSTEM, event=event, number=7, agency_name="Agencia Ficticia")


def page(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_first_page_asks_for_one_thing(client, stand):
    html = page(client, "/es/")
    assert html.count("<h1>") == 1
    assert "Si algo no le parece bien, llame." in html
    assert html.count('class="button') == 2
    assert '<a class="button big call" href="tel:+528005533000"' in html
    assert '<a class="button second big" href="/es/report/?c=blue-heart"' in html


def test_the_first_page_lists_what_comes_next_with_its_stands(client, stand):
    html = page(client, "/es/")
    for said in (
        "Feria Ficticia",
        "Parque Ficticio, Tuxtla Gutiérrez",
        "Comisión Ficticia",
        "Agencia Ficticia",
    ):
        assert said in html
    assert "Lo que viene en Chiapas" in html
    assert reverse("public:poster", args=[stand.id]) in html


def test_an_event_of_another_state_or_of_the_past_is_not_listed(client, campaign):
    now = timezone.now()
    an_event(campaign, starts_at=now - timedelta(days=2), ends_at=now - timedelta(days=1))
    an_event(campaign, starts_at=now, ends_at=now + timedelta(days=1), place_code="08-ciudad-juarez")
    html = page(client, "/es/")
    assert "Feria Ficticia" not in html
    assert "Todavía no hay fechas" in html


def test_without_a_campaign_of_its_own_a_node_tells_of_the_country_s(client, db):
    assert "Blue Heart" in page(client, "/en/")


def test_a_country_without_campaign_line_or_commission_still_has_a_page(client, db, settings):
    settings.LATIDO_COUNTRY, settings.LATIDO_STATE = "generic", ""
    html = page(client, "/en/")
    assert "If something does not look right, tell us." in html
    assert "tel:" not in html
    assert reverse("public:commission") not in html
    assert "No commission is on record" in page(client, "/en/commission/")


@pytest.mark.parametrize("address", ["/es/", "/en/", "/es/commission/"])
def test_a_public_page_sets_no_cookie_and_may_be_kept(client, stand, address):
    response = client.get(address)
    assert response.cookies == {}
    assert response["Cache-Control"] == "public, max-age=300"
    assert "Cookie" not in response.get("Vary", "")
    assert client.post(address).status_code == 405


def test_a_public_page_reads_few_rows(client, stand, django_assert_num_queries):
    with django_assert_num_queries(3):  # the campaign, its events, their stands
        client.get("/es/")
    with django_assert_num_queries(0):
        client.get("/es/commission/")


@pytest.mark.parametrize("address", ["/es/", "/es/commission/"])
def test_the_first_load_is_small(client, stand, address):
    html = page(client, address)
    files = [finders.find(name.removeprefix("/static/")) for name in sorted(set(HREF.findall(html)))]
    assert len(files) >= 3
    from pathlib import Path

    sizes = [
        len(gzip.compress(html.encode())),
        *(len(gzip.compress(Path(name).read_bytes())) for name in files),
    ]
    assert sum(sizes) <= FIRST_LOAD_BYTES


def test_words_of_organisers_are_escaped(client, campaign):
    soon = timezone.now() + timedelta(days=3)
    an_event(campaign, starts_at=soon, ends_at=soon + timedelta(hours=1), venue="<script>alert(1)</script>")
    assert "<script>alert" not in page(client, "/es/")


def test_the_commission_says_what_each_member_does_and_what_is_unverified(client, db):
    html = page(client, "/es/commission/")
    cards = dict(re.findall(r'<li class="card"><h3>(.*?)</h3>(.*?)</li>', html, re.DOTALL))
    assert "Le da una abogada o un abogado sin costo" in cards["Comisión Ejecutiva de Atención a Víctimas"]
    assert "sin verificar" not in cards["Comisión Ejecutiva de Atención a Víctimas"]
    assert "sin verificar" in cards["Fiscalía General de la República"]
    assert "Procuraduría General de la República" not in cards
    headings = [re.sub(r"<.*", "", title).strip() for title in re.findall(r"<h2>(.*?)</h2>", html, re.DOTALL)]
    assert headings[:3] == ["Quién la encabeza", "Quiénes deciden", "A quiénes se escucha"]


def test_a_poster_is_served_in_the_language_of_its_address(client, stand):
    response = client.get(reverse("public:poster", args=[stand.id]), {"size": "a4"})
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="latido-{stand.code}-a4.pdf"'
    assert response["Cache-Control"] == "public, max-age=300"
    assert response.content.startswith(b"%PDF-")


@pytest.mark.parametrize("query", ["?size=a2", "?size="])
def test_an_unknown_size_of_paper_is_not_found(client, stand, query):
    assert client.get(reverse("public:poster", args=[stand.id]) + query).status_code == 404


def test_an_unknown_stand_is_not_found(client, db):
    assert client.get("/es/posters/00000000-0000-4000-8000-000000000000.pdf").status_code == 404
    assert client.get("/es/s/no-hay/").status_code == 404


def test_the_short_address_opens_the_report_page_with_place_and_campaign(client, stand):
    response = client.get(f"/es/s/{stand.code}/")
    assert (response.status_code, response["Location"]) == (
        302,
        "/es/report/?c=blue-heart&p=07-tuxtla-gutierrez",
    )
    assert response.cookies == {}
