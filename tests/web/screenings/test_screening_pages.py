"""The pages of a screening through the test client, signed in with both steps."""

from __future__ import annotations

import uuid

import pytest
from django.utils import timezone

from latido.apps.screening import queries
from latido.apps.screening.models import Screening
from latido.apps.screening.reading import outcome_of
from tests.apps.screening.written import assessed
from tests.web.screenings.addresses import CAVEAT, EXPLOITED, ROOT, at, dimension, opened, save, text_of


def test_from_the_list_to_the_result(signed, desk):
    listed = signed.get(ROOT)
    assert [choice for choice, _ in listed.context["form"].fields["instrument"].choices] == [
        "ilo-adult-labour",
        "ilo-child-labour",
    ]
    begun = signed.post(f"{ROOT}start/", {"instrument": "ilo-adult-labour", "team": str(desk.team.id)})
    screening = Screening.objects.get()
    assert begun.url == at(screening)
    assert signed.get(begun.url).url == at(screening, "prepare")
    prepared = signed.post(
        at(screening, "prepare"), {"version": 0, "checks": ["private"], "age": "adult", "go": "next"}
    )
    assert prepared.url == dimension(screening, "D1")
    answered = {"version": 0, "D1-01": "yes", "D1-02": "yes", "note": "Nota ficticia", "go": "next"}
    assert signed.post(dimension(screening, "D1"), answered).url == dimension(screening, "D2")
    signed.post(dimension(screening, "D4"), {"version": 0, **EXPLOITED, "go": "stay"})
    assert signed.post(dimension(screening, "D6"), {"version": 0, "go": "next"}).url == at(
        screening, "assessment"
    )
    person = {"version": 0, "act": "present", "act-reason": "La llevaron", "act-items": "mx-10-3:recruit"}
    assert signed.post(at(screening, "assessment"), {**person, "go": "next"}).url == at(screening, "result")
    so_far = signed.get(at(screening, "result"))
    assert (so_far.context["finished"], text_of(so_far).count(CAVEAT)) == (False, 2)
    assert signed.post(at(screening, "finish")).url == at(screening, "result")
    done = signed.get(at(screening, "result"))
    assert done.context["finished"]
    kept = opened(desk, screening)
    again = outcome_of(kept, "ilo-adult-labour", "2009.1", now=timezone.now())
    assert [each.positive for each in kept.outcomes[-1].dimensions] == [
        each.positive for each in again.dimensions
    ]
    protocol = done.context["result"].protocol
    assert (protocol.scored.indication, protocol.assessed.indication) == ("indicated", "not_indicated_so_far")


def test_nothing_is_preselected_and_nothing_is_forced(signed, begin):
    screening = begin()
    for path in ("prepare", "assessment"):
        assert b"checked" not in signed.get(at(screening, path)).content
    page = signed.get(dimension(screening, "D1"))
    assert b"checked" not in page.content
    assert b" required" not in page.content
    assert signed.post(dimension(screening, "D1"), {"version": 0, "go": "next"}).status_code == 302


def test_every_question_offers_the_same_four_answers(signed, begin):
    page = signed.get(dimension(begin(), "D5"))
    rows = page.context["form"].rows
    assert len(rows) == 15
    assert {tuple(value for value, _ in field.field.choices) for _, field in rows} == {
        ("yes", "no", "do_not_know", "prefer_not_to_say")
    }


def test_an_answer_can_be_taken_back(signed, desk, begin):
    screening = begin()
    save(desk, screening, "D4", {"answers": EXPLOITED, "note": ""})
    signed.post(dimension(screening, "D4"), {"version": 1, **EXPLOITED, "clear": "D4-01"})
    assert opened(desk, screening).answers == {"D4-02": "yes"}


@pytest.mark.parametrize("go", ["stay", "next", "stop"])
def test_every_button_saves_first(signed, desk, begin, go):
    screening = begin()
    answer = signed.post(dimension(screening, "D1"), {"version": 0, "D1-01": "no", "go": go})
    assert opened(desk, screening).answers == {"D1-01": "no"}
    assert (
        answer.url
        == {
            "stay": dimension(screening, "D1"),
            "next": dimension(screening, "D2"),
            "stop": at(screening, "stop"),
        }[go]
    )


def test_the_limits_of_confidentiality_come_first(signed, begin):
    adult, child = (
        text_of(signed.get(at(begin(), "prepare"))),
        text_of(signed.get(at(begin("child"), "prepare"))),
    )
    assert "la ley me obliga a avisar de inmediato a la fiscalía" in adult
    assert "Tienes menos de 18 años" in child
    assert "Tienes menos de 18 años" not in adult
    assert "Primero, si es menor de 18 años: Procuraduría de Protección" in child
    assert "Procuraduría" not in adult


def test_not_safe_now_leaves_only_a_plan(signed, desk, begin):
    screening = begin()
    checks = {"version": 0, "checks": ["private"], "age": "adult", "go": "stop"}
    assert signed.post(at(screening, "prepare"), checks).url == at(screening, "stop")
    plan = {"version": 0, "plan": "El jueves en la oficina"}
    assert signed.post(at(screening, "stop"), plan).url == at(screening)
    assert list(opened(desk, screening).sections) == ["plan"]
    assert "El jueves en la oficina" in text_of(signed.get(at(screening)))
    assert signed.post(at(screening, "take-up")).url == at(screening, "prepare")


def test_what_is_not_ticked_stays_as_a_reminder(signed, desk, begin):
    screening = begin()
    save(desk, screening, "preparation", {"age": "adult", "checks": ["private"]})
    page = signed.get(dimension(screening, "D1"))
    assert len(page.context["reminders"]) == 5
    assert "Estamos en un lugar privado" not in text_of(page)


def test_an_age_under_18_brings_the_set_for_children(signed, begin):
    screening = begin("adult")
    answer = signed.post(
        at(screening, "prepare"), {"version": 0, "age": "presumed_child", "go": "next"}, follow=True
    )
    assert "Para esta edad se usa otro grupo" in text_of(answer)
    assert queries.screening(screening.id).instrument == "ilo-child-labour"


def test_a_childs_result_needs_no_means(signed, desk, begin):
    screening = begin("child")
    save(desk, screening, "D4", {"answers": EXPLOITED, "note": ""})
    save(desk, screening, "assessment", assessed(act=("present", "La llevó un conocido")))
    page = signed.get(at(screening, "result"))
    means = page.context["result"].protocol.scored.elements[1]
    assert (page.context["result"].protocol.scored.indication, means.finding) == ("indicated", "not_needed")
    assert "Primero, si es menor de 18 años: Procuraduría" in text_of(page)


def test_the_warning_tells_the_base_rate_with_its_source(signed, begin):
    page = signed.get(at(begin(), "result"))
    words = text_of(page)
    assert "de 1000 personas entrevistadas, 10 viven una situación de trata" in words
    assert "marcaría a 241, y solo 9 de ellas" in words
    assert "QYIT, 340 assessments of homeless youth" in words
    assert "de segunda mano, aún sin comparar con la fuente" in words


def test_forms_that_are_not_keyed_say_so(signed, begin):
    words = text_of(signed.get(at(begin(), "result")))
    assert words.count("sin resultado: el artículo no se ha capturado") == 9


def test_a_finding_without_a_reason_is_asked_for_one_and_nothing_is_lost(signed, desk, begin):
    screening = begin()
    posted = {"version": 0, "act": "present", "means-reason": "Una deuda inventada", "go": "next"}
    page = signed.post(at(screening, "assessment"), posted)
    assert page.status_code == 200
    assert page.context["form"].errors == {
        "act-reason": ["Diga en pocas palabras por qué, o deje este elemento abierto."]
    }
    assert "Una deuda inventada" in page.content.decode()
    assert opened(desk, screening).sections == {}


def test_what_is_written_beside_an_open_element_is_kept(signed, desk, begin):
    screening = begin()
    signed.post(at(screening, "assessment"), {"version": 0, "means-reason": "Quizá una deuda"})
    assert opened(desk, screening).elements["means"]["reason"] == "Quizá una deuda"
    assert "Quizá una deuda" in signed.get(at(screening, "assessment")).content.decode()


@pytest.mark.parametrize(
    "posted",
    [{"D1-01": "perhaps"}, {"D3-08": "yes"}, {"note": "x" * 4001}, {"version": "-1"}],
    ids=["unknown answer", "another section", "long note", "version"],
)
def test_what_cannot_be_saved_says_so_and_keeps_the_rest(signed, desk, begin, posted):
    screening = begin()
    page = signed.post(dimension(screening, "D1"), {"version": 0, "D1-02": "yes", **posted})
    assert page.status_code == 200
    assert page.context["form"].errors
    assert page.context["form"]["D1-02"].value() == "yes"
    assert opened(desk, screening).sections == {}


def test_a_beginning_without_a_choice_is_answered_on_the_list(signed, desk):
    page = signed.post(f"{ROOT}start/", {"team": str(desk.team.id)})
    assert page.context["form"].errors == {"instrument": ["Elija un grupo de preguntas."]}


@pytest.mark.parametrize("name", ["adult", "child", "ilo-adult-labour"])
def test_the_inbox_names_a_set_by_whom_it_is_about(signed, desk, name):
    report_id = uuid.uuid4()
    posted = {"instrument": name, "team": str(desk.team.id), "report": str(report_id)}
    for _ in range(2):
        assert signed.post(f"{ROOT}start/", posted).status_code == 302
    assert Screening.objects.get().report_id == report_id


def test_addresses_that_take_a_post_lead_back_after_signing_in(signed, begin):
    screening = begin()
    assert signed.get(f"{ROOT}start/").url == ROOT
    for path in ("take-up", "finish"):
        assert signed.get(at(screening, path)).url == at(screening)


@pytest.mark.parametrize("path", ["", "dimension/D1/", "result/", "result.json"])
def test_an_unknown_screening_is_404(signed, path):
    assert signed.get(f"{ROOT}{uuid.uuid4()}/{path}").status_code == 404


def test_an_unknown_section_or_file_is_404(signed, begin):
    screening = begin()
    assert signed.get(dimension(screening, "D9")).status_code == 404
    assert signed.get(f"{ROOT}{screening.id}/result.exe").status_code == 404
