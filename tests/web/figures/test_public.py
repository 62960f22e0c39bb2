"""The public figures as a reader, a spreadsheet and an attacker see them."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from latido import signing
from latido.apps.statistics import queries
from latido.apps.statistics.models import Publication
from latido.apps.statistics.testing import lifted_triggers
from latido.apps.statistics.words import form_name
from tests.apps.statistics.made_up import LEAKY, naive, worked_out

CELL = re.compile(r'<td class="number" data-state="(\w+)" data-form="(\w+)">(.*?)</td>', re.DOTALL)
LARGE = {
    ("07", "ForcedLabour"): 20,
    ("08", "ForcedBegging"): 30,
    ("07", "ForcedBegging"): 40,
    ("08", "ForcedLabour"): 50,
}


def page(client, query: str = "") -> str:
    response = client.get(f"/es/figures/{query}")
    assert response.status_code == 200
    return response.content.decode()


def section(html: str, name: str) -> str:
    return html.split(f'id="{name}">', 1)[1].split("</table>", 1)[0]


def cells(html: str) -> dict[tuple[str, str], int | None]:
    """What the table by state says: a number, or None behind a lock."""
    found = CELL.findall(section(html, "by-state"))
    return {
        (state, form): None if "menos de 11 o protegida" in text else int(text) for state, form, text in found
    }


def rows(client, publication) -> list[dict[str, str]]:
    text = client.get(f"/es/figures/{publication.id}.csv").content.decode()
    return list(csv.DictReader(io.StringIO(text)))


def guesses(values):
    return {key: ends for key, ends in worked_out(values).items() if ends[1] - ends[0] < 11}


def test_without_a_publication_the_page_says_what_will_be_there(client, db):
    html = page(client)
    assert "Todavía no se publica ningún trimestre" in html
    assert client.get("/es/figures/?q=2026-Q2").status_code == 200


def test_the_page_cannot_be_solved_where_a_careless_one_can(client, publish):
    assert guesses(naive(LEAKY)) == {("07", "ForcedLabour"): (3, 3)}
    publish(LEAKY)
    read = cells(page(client))
    assert read["07", "ForcedLabour"] is None
    assert read["total", "total"] == sum(LEAKY.values())
    assert guesses(read) == {}


def test_the_csv_cannot_be_solved_either(client, publish):
    publication = publish(LEAKY)
    read = {
        (row["state_code"], row["form_code"]): int(row["value"]) if row["value"] else None
        for row in rows(client, publication)
    }
    assert len(read) == 34 * 14
    assert read["07", "ForcedLabour"] is None
    states, forms = ({key[part] for key, value in read.items() if value != 0} for part in (0, 1))
    counted = {key: value for key, value in read.items() if key[0] in states and key[1] in forms}
    assert guesses(counted) == {}  # where all is zero nothing can be worked out, and solving it takes long
    assert {key: value for key, value in read.items() if key in cells(page(client))} == cells(page(client))


def test_no_small_count_stands_anywhere_in_what_is_sent(client, publish):
    publication = publish({**LEAKY, ("20", "Servitude"): 7})
    sent = json.loads(client.get(f"/es/figures/{publication.id}.json").content)
    values = [row[3] for row in sent["statement"]["table"]["cells"]]
    assert [value for value in values if value and value < 11] == []
    assert [value for value in cells(page(client)).values() if value and value < 11] == []


def test_figures_read_as_numbers_locks_and_zeros(client, publish):
    publish({**LARGE, ("07", "Servitude"): 4})
    html = page(client, "?state=07")
    table = queries.table_of(Publication.objects.get())
    for figure in (figure for figure in table.figures if figure.state == "07" and figure.form != "total"):
        name = form_name(figure.form, "es")
        shown = f'<li><span class="name">{name}</span>' in html
        assert shown == (figure.status != "zero")
        if figure.value:
            assert f'<span class="value">{figure.value}</span>' in html
    nobody = re.search(r"No se contó a nadie en: (.*?)\.", html)[1].split(", ")
    assert "Extracción de órganos" in nobody
    assert "Trabajo forzado" not in nobody
    assert "Cero en todas las formas: Aguascalientes" in html


def test_the_page_opens_on_the_latest_quarter_and_the_node_s_own_state(client, publish):
    publish(LARGE, "2026-Q1")
    publish({**LARGE, ("07", "ForcedLabour"): 35}, "2026-Q2")
    html = page(client)
    assert "Chiapas · Abril a junio de 2026" in html
    assert "<strong>75</strong>" in html
    assert "Chihuahua · Enero a marzo de 2026" in page(client, "?q=2026-Q1&state=08")
    assert "Todos los estados · Abril a junio de 2026" in page(client, "?state=total")
    both = CELL.findall(section(html, "by-quarter"))
    assert [text.strip() for state, form, text in both if form == "ForcedLabour"] == ["20", "35"]


def test_a_state_without_cases_opens_on_all_states(client, publish, settings):
    settings.LATIDO_STATE = "31"
    publish(LARGE)
    assert "Todos los estados · " in page(client)
    assert "<strong>0</strong>" in page(client, "?state=31")


@pytest.mark.parametrize("query", ["?q=2019-Q1", "?q=<script>", "?state=99", "?state=07%27"])
def test_what_is_not_published_is_not_found(client, publish, query):
    publish(LARGE)
    assert client.get(f"/es/figures/{query}").status_code == 404


def test_an_unknown_publication_is_not_found(client, db):
    for ending in ("csv", "json"):
        assert client.get(f"/es/figures/00000000-0000-4000-8000-000000000000.{ending}").status_code == 404


def test_the_json_verifies_and_the_page_says_so(client, publish):
    publication = publish(LARGE)
    response = client.get(f"/en/figures/{publication.id}.json")
    sent = json.loads(response.content)
    assert signing.verify(sent["signature"], sent["key"]) == sent["statement"]
    assert sent["key"] == signing.own_public_jwk()
    assert response["Content-Disposition"] == 'attachment; filename="latido-mx-chp-2026-Q2.json"'
    assert "La firma coincide" in page(client)


def test_a_table_that_was_changed_in_the_database_shows(client, publish):
    publication = publish(LARGE)
    table = publication.table
    next(row for row in table["cells"] if row[:2] == ["07", "ForcedLabour"])[3] = 21
    with lifted_triggers():
        Publication.objects.filter(pk=publication.pk).update(table=table)
    assert "no confíe en estas cifras" in page(client)


def test_a_correction_is_shown_with_its_reason_and_the_former_can_be_had(client, publish):
    former = publish(LARGE)
    publish({("07", "ForcedLabour"): 15}, reason="Quince expedientes <b>ficticios</b> llegaron tarde.")
    html = page(client)
    assert "<strong>75</strong>" in html
    assert "Quince expedientes &lt;b&gt;ficticios&lt;/b&gt; llegaron tarde." in html
    assert f"/es/figures/{former.id}.csv" in html
    assert {
        row["value"] for row in rows(client, former) if row["state_code"] == row["form_code"] == "total"
    } == {"140"}


@pytest.mark.parametrize("address", ["/es/figures/", "/en/figures/?state=total"])
def test_the_page_sets_no_cookie_and_may_be_kept(client, publish, address):
    publish(LARGE)
    response = client.get(address)
    assert response.cookies == {}
    assert response["Cache-Control"] == "public, max-age=300"
    assert "Cookie" not in response.get("Vary", "")
    assert client.post(address).status_code == 405


def test_no_name_of_who_published_is_shown(client, publish, two):
    publication = publish(LARGE)
    sent = page(client) + client.get(f"/es/figures/{publication.id}.json").content.decode()
    for holder in two:
        assert holder.member.display_name not in sent
        assert str(holder.id) not in sent


def test_a_page_of_two_years_asks_the_database_little(client, publish, django_assert_max_num_queries):
    for quarter in ("2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2"):
        publish(LARGE, quarter)
    with django_assert_max_num_queries(2):
        page(client)
