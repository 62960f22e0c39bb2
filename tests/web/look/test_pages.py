"""What every page keeps to: size, no inline code, no cookies, two languages, problems in plain words."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from latido.web.problems import PROBLEMS

WEB = Path(__file__).parents[3] / "src" / "latido" / "web"
TEMPLATES = sorted(WEB.rglob("templates/**/*.html"))
INLINE = re.compile(
    r"<style|\sstyle=|\son[a-z]+=[\"']|javascript:|<script(?![^>]*\ssrc=)|hx-on|"
    r"(?:src|href)=[\"'](?:https?:)?//(?!www\.wikipedia)"
)
CSS_LIMIT = 5_000  # bytes after gzip; the whole report page has 15,000


def render(source: str, language: str = "es", **context) -> str:
    with translation.override(language):
        return Template("{% load latido_tags %}" + source).render(Context(context))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(WEB).as_posix())
def test_no_template_holds_inline_code_or_another_host(template):
    assert INLINE.findall(template.read_text()) == []


@pytest.mark.parametrize(
    "source",
    ['<p style="x">', '<a onclick="x()">', "<script>1</script>", '<img src="https://example.org/a.png">'],
)
def test_inline_code_is_recognised(source):
    assert len(INLINE.findall(source)) == 1


def test_the_style_of_public_pages_is_small():
    assert len(gzip.compress((WEB / "static" / "latido" / "latido.css").read_bytes(), 9)) <= CSS_LIMIT


@pytest.mark.parametrize("language", ["es", "en"])
def test_public_pages_set_no_cookie_and_do_not_ask_for_one(style_pages, client, language):
    response = client.get(f"/{language}/look/")
    assert response.status_code == 200
    assert response.cookies.output() == ""
    assert "cookie" not in response.headers.get("Vary", "").lower()
    assert "csrfmiddlewaretoken" not in response.text
    assert f'<html lang="{language}" dir="ltr">' in response.text


def test_a_right_to_left_language_turns_the_page():
    assert '<html lang="ar" dir="rtl">' in render('{% include "latido/page.html" %}', "ar")


def test_the_language_switch_keeps_page_and_question(style_pages, client):
    page = client.get("/es/look/?wrong=1").text
    assert '<a href="/en/look/?wrong=1" lang="en" hreflang="en">English</a>' in page
    assert 'hreflang="es"' not in page


def test_the_language_switch_of_a_missing_page_leads_to_the_first_page():
    request = RequestFactory().get("/es/nowhere/")
    assert render("{% other_language_url 'en' %}", request=request) == "/en/"
    assert render("{% other_language_url %}", request=None) == ""


@pytest.mark.parametrize("status", sorted(PROBLEMS))
@pytest.mark.parametrize("language", ["es", "en"])
def test_a_problem_says_what_happened_and_what_to_do(style_pages, client, language, status):
    response = client.get(f"/{language}/look/problem/{status}/")
    assert response.status_code == status
    with translation.override(language):
        problem = PROBLEMS[status]
        words = [str(problem.title), str(problem.happened), str(problem.do)]
    page = response.text.replace("&#x27;", "'")
    assert [text for text in words if text not in page] == []


def test_django_answers_problems_with_these_pages(style_pages):
    client = Client(raise_request_exception=False)
    found = {path: client.get(f"/es/{path}/") for path in ("look/nowhere", "look/refused", "look/broken")}
    assert {path: response.status_code for path, response in found.items()} == {
        "look/nowhere": 404,
        "look/refused": 403,
        "look/broken": 500,
    }
    assert "Aquí no hay ninguna página" in found["look/nowhere"].text
    assert "cases.open" not in found["look/refused"].text
    assert "Algo falló de nuestro lado" in found["look/broken"].text


def test_a_body_that_is_too_large_says_so(style_pages, client):
    posted = {"seen": "x" * 100}
    assert client.post("/es/look/posted/", posted).text == "1"
    style_pages.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    response = client.post("/es/look/posted/", urlencode(posted), "application/x-www-form-urlencoded")
    assert response.status_code == 413
    assert "Es demasiado de una sola vez" in response.text


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_problem_pages_need_no_context(name):
    with translation.override("es"):
        assert "Qué puede hacer" in render_to_string(name)


class ReportForm(forms.Form):
    seen = forms.CharField(label="Seen", help_text="In your own words", widget=forms.Textarea)
    signs = forms.MultipleChoiceField(
        label="Signs",
        choices=[("At work", [("debt", "Debt")]), ("papers", "Papers")],
        widget=forms.CheckboxSelectMultiple,
    )
    agreed = forms.BooleanField(label="Agreed", required=False)


def test_a_field_ties_label_hint_and_error_to_its_control():
    form = ReportForm({"seen": ""})
    html = render('{% include "latido/field.html" with field=form.seen sensitive=True %}', "en", form=form)
    assert '<label for="id_seen">Seen' in html
    assert 'id="id_seen_helptext"' in html
    assert 'id="id_seen_error"' in html
    control = re.search(r"<textarea[^>]*>", html)[0]
    assert 'aria-describedby="id_seen_helptext id_seen_error"' in control
    assert 'autocomplete="off"' in control
    assert 'spellcheck="false"' in control
    assert 'aria-invalid="true"' in control


def test_a_field_that_is_not_sensitive_may_be_remembered():
    html = render('{% include "latido/field.html" with field=form.seen %}', "en", form=ReportForm())
    assert "autocomplete" not in html


def test_choices_are_rows_in_named_groups_and_stay_ticked():
    form = ReportForm({"signs": ["debt"], "seen": "x"})
    html = render('{% include "latido/field.html" with field=form.signs %}', "en", form=form)
    assert html.count('class="choice"') == 2
    assert '<legend class="group">At work</legend>' in html
    assert re.findall(r'value="(\w+)"[^>]*checked', html) == ["debt"]


def test_a_single_check_box_is_one_row():
    html = render('{% include "latido/field.html" with field=form.agreed %}', "en", form=ReportForm())
    assert html.count('<label class="choice" for="id_agreed">') == 1
    assert "(optional)" not in html


def test_the_summary_of_errors_leads_to_each_field():
    html = render('{% include "latido/errors.html" %}', "en", form=ReportForm({"seen": ""}))
    assert re.findall(r'href="#(\w+)"', html) == ["id_seen", "id_signs"]
    assert render('{% include "latido/errors.html" %}', "en", form=ReportForm()).strip() == ""


def test_an_unknown_icon_is_an_error():
    with pytest.raises(KeyError):
        render("{% icon 'unicorn' %}")
