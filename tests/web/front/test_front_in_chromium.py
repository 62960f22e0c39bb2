"""The first pages in a browser: axe at WCAG 2.2 AA, narrow screens, no script needed, no cookie set."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from latido.apps.audit.actions import SYSTEM
from latido.apps.campaigns import actions
from tests.apps.campaigns.made_up import a_campaign, an_event, places_of_chiapas
from tests.web.look.test_in_chromium import OVERFLOW, breaches


@pytest.fixture
def node(live_server):
    places_of_chiapas()
    soon = timezone.now() + timedelta(days=3)
    event = an_event(a_campaign(), starts_at=soon, ends_at=soon + timedelta(hours=5))
    for number in (1, 2):
        actions.create_stand(by=SYSTEM, event=event, number=number, agency_name=f"Agencia Ficticia {number}")
    return live_server.url


@pytest.mark.parametrize("address", ["", "commission/"])
@pytest.mark.parametrize(("width", "mode"), [(320, "light"), (390, "dark"), (1280, "light"), (1280, "dark")])
def test_the_page_is_sound(node, browse, address, width, mode):
    page = browse(viewport={"width": width, "height": 800}, color_scheme=mode)
    page.goto(f"{node}/es/{address}")
    assert page.evaluate(OVERFLOW) == 0
    assert breaches(page) == {}


@pytest.mark.parametrize(("width", "size"), [(320, 16), (390, 32), (1280, 32)])
def test_enlarged_text_stays_on_the_page(node, browse, width, size):
    page = browse(viewport={"width": width, "height": 800})
    page.goto(f"{node}/es/")
    page.evaluate(f"document.documentElement.style.fontSize = '{size}px'")
    assert page.evaluate(OVERFLOW) == 0


def test_a_visitor_without_script_finds_the_line_the_fair_and_the_report(node, browse):
    page = browse(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page.goto(f"{node}/es/")
    assert page.get_by_role("link", name="800 5533 000").first.get_attribute("href") == "tel:+528005533000"
    page.get_by_text("2 módulos").click()
    assert page.get_by_text("Agencia Ficticia 2").first.is_visible()
    page.get_by_role("link", name="Avise aquí").click()
    assert "c=corazon-ficticio" in page.url
    assert page.context.cookies() == []


def test_the_call_stands_on_the_first_screen_of_a_phone(node, browse):
    page = browse(viewport={"width": 390, "height": 844})
    page.goto(f"{node}/es/")
    button = page.locator(".opening .call").bounding_box()
    assert button["y"] + button["height"] < 844
