"""The whole way in a browser: sealed in the page, answered, read with the receipt, written again."""

from __future__ import annotations

import json

import pytest

from latido.apps.reports import actions
from latido.apps.reports.models import Message, Report
from tests.apps.reports import synthetic

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "Tres personas ficticias duermen en la bodega Inventada."
PHONE = {"viewport": {"width": 390, "height": 844}}


def fill(page, address: str) -> None:
    page.goto(f"{address}/es/report/?c=corazon-azul")
    page.get_by_label("Puede haber alguien en peligro").check()
    page.get_by_label("¿Dónde fue?").select_option("07-palenque")
    page.get_by_label("Otra persona contesta por ella o por él").check()
    page.locator("summary", has_text="Niñas, niños y adolescentes").click()
    page.get_by_label("Una niña o un niño no va a la escuela").check()
    page.get_by_label("¿Qué vio o escuchó?").fill(WORDS)
    page.get_by_label("¿Cómo podemos comunicarnos").fill(synthetic.CONTACT)


def send(page) -> None:
    page.get_by_role("button", name="Sellar y enviar").click()


def sent_receipt(page) -> str:
    page.get_by_role("heading", name="Su reporte llegó").wait_for()
    return page.locator("#number").inner_text()


def open_receipt(page, address: str, receipt: str) -> None:
    page.goto(f"{address}/es/answer/")
    page.get_by_label("Clave de seguimiento").fill(receipt)
    page.get_by_role("button", name="Abrir").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_report_is_answered_and_the_reporter_writes_again(browse, live_server, node, scripts):
    page = browse(java_script_enabled=scripts, **PHONE)
    fill(page, live_server.url)
    send(page)
    receipt = sent_receipt(page)
    report = Report.objects.get()
    assert (report.place_code, report.urgent, report.campaign_code) == ("07-palenque", True, "corazon-azul")
    assert report.sign_codes == ["UG-17", "UC-04"]
    opened = actions.open_report(by=node.desk.holder, report_id=report.id)
    assert opened.content == {
        "v": 1,
        "narrative": WORDS,
        "exact_place": "",
        "contact": synthetic.CONTACT,
        "contact_when": "",
        "language": "es",
    }
    actions.answer_report(by=node.desk.holder, report_id=report.id, text="Gracias.\n¿A qué hora?")
    open_receipt(page, live_server.url, receipt.lower())
    page.get_by_text("¿A qué hora?").wait_for()
    page.get_by_label("Escribir otra vez").fill("De noche.")
    send(page)
    page.locator(".thread .mine").wait_for()
    thread = actions.open_report(by=node.desk.holder, report_id=report.id).thread
    assert [each.text for each in thread] == ["Gracias.\n¿A qué hora?", "De noche."]
    assert page.context.cookies() == []


def test_nothing_readable_leaves_a_page_with_scripts(browse, live_server, node):
    page, posted = browse(**PHONE), []
    page.on("request", lambda request: posted.append(request) if request.method == "POST" else None)
    fill(page, live_server.url)
    send(page)
    receipt = sent_receipt(page)
    open_receipt(page, live_server.url, receipt)
    page.get_by_text("Todavía nadie lo ha abierto").wait_for()
    page.get_by_label("Escribir otra vez").fill("De noche.")
    send(page)
    page.locator(".thread .mine").wait_for()
    bodies = [request.post_data for request in posted]
    assert len(bodies) == 3
    assert {"narrative", "contact"}.isdisjoint(json.loads(bodies[0]))
    assert json.loads(bodies[0])["place"] == "07-palenque"
    for trace in (WORDS, "Inventada", synthetic.CONTACT, receipt, receipt.replace("-", ""), "De noche"):
        assert [body for body in bodies if trace in body] == []


def test_the_name_of_a_small_place_stays_sealed(browse, live_server, node):
    page = browse()
    page.goto(f"{live_server.url}/es/report/?p={synthetic.SMALL_PLACE}")
    page.get_by_label("¿En qué parte exactamente?").fill("el puente")
    page.get_by_label("¿Qué vio o escuchó?").fill(WORDS)
    send(page)
    sent_receipt(page)
    report = Report.objects.get()
    assert report.place_code == ""
    content = actions.open_report(by=node.desk.holder, report_id=report.id).content
    assert content["exact_place"] == "Talismán. el puente"


def test_an_empty_report_is_explained(browse, live_server, node):
    page = browse(**PHONE)
    page.goto(f"{live_server.url}/es/report/")
    page.get_by_label("¿Cómo podemos comunicarnos").fill(synthetic.CONTACT)
    send(page)
    page.get_by_text("Marque por lo menos una señal o escriba unas palabras.").wait_for()
    assert page.evaluate("document.activeElement.id") == "problem"
    assert page.get_by_label("¿Cómo podemos comunicarnos").input_value() == synthetic.CONTACT
    assert Report.objects.count() == 0


def test_a_narrative_of_a_megabyte_is_explained(browse, live_server, node):
    page, narrative = browse(), "ficticia " * 116_509
    page.goto(f"{live_server.url}/es/report/")
    page.get_by_label("¿Qué vio o escuchó?").evaluate("(area, text) => { area.value = text }", narrative)
    send(page)
    page.get_by_text("El texto es demasiado largo.").wait_for()
    assert page.get_by_label("¿Qué vio o escuchó?").input_value() == narrative
    assert Report.objects.count() == 0


def test_a_lost_connection_loses_and_doubles_nothing(browse, live_server, node, complaints):
    complaints.expected.append("ERR_FAILED")
    page, bodies = browse(), []

    def lose_the_answer(route):
        bodies.append(route.request.post_data)
        if len(bodies) == 1:
            route.fetch()  # it arrives, but the page never hears of it
            route.abort()
        else:
            route.continue_()

    fill(page, live_server.url)
    page.route("**/es/report/", lose_the_answer)
    send(page)
    page.get_by_text("No hubo respuesta.").wait_for()
    assert page.get_by_label("¿Qué vio o escuchó?").input_value() == WORDS
    assert Report.objects.count() == 1
    send(page)
    receipt = sent_receipt(page)
    assert bodies[0] == bodies[1]
    assert Report.objects.count() == 1
    assert actions.open_receipt(receipt=receipt) is not None


def test_a_refusal_is_shown_in_the_servers_words(browse, live_server, node, complaints):
    complaints.expected.append("status of 409")
    page = browse()
    fill(page, live_server.url)
    from latido.apps.reports.models import RoutingTable

    RoutingTable.objects.update(version=77)
    send(page)
    page.get_by_text("Esta página estuvo abierta demasiado tiempo.").wait_for()
    assert page.get_by_label("¿Qué vio o escuchó?").input_value() == WORDS


@pytest.mark.parametrize("typed", ["0000-0000-0000-0000", "no es una clave"])
def test_wrong_receipts_get_one_answer(browse, live_server, node, complaints, typed):
    complaints.expected.append("status of 404")
    page = browse(**PHONE)
    open_receipt(page, live_server.url, typed)
    page.get_by_text("No hay ningún reporte con esta clave.").wait_for()
    assert page.get_by_label("Clave de seguimiento").input_value() == typed
    assert Message.objects.count() == 0


def test_it_is_usable_by_keyboard_and_fits_a_narrow_phone(browse, live_server, node):
    page = browse(viewport={"width": 320, "height": 640})
    for path in ("/es/report/", "/en/report/", "/es/answer/"):
        page.goto(live_server.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.goto(f"{live_server.url}/es/report/")
    page.get_by_label("¿Qué vio o escuchó?").fill(WORDS)
    page.get_by_role("button", name="Sellar y enviar").focus()
    page.keyboard.press("Enter")
    sent_receipt(page)
    assert page.evaluate("document.activeElement.id") == "sent"
