"""Figures in a browser: axe at WCAG 2.2 AA, narrow screens, choosing without a script."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from latido.apps.statistics import actions
from latido.apps.statistics.quarters import last_closed
from tests.apps.statistics.made_up import LEAKY, register
from tests.web.look.test_in_chromium import OVERFLOW, breaches
from tests.web.signed_in import give_second_factor, sign_in


@pytest.fixture
def node(live_server, two):
    """Two published quarters and a correction that waits."""
    ana, beto = two
    quarters = last_closed(timezone.localdate(), 2)
    for quarter in quarters:
        register(LEAKY, str(quarter))
        actions.approve_publication(by=beto, draft=actions.draft_publication(by=ana, quarter=quarter))
    register({("08", "ForcedLabour"): 20}, str(quarters[0]))
    actions.draft_publication(
        by=ana, quarter=quarters[0], reason="Veinte expedientes ficticios llegaron tarde."
    )
    return live_server.url


@pytest.fixture
def browse_as_staff(node, browse, two):
    """A browser in which the second statistician is signed in."""

    def opened(**options):
        give_second_factor(two[1])
        cookies = sign_in(Client(), two[1]).cookies
        page = browse(**options)
        page.context.add_cookies(
            [{"name": name, "value": morsel.value, "url": node} for name, morsel in cookies.items()]
        )
        return page

    return opened


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_public_page_is_sound(node, browse, width, mode):
    page = browse(viewport={"width": width, "height": 800}, color_scheme=mode)
    page.goto(f"{node}/es/figures/?state=07")
    assert page.evaluate(OVERFLOW) == 0
    assert breaches(page) == {}


def test_choosing_works_without_a_script_and_the_bars_are_drawn(node, browse):
    page = browse(java_script_enabled=False)
    page.goto(f"{node}/en/figures/")
    page.get_by_label("State", exact=True).select_option("Chihuahua")
    page.get_by_role("button", name="Show").click()
    assert page.locator(".chart h2").inner_text().startswith("Chihuahua")
    drawn = page.locator("svg.track rect").first.bounding_box()
    assert drawn["width"] > 100


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_workbench_pages_are_sound(node, browse_as_staff, mode):
    page = browse_as_staff(viewport={"width": 390, "height": 800}, color_scheme=mode)
    page.goto(node + reverse("workbench:statistics"))
    seen = [page.url]
    assert breaches(page) == {}
    page.get_by_role("link", name="Comparar y decidir").click()
    seen.append(page.url)
    assert page.evaluate(OVERFLOW) == 0
    assert breaches(page) == {}
    page.get_by_role("button", name="Aprobar y publicar").click()
    assert "Las cifras están publicadas." in page.locator("main").inner_text()
    page.get_by_role("link", name="Corregir").first.click()
    assert breaches(page) == {}
    assert len({*seen, page.url}) == 3
    assert settings.LATIDO_HALF_COOKIE in {cookie["name"] for cookie in page.context.cookies()}
