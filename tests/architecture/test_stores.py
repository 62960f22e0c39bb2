"""The suite's three stores: open to a database test, emptied after it, on the server asked for."""

from __future__ import annotations

import os

import pytest
from django.db import DatabaseError, connection, connections, transaction

from latido.apps.audit.actions import SYSTEM, record
from latido.apps.audit.models import Entry

STORES = ("default", "shred", "cache")


def answers(alias: str) -> bool:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


@pytest.mark.django_db
def test_the_marker_opens_every_store():
    assert [answers(alias) for alias in STORES] == [True, True, True]


def test_the_fixture_opens_every_store(db):
    assert [answers(alias) for alias in STORES] == [True, True, True]


@pytest.mark.django_db(databases=["default"])
def test_a_marker_that_names_its_stores_keeps_them():
    with pytest.raises(AssertionError, match="not allowed"):
        answers("shred")


def test_the_suite_runs_on_the_server_that_was_asked_for(db):
    asked = os.environ.get("DATABASE_URL", "sqlite").split(":")[0]
    assert {connections[alias].vendor for alias in ("default", "shred")} == {asked}


@pytest.mark.postgres
def test_what_is_marked_for_postgresql_runs_there(db):
    assert connection.vendor == "postgresql"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_flush_empties_the_audit_chain_and_puts_its_triggers_back(turn):
    assert Entry.objects.count() == 0
    record(by=SYSTEM, action="test.happened")
    assert Entry.objects.count() == 1
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.all().delete()
