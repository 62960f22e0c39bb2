"""An interview in a browser: by keyboard alone, on a phone, under axe, on paper."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from latido.apps.screening import actions, queries
from latido.apps.screening.models import Screening
from tests.apps.screening.written import assessed

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FOCUSED = "document.activeElement.name + '=' + document.activeElement.value"
PAGES = ["", "prepare/", "dimension/D1/", "assessment/", "stop/", "result/"]


@pytest.fixture
def root(live_server):
    return f"{live_server.url}/es/work/screenings/"


@pytest.fixture
def written(desk, begin):
    """A screening with something in every section."""
    screening = begin()
    contents = {
        "preparation": {"age": "adult", "checks": ["private"]},
        "D1": {"answers": {"D1-01": "yes", "D1-02": "yes", "D1-03": "prefer_not_to_say"}, "note": "Nota"},
        "D4": {"answers": {"D4-01": "yes", "D4-02": "yes"}, "note": ""},
        "assessment": assessed(
            act=("present", "La llevaron", ["mx-10-3:recruit"]),
            purpose=("not_established", "Falta saber", []),
        ),
    }
    for code, content in contents.items():
        actions.save_section(by=desk.holder, screening=screening, code=code, content=content, version=0)
    return screening


def breaches(page) -> dict[str, list[str]]:
    found = Axe().run(page, options=RULES).response["violations"]
    return {one["id"]: [node["html"] for node in one["nodes"]] for one in found}


def tab_to(page, wanted: str, key: str = "Tab") -> None:
    """Press Tab until the control called ``wanted`` has the focus."""
    for _ in range(120):
        page.keyboard.press(key)
        if page.evaluate(FOCUSED) == wanted:
            return
    raise AssertionError(f"{wanted} cannot be reached by keyboard")


def test_a_whole_screening_by_keyboard_alone(in_browser, root, desk):
    page = in_browser(viewport={"width": 1280, "height": 900})
    page.goto(root)
    tab_to(page, "instrument=ilo-adult-labour")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/prepare/")
    tab_to(page, "checks=private")
    page.keyboard.press("Space")
    tab_to(page, "go=next")
    page.keyboard.press("Enter")
    page.wait_for_url("**/dimension/D1/")
    screening = Screening.objects.get()
    page.goto(f"{root}{screening.id}/dimension/D4/")
    tab_to(page, "D4-01=yes")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")  # arrows move inside a row of answers, Tab to the next row
    assert page.evaluate(FOCUSED).startswith("D4-02=")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")  # the first button of the form saves and stays
    page.get_by_text("Guardado y sellado.").wait_for()
    assert answers(desk, screening) == {"D4-01": "yes", "D4-02": "no"}
    tab_to(page, "go=next")
    page.keyboard.press("Enter")
    page.wait_for_url("**/dimension/D5/")
    page.goto(f"{root}{screening.id}/assessment/")
    tab_to(page, "act=present")
    page.keyboard.press("Space")
    tab_to(page, "act-reason=")
    page.keyboard.type("La llevaron")
    tab_to(page, "go=next")
    page.keyboard.press("Enter")
    page.wait_for_url("**/result/")
    page.get_by_role("button", name="Terminar la detección").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Resultado", exact=False).first.wait_for()
    page.wait_for_function("document.querySelector('h1').textContent.includes('Terminada')")
    assert queries.screening(screening.id).status == "finished"


def answers(desk, screening):
    return actions.open_interview(by=desk.holder, screening=screening).answers


def test_stopping_from_the_first_question_by_keyboard(in_browser, root, begin):
    screening = begin()
    page = in_browser()
    page.goto(f"{root}{screening.id}/dimension/D1/")
    tab_to(page, "go=stop")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stop/")


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(in_browser, root, written, mode, width):
    page = in_browser(color_scheme=mode, viewport={"width": width, "height": 844})
    for path in ["", *[f"{written.id}/{each}" for each in PAGES]]:
        page.goto(f"{root}{path}")
        assert (path, breaches(page)) == (path, {})


def test_axe_finds_nothing_where_two_versions_meet(in_browser, root, written, desk, complaints):
    complaints.expected.append("status of 409")
    page = in_browser(viewport={"width": 390, "height": 844})
    page.goto(f"{root}{written.id}/dimension/D1/")
    theirs = {"answers": {"D1-01": "no"}, "note": "La de ella"}
    actions.save_section(by=desk.holder, screening=written, code="D1", content=theirs, version=1)
    page.get_by_role("button", name="Guardar", exact=True).click()
    page.locator("#both").wait_for()
    assert breaches(page) == {}
    page.get_by_role("button", name="Guardar", exact=True).click()
    page.get_by_text("Guardado y sellado.").wait_for()
    assert answers(desk, written)["D1-01"] == "yes"


@pytest.mark.parametrize(("width", "size"), [(320, 16), (390, 32), (1280, 32)])
def test_nothing_runs_off_a_narrow_or_enlarged_page(in_browser, root, written, width, size):
    page = in_browser(viewport={"width": width, "height": 844})
    for path in ["", *[f"{written.id}/{each}" for each in PAGES]]:
        page.goto(f"{root}{path}")
        page.evaluate(f"document.documentElement.style.fontSize = '{size}px'")
        assert (path, page.evaluate(OVERFLOW)) == (path, 0)


def test_answers_are_large_enough_for_a_thumb(in_browser, root, written):
    page = in_browser(viewport={"width": 390, "height": 844})
    page.goto(f"{root}{written.id}/dimension/D1/")
    boxes = page.evaluate(
        "Array.from(document.querySelectorAll('.answers .choice, .interview .button, .parts a'),"
        " (one) => Math.min(one.getBoundingClientRect().height, one.getBoundingClientRect().width))"
    )
    assert len(boxes) > 50
    assert [size for size in boxes if size < 44] == []


def test_an_interview_works_without_scripts(in_browser, root, written, desk):
    page = in_browser(java_script_enabled=False)
    page.goto(f"{root}{written.id}/dimension/D2/")
    page.locator("label[for^=id_D2-01]").first.click()
    page.get_by_role("button", name="Guardar y seguir").click()
    assert page.url.endswith("/dimension/D3/")
    assert answers(desk, written)["D2-01"] == "yes"


def test_the_print_holds_the_caveat_and_every_form_but_no_control(in_browser, root, written):
    page = in_browser()
    page.goto(f"{root}{written.id}/result/")
    page.emulate_media(media="print")
    assert page.get_by_text("Es una guía para ofrecer ayuda").first.is_visible()
    assert page.get_by_text("sin resultado: el artículo no se ha capturado").first.is_visible()
    visible = [button.is_visible() for button in page.locator("button, .rooms, .bar").all()]
    assert len(visible) > 4
    assert not any(visible)
