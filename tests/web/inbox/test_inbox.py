"""The inbox: what an officer sees, opens, answers and closes, and what nobody else does."""

from __future__ import annotations

import datetime as dt
import uuid
from html import unescape

import pytest
from django.test import Client

from latido.apps.audit.models import Entry
from latido.apps.reports import actions
from latido.apps.reports.models import Message, Report
from latido.web.workbench.inbox.due import Due, due_in_words
from tests import factories
from tests.apps.reports import synthetic
from tests.web.signed_in import sign_in

INBOX = "/es/work/inbox/"


def text_of(response) -> str:
    return unescape(response.content.decode())


@pytest.fixture
def officer(node):
    return sign_in(Client(), node.desk.holder)


@pytest.fixture
def sent(node):
    return synthetic.send()


def address(sent: synthetic.Sent, *more: str) -> str:
    return "/".join([INBOX + str(sent.id), *more, ""])


def answer(client, sent, **changes):
    form = {"text": "Gracias. ¿A qué hora?", "message_id": uuid.uuid4(), "seen": 0} | changes
    return client.post(address(sent, "answer"), form)


def test_nobody_sees_it_without_signing_in(client, sent):
    for path in (INBOX, address(sent)):
        assert client.get(path).status_code == 302
    assert sent.report.status == "received"


def test_a_role_without_permission_is_refused(node, sent):
    client = sign_in(Client(), factories.desk().holder)
    assert client.get(INBOX).status_code == 403
    assert client.get(address(sent)).status_code == 403


def test_another_teams_officer_finds_nothing(node, sent):
    client = sign_in(Client(), synthetic.intake_desk().holder)
    assert "No hay reportes en espera" in text_of(client.get(INBOX))
    assert client.get(address(sent)).status_code == 404
    assert answer(client, sent).status_code == 404
    assert client.post(address(sent, "close"), {"reason": "duplicate"}).status_code == 404
    assert (sent.report.status, Message.objects.count()) == ("received", 0)


def test_reports_stand_by_due_time_and_late_ones_are_marked(officer, node):
    normal, urgent, late = synthetic.send(), synthetic.send(urgent=True), synthetic.send()
    synthetic.make_overdue(late.report)
    page = text_of(officer.get(INBOX))
    order = [page.index(f"/inbox/{each.id}/") for each in (late, urgent, normal)]
    assert order == sorted(order)
    assert page.count('class="due late"') == 1
    assert page.count("Tapachula") == 3
    assert synthetic.NARRATIVE not in page


def test_filters_show_what_they_say(officer, node):
    closed, fresh = synthetic.send(), synthetic.send()
    actions.close_report(by=node.desk.holder, report_id=closed.id, reason="informed")
    shown = {
        show: {
            str(each.id)[:8]
            for each in (closed, fresh)
            if str(each.id) in text_of(officer.get(INBOX, {"show": show}))
        }
        for show in ("open", "closed", "all", "late", "answered")
    }
    assert shown == {
        "open": {str(fresh.id)[:8]},
        "closed": {str(closed.id)[:8]},
        "all": {str(fresh.id)[:8], str(closed.id)[:8]},
        "late": set(),
        "answered": set(),
    }


def test_the_list_takes_the_same_queries_however_long_it_is(officer, node, django_assert_max_num_queries):
    for _ in range(3):
        synthetic.send()
    officer.get(INBOX)
    with django_assert_max_num_queries(12):  # issue 3's figure for 100,000 reports
        officer.get(INBOX)


def test_opening_shows_what_was_sealed_and_is_audited(officer, node, sent):
    response = officer.get(address(sent))
    page = text_of(response)
    for words in (synthetic.NARRATIVE, synthetic.CONTACT, "Calle Inventada 0", "Tapachula"):
        assert words in page
    assert "Otra persona guarda sus documentos de identidad" in page
    assert "Son pistas para preguntar, no pruebas" in page
    assert "no-store" in response["Cache-Control"]
    assert sent.report.status == "read"
    entry = Entry.objects.get(action="report.open")
    assert (entry.actor, entry.subject) == (node.desk.holder.audit_name, f"report:{sent.id}")


def test_a_screening_can_be_begun_from_a_report(officer, node, sent):
    page = text_of(officer.get(address(sent)))
    assert 'action="/es/work/screenings/start/"' in page
    assert f'name="report" value="{sent.id}"' in page
    assert f'name="team" value="{node.desk.team.id}"' in page
    assert 'name="instrument" value="adult"' in page
    assert 'name="instrument" value="child"' in page


def test_an_answer_reaches_the_reporter(officer, sent):
    assert answer(officer, sent).status_code == 302
    opened = actions.open_receipt(receipt=sent.reporter.receipt)
    assert [each.text for each in opened.thread] == ["Gracias. ¿A qué hora?"]
    assert "¿A qué hora?" in text_of(officer.get(address(sent)))


def test_an_answer_that_is_sent_twice_arrives_once(officer, sent):
    message_id = uuid.uuid4()
    for _ in range(2):
        assert answer(officer, sent, message_id=message_id).status_code == 302
    assert Message.objects.count() == 1


def test_two_officers_who_answer_at_once_lose_nothing(officer, sent):
    answer(officer, sent, text="Primera respuesta.")
    second = answer(officer, sent, text="Segunda respuesta.")
    page = text_of(second)
    assert second.status_code == 409
    assert "Alguien escribió mientras usted escribía" in page
    assert "Primera respuesta." in page
    assert "Segunda respuesta.</textarea>" in page
    assert 'name="seen" value="1"' in page
    assert answer(officer, sent, text="Segunda respuesta.", seen=1).status_code == 302
    assert Message.objects.count() == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [("  ", "Primero escriba la respuesta."), ("x" * 20_001, "La respuesta es demasiado larga")],
)
def test_an_answer_that_cannot_be_sent_is_not_lost(officer, sent, text, words):
    response = answer(officer, sent, text=text)
    assert response.status_code == 422
    assert words in text_of(response)
    assert f"{text}</textarea>" in text_of(response)
    assert Message.objects.count() == 0


def test_an_answer_typed_after_the_sessions_end_is_kept_and_sent(officer, node, sent):
    from django.conf import settings
    from django.core import signing

    from latido.apps.keyring.models import Draft

    late = Client()
    name = settings.LATIDO_LAST_MEMBER_COOKIE
    late.cookies[name] = signing.dumps(str(node.desk.holder.id), salt=name)
    assert answer(late, sent).status_code == 302
    kept = Draft.objects.get()
    page = officer.get(f"/es/work/kept/{kept.id}/")
    fields = dict(page.context["fields"])
    assert officer.post(kept.path, {**fields, "kept_draft": kept.id}).status_code == 302
    assert (Message.objects.count(), Draft.objects.count()) == (1, 0)


def test_closing_asks_for_a_reason(officer, sent):
    response = officer.post(address(sent, "close"))
    assert response.status_code == 422
    assert "Elija un motivo." in text_of(response)
    assert " checked" not in text_of(response)
    assert officer.post(address(sent, "close"), {"reason": "handed_over"}).status_code == 302
    assert (sent.report.status, sent.report.close_reason) == ("closed", "handed_over")


def test_a_report_that_was_forgotten_says_so(officer, sent):
    from latido.apps.keyring import shredding

    shredding.destroy([sent.report.shred_id])
    assert "fue olvidado" in text_of(officer.get(address(sent)))


def test_a_report_for_a_key_nobody_has_says_so(officer, sent):
    Report.objects.filter(pk=sent.id).update(sealed_keys={})
    response = officer.get(address(sent))
    assert (response.status_code, "no se selló" in text_of(response)) == (403, True)


def test_the_escalation_team_sees_late_reports(node, sent):
    client = sign_in(Client(), node.escalation.holder)
    assert str(sent.id) not in text_of(client.get(INBOX))
    assert client.get(address(sent)).status_code == 404
    synthetic.make_overdue(sent.report)
    assert str(sent.id) in text_of(client.get(INBOX))
    assert synthetic.NARRATIVE in text_of(client.get(address(sent)))


def test_answers_need_the_forms_token(node, sent):
    client = sign_in(Client(enforce_csrf_checks=True), node.desk.holder)
    assert answer(client, sent).status_code == 403


NOW = dt.datetime(2026, 3, 4, 5, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("hours", "due"),
    [
        (-49, Due("2 days late", "late")),
        (-1.5, Due("1 hour late", "late")),
        (-0.5, Due("less than an hour late", "late")),
        (0.5, Due("in less than an hour", "soon")),
        (3.5, Due("in 3 hours", "soon")),
        (4.5, Due("in 4 hours", "")),
        (71, Due("in 2 days", "")),
    ],
)
def test_due_times_in_words(hours, due):
    from django.utils.translation import override

    with override("en"):
        assert due_in_words(NOW + dt.timedelta(hours=hours), now=NOW) == due
