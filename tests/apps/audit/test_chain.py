"""The audit chain: append-only, in order, and exact about where it breaks."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from latido import signing
from latido.apps.audit import queries, tasks
from latido.apps.audit.actions import REPORTER, SYSTEM, audited, begin_branch, record
from latido.apps.audit.models import Entry, Head
from latido.apps.audit.testing import lifted_triggers

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain():
    for number in range(5):
        record(by=SYSTEM, action="test.entry", subject=f"case:{number}", number=number, word="corazón")


def alter(**changes):
    with lifted_triggers():
        Entry.objects.filter(sequence=3).update(**changes)


def found():
    return (queries.verify().first_break.sequence, queries.verify().first_break.reason)


def test_a_whole_chain_verifies(chain):
    assert queries.verify() == queries.Verdict(entries=5, first_break=None)


@pytest.mark.parametrize(
    "changes",
    [{"actor": "somebody else"}, {"details": {"number": 7}}, {"digest": bytes(32)}, {"previous": bytes(32)}],
)
def test_an_altered_entry_is_located(chain, changes):
    alter(**changes)
    assert found() == (3, "altered")


def test_a_removed_entry_is_located(chain):
    with lifted_triggers():
        Entry.objects.filter(sequence=3).delete()
    assert found() == (3, "missing")


def test_a_truncated_tail_is_located(chain):
    with lifted_triggers():
        Entry.objects.filter(sequence__gt=3).delete()
    assert found() == (4, "tail")


def test_entries_cannot_be_changed_or_removed(chain):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.update(actor="x")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.all().delete()
    assert queries.verify() == queries.Verdict(entries=5, first_break=None)


def test_a_failed_action_leaves_no_entry(chain):
    def fails():
        with audited(by=SYSTEM, action="test.fails"):
            record(by=REPORTER, action="test.inner")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert Entry.objects.count() == 5


def test_an_action_without_its_entry_is_undone(chain, monkeypatch):
    def broken(_notes):
        raise OSError

    monkeypatch.setattr("latido.apps.audit.actions.append", broken)
    with pytest.raises(OSError), audited(by=SYSTEM, action="test.change"):
        Head.objects.update(sequence=99)
    assert Head.objects.get().sequence == 5


def test_nested_actions_are_appended_together_inner_first():
    with audited(by=SYSTEM, action="outer"), audited(by=REPORTER, action="inner"):
        assert Entry.objects.count() == 0
    assert list(Entry.objects.order_by("sequence").values_list("actor", "action")) == [
        ("reporter", "inner"),
        ("system", "outer"),
    ]


def test_a_restore_begins_a_branch_and_is_no_break(chain):
    former = queries.head()[0]
    begin_branch(by=SYSTEM, reason="restored")
    record(by=SYSTEM, action="test.after")
    assert queries.verify() == queries.Verdict(entries=7, first_break=None)
    assert Entry.objects.get(action="audit.branch").details["former_branch"] == str(former)


def test_the_head_is_signed_once_an_hour(chain, settings, tmp_path):
    from django.utils import timezone

    settings.LATIDO_DATA_DIR = tmp_path
    line = tasks.sign_head(now=timezone.now())
    assert tasks.sign_head(now=timezone.now()) is None
    assert tasks.sign_head(now=timezone.now() + tasks.SIGN_EVERY) is not None
    statement = signing.verify(line, signing.own_public_jwk())
    assert (statement["sequence"], statement["digest"]) == (5, queries.head()[2].hex())


def test_the_command_says_where_it_breaks(chain, capsys):
    from django.core.management import CommandError, call_command

    call_command("audit", "verify")
    assert "whole: 5 entries" in capsys.readouterr().out
    alter(action="x")
    with pytest.raises(CommandError, match="position 3: altered"):
        call_command("audit", "verify")
