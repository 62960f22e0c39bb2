"""The report page without a browser: presets, errors that lose nothing, sealing on arrival, JSON."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from django.test import Client

from latido import signing
from latido.apps.keyring.reporters import to_base64url
from latido.apps.places.models import Place
from latido.apps.reports import actions
from latido.apps.reports.models import Report
from tests.apps.reports import synthetic

ES, EN = "/es/report/", "/en/report/"
WORDS = "Vi a dos personas ficticias que no pueden salir."


def text_of(response) -> str:
    return unescape(response.content.decode())


def receipt_in(response) -> str:
    return re.search(r'id="number">([0-9A-Z-]{19})<', text_of(response)).group(1)


def body_of(sent: synthetic.Sent, **changes) -> dict:
    each = sent.submission
    return {
        "v": 1,
        "place": each.place_code,
        "signs": list(each.sign_codes),
        "urgent": each.urgent,
        "campaign": each.campaign_code,
        "language": each.language,
        "table": each.table_version,
        "lookup": to_base64url(each.lookup_id),
        "point": to_base64url(each.reporter_public),
        "key": to_base64url(each.wrapped_key),
        "envelope": to_base64url(each.envelope),
        **changes,
    }


def post_json(client, data, path=ES):
    body = data if isinstance(data, (str, bytes)) else json.dumps(data)
    return client.post(path, body, content_type="application/json")


@pytest.mark.parametrize("path", [ES, EN, "/es/routing.json"])
def test_public_pages_set_no_cookie(client, node, path):
    response = client.get(path)
    assert (response.status_code, len(response.cookies)) == (200, 0)
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "csrfmiddlewaretoken" not in text_of(response)


def test_the_page_speaks_both_languages(client, node):
    assert "Díganos qué vio" in text_of(client.get(ES))
    assert "Tell us what you saw" in text_of(client.get(EN))


def test_help_lines_come_before_the_form(client, node):
    page = text_of(client.get(ES))
    assert -1 < page.index('href="tel:911"') < page.index('<form id="report"')


def test_entry_and_exit_places_come_first_then_the_others_by_name(client, node):
    page = text_of(client.get(ES))
    hubs, others = re.findall(r'<optgroup label="[^"]+">(.*?)</optgroup>', page, re.DOTALL)
    assert 'value="07-tapachula"' in hubs
    names = [unescape(name).strip() for name in re.findall(r">([^<]+)</option>", others)]
    towns = Place.objects.filter(state_code="07", kind="town")
    assert sorted(names) == sorted(each.name for each in towns)
    assert names[:2] == ["Acacoyagua", "Acala"]
    assert 'value="07-talisman" data-small' in hubs


def test_a_posters_code_presets_place_and_campaign(client, node):
    page = text_of(client.get(ES, {"p": "07-palenque", "c": "corazon-azul"}))
    assert 'value="07-palenque" selected' in page
    assert 'name="campaign" value="corazon-azul"' in page


def test_unknown_presets_are_ignored(client, node):
    page = text_of(client.get(ES, {"p": "nowhere", "c": '"><script>'}))
    assert " selected" not in page
    assert '<input type="hidden" name="campaign" id="id_campaign">' in page
    assert "<script>" not in page


def test_only_the_public_signs_are_shown_and_none_is_ticked(client, node):
    page = text_of(client.get(ES))
    shown = set(re.findall(r'name="signs" value="([^"]+)"', page))
    from latido.engines.indicators import prompt_list

    assert shown == {prompt.code for prompt in prompt_list().prompts if prompt.public}
    assert " checked" not in page


def test_the_routing_table_is_signed(client, node):
    served = client.get("/es/routing.json").json()
    assert signing.verify(served["jws"], served["key"]) == actions.current_table().content
    assert f'data-routing="{served["jws"]}"' in text_of(client.get(ES))


def test_without_scripts_a_report_is_sealed_on_arrival(node):
    client = Client(enforce_csrf_checks=True)
    form = {
        "place": "07-palenque",
        "signs": ["UG-03", "UC-01"],
        "narrative": WORDS,
        "exact_place": "Calle Inventada 0",
        "contact": synthetic.CONTACT,
        "urgent": "on",
        "campaign": "corazon-azul",
    }
    response = client.post(ES, form)
    assert response.status_code == 201
    report = Report.objects.get()
    assert (report.place_code, report.sign_codes) == ("07-palenque", ["UG-03", "UC-01"])
    assert (report.urgent, report.campaign_code, report.language) == (True, "corazon-azul", "es")
    opened = actions.open_report(by=node.desk.holder, report_id=report.id)
    assert opened.content == {
        "v": 1,
        "narrative": WORDS,
        "exact_place": "Calle Inventada 0",
        "contact": synthetic.CONTACT,
        "contact_when": "",
        "language": "es",
    }
    assert actions.open_receipt(receipt=receipt_in(response)) == actions.OpenedReceipt("read", ())
    assert "no-store" in response["Cache-Control"]
    assert len(response.cookies) == 0


def test_the_name_of_a_small_place_is_sealed(client, node):
    client.post(ES, {"place": synthetic.SMALL_PLACE, "narrative": WORDS, "exact_place": "el puente"})
    report = Report.objects.get()
    assert report.place_code == ""
    content = actions.open_report(by=node.desk.holder, report_id=report.id).content
    assert content["exact_place"] == "Talismán. el puente"


def test_an_empty_report_is_explained_and_loses_nothing(client, node):
    response = client.post(ES, {"place": "07-palenque", "contact": synthetic.CONTACT, "narrative": "  "})
    page = text_of(response)
    assert response.status_code == 422
    assert "Marque por lo menos una señal o escriba unas palabras." in page
    assert synthetic.CONTACT in page
    assert 'value="07-palenque" selected' in page
    assert Report.objects.count() == 0


def test_a_narrative_of_a_megabyte_is_explained_and_loses_nothing(client, node):
    narrative = "Palabras ficticias. " * 52_429
    response = client.post(ES, {"narrative": narrative, "signs": ["UC-01"]})
    page = text_of(response)
    assert response.status_code == 413
    assert "El texto es demasiado largo." in page
    assert narrative.strip() in page
    assert re.search(r'value="UC-01"[^>]* checked', page)
    assert Report.objects.count() == 0


def test_more_than_the_server_takes_gets_its_own_page(client, node):
    client.raise_request_exception = False
    response = client.post(ES, {"narrative": "x" * 4_300_000})
    assert response.status_code == 413


def test_nobody_to_receive_is_said(client, db):
    response = client.post(ES, {"narrative": WORDS})
    assert response.status_code == 503
    assert "llame a una de las líneas de ayuda" in text_of(response)
    assert WORDS in text_of(response)


def test_a_sealed_report_arrives_once(client, node):
    sent = synthetic.sealed()
    for _ in range(2):
        response = post_json(client, body_of(sent))
        assert (response.status_code, response.json()) == (201, {"status": "received"})
    assert Report.objects.get().id == sent.id


def test_a_replayed_envelope_is_refused_clearly(client, node):
    sent = synthetic.sealed()
    post_json(client, body_of(sent))
    response = post_json(client, body_of(sent, urgent=True))
    assert (response.status_code, response.json()["code"]) == (409, "replay")
    assert "Con esta clave ya se había enviado otra cosa." in response.json()["message"]


@pytest.mark.parametrize(
    ("changes", "code", "status"),
    [
        ({"envelope": "AAAA"}, "envelope", 400),
        ({"envelope": "not base64url!"}, "format", 400),
        ({"table": 99}, "table", 409),
        ({"place": "nowhere"}, "place", 400),
        ({"v": 2}, "format", 400),
    ],
)
def test_malformed_reports_are_refused_clearly(client, node, changes, code, status):
    response = post_json(client, body_of(synthetic.sealed(), **changes), EN)
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response.json()["message"].endswith((".", "list."))
    assert Report.objects.count() == 0


@pytest.mark.parametrize("body", [" ", "{", "[]", '"x"', "null", b"\xff\xfe", "[" * 100_000])
def test_what_is_no_json_is_refused_clearly(client, node, body):
    response = post_json(client, body)
    assert (response.status_code, response.json()["code"]) == (400, "format")


def test_other_methods_are_not_known(client, node):
    assert client.put(ES).status_code == 405
