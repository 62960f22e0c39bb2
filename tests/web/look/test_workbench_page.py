"""The frame of staff pages: who is signed in, where one is, and the way out."""

from __future__ import annotations

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client

from latido.web import navigation
from latido.web.navigation import Room
from tests import factories
from tests.web.signed_in import sign_in


@pytest.fixture
def rooms(style_pages, monkeypatch):
    served = Room("here", "Here", "look:workbench", "inbox")
    not_served = Room("away", "Away", "look:nowhere", "link")
    monkeypatch.setattr(navigation, "ROOMS", (served, not_served))


def page_of(client: Client) -> str:
    return " ".join(client.get("/es/work/kept/").text.split())


@pytest.mark.django_db
def test_the_header_names_member_team_and_agency():
    agency = factories.agency(name="Oficina Ficticia")
    first = factories.desk(of=agency)
    page = page_of(sign_in(Client(), first.holder))
    assert first.holder.member.display_name in page
    assert f"<small>{first.team.name} · Oficina Ficticia</small>" in page
    assert re.search(r'<form method="post" action="/es/work/sign-out/">.*Cerrar sesión', page)


@pytest.mark.django_db
def test_a_member_without_a_team_is_told_so():
    page = page_of(sign_in(Client(), factories.member()))
    assert "<small>Todavía sin equipo · " in page


@pytest.mark.django_db
def test_only_rooms_that_are_served_are_listed(rooms, client):
    page = client.get("/es/look/workbench/").text
    assert re.findall(r'<li><a href="([^"]+)"', page)[0] == "/es/look/workbench/"
    assert "Away" not in page


@pytest.mark.parametrize(("here", "marked"), [("here", 1), ("elsewhere", 0)])
def test_the_room_one_is_in_is_marked(rooms, here, marked):
    html = render_to_string("latido/rooms.html", {"here": here})
    assert html.count('aria-current="page"') == marked


def test_rooms_follow_the_journey_of_a_report():
    assert [room.name for room in navigation.ROOMS] == [
        "inbox",
        "screenings",
        "cases",
        "referrals",
        "links",
        "statistics",
    ]
