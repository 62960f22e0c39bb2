"""The style page in a browser: axe at WCAG 2.2 AA, narrow and zoomed screens, the way out."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = ["look/", "look/?wrong=1", "look/workbench/", "look/sign-in/", "look/problem/503/"]
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def node(style_pages, live_server, complaints):
    complaints.expected.append("status of 503")
    return live_server.url


def breaches(page) -> dict[str, list[str]]:
    found = Axe().run(page, options=RULES).response["violations"]
    return {one["id"]: [node["html"] for node in one["nodes"]] for one in found}


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing(node, browse, address, mode):
    page = browse(color_scheme=mode, viewport={"width": 390, "height": 800})
    page.goto(f"{node}/es/{address}")
    assert breaches(page) == {}


def test_axe_would_find_something(node, browse):
    page = browse()
    page.goto(f"{node}/es/look/")
    page.evaluate("document.querySelector('label[for=id_place]').remove()")
    assert list(breaches(page)) == ["select-name"]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("width", "size"), [(320, 16), (390, 32), (1280, 32)])
def test_nothing_runs_off_a_narrow_or_enlarged_page(node, browse, address, width, size):
    page = browse(viewport={"width": width, "height": 800})
    page.goto(f"{node}/es/{address}")
    page.evaluate(f"document.documentElement.style.fontSize = '{size}px'")
    assert page.evaluate(OVERFLOW) == 0


def test_targets_are_large_enough_for_a_thumb(node, browse):
    page = browse(viewport={"width": 390, "height": 800})
    page.goto(f"{node}/es/look/")
    targets = ".button, .choice, .leave, .line, .languages a, .brand, select"
    heights = page.eval_on_selector_all(targets, "all => all.map(one => one.getBoundingClientRect().height)")
    assert len(heights) > 15
    assert [height for height in heights if height < 44] == []


def test_the_first_tab_stop_skips_to_the_content(node, browse):
    page = browse()
    page.goto(f"{node}/es/look/workbench/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Ir al contenido"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_leaving_quickly_takes_the_page_out_of_the_history(node, browse):
    page = browse()
    page.goto(f"{node}/en/look/sign-in/")
    page.goto(f"{node}/en/look/")
    page.evaluate("document.querySelector('[data-leave]').href = '/en/look/workbench/'")
    page.get_by_text("Leave quickly").click()
    page.wait_for_url("**/look/workbench/")
    page.go_back()
    assert page.url.endswith("/look/sign-in/")


def test_leaving_works_without_a_script(node, browse):
    page = browse(java_script_enabled=False)
    page.goto(f"{node}/en/look/")
    assert page.get_by_text("Leave quickly").get_attribute("href").startswith("https://")
