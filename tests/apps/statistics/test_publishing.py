"""Two people, a closed quarter, a frozen and signed publication."""

from __future__ import annotations

import csv
import io
import json
import uuid
from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import translation

from latido import signing
from latido.apps.agencies.rules import is_active
from latido.apps.audit.models import Entry
from latido.apps.cases.models import CaseFacts
from latido.apps.statistics import actions, exports, queries, rules, statements
from latido.apps.statistics.models import Draft, Publication
from latido.apps.statistics.quarters import Quarter
from tests import factories
from tests.apps.statistics.made_up import LEAKY, register

LARGE = {
    ("07", "ForcedLabour"): 20,
    ("08", "ForcedBegging"): 30,
    ("07", "ForcedBegging"): 40,
    ("08", "ForcedLabour"): 50,
}


@pytest.fixture
def publication(today, ana, beto):
    register(LARGE)
    return actions.approve_publication(by=beto, draft=actions.draft_publication(by=ana, quarter="2026-Q2"))


def test_a_closed_quarter_is_drafted_by_one_and_published_by_another(publication, ana, beto):
    table = queries.table_of(publication)
    assert (publication.drafted_by, publication.approved_by) == (ana.audit_name, beto.audit_name)
    assert table.at("07", "ForcedLabour").value == 20
    assert table.at("total", "total").value == 140
    assert table.at("09", "ForcedLabour").status == "zero"
    assert table.counted_states == ("07", "08")
    assert queries.current_publication("2026-Q2") == publication
    assert Draft.objects.get().status == "approved"
    entries = Entry.objects.filter(action__startswith="statistics.").order_by("sequence")
    assert [entry.action for entry in entries] == ["statistics.draft", "statistics.publish"]
    assert entries[1].details["publication"] == str(publication.id)


def test_a_draft_already_hides_what_the_publication_will(today, ana):
    register(LEAKY)
    draft = actions.draft_publication(by=ana, quarter=Quarter(2026, 2))
    assert queries.table_of(draft).at("07", "ForcedLabour").status == "suppressed"
    assert [row for row in draft.table["cells"] if row[3] and row[3] < 11] == []


@pytest.mark.parametrize("quarter", ["2026-Q3", "2026-Q4", "2031-Q1"])
def test_an_open_quarter_is_refused_with_the_day_on_which_it_can_be_drafted(today, ana, quarter):
    with translation.override("en"), pytest.raises(rules.OpenQuarterError, match="still open") as refused:
        actions.draft_publication(by=ana, quarter=quarter)
    assert str(Quarter.parse(quarter).next.first_day.year) in str(refused.value)
    assert Draft.objects.count() == 0


def test_who_drafted_cannot_approve_and_the_attempt_is_audited(today, ana):
    draft = actions.draft_publication(by=ana, quarter="2026-Q2")
    with pytest.raises(rules.SamePersonError):
        actions.approve_publication(by=ana, draft=draft)
    assert Publication.objects.count() == 0
    entry = Entry.objects.get(action="statistics.refuse")
    assert (entry.actor, entry.subject) == (ana.audit_name, f"draft:{draft.id}")


def test_only_statisticians_draft_approve_and_withdraw(today, ana):
    caseworker = factories.desk().holder
    draft = actions.draft_publication(by=ana, quarter="2026-Q2")
    for act in (
        lambda: actions.draft_publication(by=caseworker, quarter="2026-Q1"),
        lambda: actions.approve_publication(by=caseworker, draft=draft),
        lambda: actions.withdraw_draft(by=caseworker, draft=draft),
    ):
        with pytest.raises(rules.NotAllowedError):
            act()
    assert is_active(caseworker.member)


def test_a_draft_whose_cases_have_changed_is_not_published(today, ana, beto):
    register(LARGE)
    draft = actions.draft_publication(by=ana, quarter="2026-Q2")
    CaseFacts.objects.filter(state_code="07", exploitation="ForcedLabour").first().delete()
    with pytest.raises(rules.StaleDraftError):
        actions.approve_publication(by=beto, draft=draft)
    actions.withdraw_draft(by=beto, draft=draft)
    fresh = actions.draft_publication(by=ana, quarter="2026-Q2")
    assert (
        queries.table_of(actions.approve_publication(by=beto, draft=fresh)).at("07", "ForcedLabour").value
        == 19
    )


def test_a_quarter_has_one_draft_at_a_time_and_a_draft_is_used_once(today, ana, beto):
    draft = actions.draft_publication(by=ana, quarter="2026-Q2")
    with pytest.raises(rules.DraftWaitingError):
        actions.draft_publication(by=beto, quarter="2026-Q2")
    actions.approve_publication(by=beto, draft=draft)
    for act in (actions.approve_publication, actions.withdraw_draft):
        with pytest.raises(rules.StaleDraftError):
            act(by=beto, draft=draft)
    assert Publication.objects.count() == 1


def test_a_correction_is_a_new_publication_that_names_the_former(publication, ana, beto):
    with pytest.raises(rules.StatisticsError, match=r"correction|corregirse"):
        actions.draft_publication(by=ana, quarter="2026-Q2", reason=" ")
    register({("07", "ForcedLabour"): 15})
    draft = actions.draft_publication(by=beto, quarter="2026-Q2", reason="Fifteen files had no quarter.")
    corrected = actions.approve_publication(by=ana, draft=draft)
    assert corrected.corrects == publication
    assert queries.table_of(corrected).at("07", "ForcedLabour").value == 35
    assert queries.current_publication("2026-Q2") == corrected
    assert list(queries.publications_of("2026-Q2")) == [publication, corrected]
    publication.refresh_from_db()
    assert queries.table_of(publication).at("07", "ForcedLabour").value == 20


def test_a_publication_is_signed_and_a_change_shows(publication):
    kept = Publication.objects.get()
    assert statements.verify(kept)
    assert signing.verify(kept.signature, signing.own_public_jwk())["quarter"] == "2026-Q2"
    kept.table["cells"][0][3] = 12
    assert not statements.verify(kept)
    other = Publication.objects.get()
    other.signature = other.signature[:-4] + "AAAA"
    assert not statements.verify(other)


def refused_by_the_database(act) -> None:
    with pytest.raises(DatabaseError, match=r"never changes"), transaction.atomic():
        act()


def test_a_publication_cannot_be_changed_or_removed(publication):
    refused_by_the_database(lambda: Publication.objects.update(reason="x"))
    refused_by_the_database(lambda: Publication.objects.filter(pk=publication.pk).update(quarter="2026-Q2"))
    refused_by_the_database(lambda: Publication.objects.all()._raw_delete("default"))
    publication.reason = "x"
    refused_by_the_database(publication.save)
    assert Publication.objects.get().reason == ""


def test_the_triggers_are_there_to_be_missed(publication):
    from latido.apps.statistics.testing import lifted_triggers

    with lifted_triggers():
        Publication.objects.update(reason="x")
    assert Publication.objects.get().reason == "x"
    refused_by_the_database(lambda: Publication.objects.update(reason="y"))


def copy_of(publication, **changes):
    values = {
        field.attname: getattr(publication, field.attname) for field in Publication._meta.concrete_fields
    }
    return Publication(**{**values, "id": uuid.uuid4(), **changes})


@pytest.mark.parametrize(
    "changes",
    [
        {"quarter": "2026-Q1", "approved_by": "member:one", "drafted_by": "member:one"},
        {"quarter": "2026-Q7"},
        {},
        {"quarter": "2026-Q1", "corrects": "former"},
    ],
    ids=["one person", "no quarter", "a second first", "a correction without a reason"],
)
def test_the_database_holds_what_must_hold(publication, changes):
    if changes.get("corrects"):
        changes = {"quarter": "2026-Q1", "corrects_id": publication.pk}
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_of(publication, **changes).save(force_insert=True)


def test_a_publication_is_corrected_once(publication):
    copy_of(publication, corrects_id=publication.pk, reason="x").save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_of(publication, corrects_id=publication.pk, reason="y").save(force_insert=True)


def test_the_csv_says_value_and_status_of_each_cell(publication):
    rows = list(csv.DictReader(io.StringIO(exports.to_csv(publication, language="es"))))
    assert len(rows) == 34 * 14
    by_key = {(row["state_code"], row["form_code"]): (row["value"], row["status"]) for row in rows}
    assert by_key["07", "ForcedLabour"] == ("20", "published")
    assert by_key["09", "ForcedLabour"] == ("0", "zero")
    assert {row["state"] for row in rows if row["state_code"] == "07"} == {"Chiapas"}
    assert {row["form"] for row in rows if row["form_code"] == "ForcedLabour"} == {"Trabajo forzado"}


def test_the_json_verifies_with_the_key_of_the_node(publication):
    sent = json.loads(exports.to_json(Publication.objects.get()))
    assert sent["key"] == signing.own_public_jwk()
    assert signing.verify(sent["signature"], sent["key"]) == sent["statement"]
    assert "member:" not in json.dumps(sent)


def test_the_list_of_quarters_says_what_waits(publication, today, ana):
    draft = actions.draft_publication(by=ana, quarter="2026-Q1")
    states = queries.quarter_states(date(2026, 7, 14), count=3)
    assert [(str(one.quarter), one.publication, one.draft) for one in states] == [
        ("2026-Q2", publication, None),
        ("2026-Q1", None, draft),
        ("2025-Q4", None, None),
    ]


def test_a_comparison_names_what_differs(publication, ana):
    register({("07", "ForcedLabour"): 15})
    draft = actions.draft_publication(by=ana, quarter="2026-Q2", reason="Fifteen files came late.")
    changes = queries.compare(queries.table_of(draft), queries.table_of(draft.corrects))
    differing = {
        key: (change.former.value, change.new.value) for key, change in changes.items() if change.differs
    }
    assert differing == {
        ("07", "ForcedLabour"): (20, 35),
        ("07", "total"): (60, 75),
        ("total", "ForcedLabour"): (70, 85),
        ("total", "total"): (140, 155),
    }
