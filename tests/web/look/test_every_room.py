"""Every room of the workbench and every public page is served, in both languages."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from latido.apps.agencies.choices import ROLE_PERMISSIONS
from latido.web import navigation
from latido.web.public.urls import urlpatterns as public_pages
from tests import factories
from tests.web.signed_in import sign_in

LANGUAGES = ("es", "en")
ALONE = [pattern.name for pattern in public_pages if not pattern.pattern.converters]
"""Public pages that need to be told nothing."""


def role_for(room: navigation.Room) -> str:
    return next(role for role, granted in ROLE_PERMISSIONS.items() if granted & set(room.permissions))


def address(name: str, language: str) -> str:
    with translation.override(language):
        return reverse(name)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", navigation.ROOMS, ids=lambda room: room.name)
@pytest.mark.django_db
def test_a_room_opens_to_whoever_may_work_there(room, language):
    client = sign_in(Client(), factories.desk(role=role_for(room)).holder)
    where = address(room.url_name, language)
    page = client.get(where)
    assert page.status_code == 200
    assert re.findall(r'href="([^"]+)" aria-current="page"', page.text) == [where]


@pytest.mark.parametrize("room", navigation.ROOMS, ids=lambda room: room.name)
@pytest.mark.django_db
def test_a_room_stays_shut_without_its_permission(room):
    barred = next(role for role, granted in ROLE_PERMISSIONS.items() if not granted & set(room.permissions))
    client = sign_in(Client(), factories.desk(role=barred).holder)
    assert client.get(address(room.url_name, "es")).status_code == 403


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ALONE)
@pytest.mark.django_db
def test_a_public_page_opens_to_anybody(name, language, client):
    page = client.get(address(f"public:{name}", language))
    assert (page.status_code, page.cookies.keys() & {"sessionid"}) == (200, set())


def test_the_public_pages_that_stand_alone_are_the_known_ones():
    assert set(ALONE) == {"front", "commission", "report", "routing", "receipt", "figures"}
