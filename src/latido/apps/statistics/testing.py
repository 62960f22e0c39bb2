"""For tests alone: lift the triggers that keep publications as they are, and put them back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from latido.apps.statistics import triggers


@contextmanager
def lifted_triggers() -> Iterator[None]:
    """Allow UPDATE and DELETE of publications inside the block, as flushing a test database needs."""
    with connection.cursor() as cursor:
        for statement in triggers.remove(connection.vendor):
            cursor.execute(statement)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for statement in triggers.create(connection.vendor):
                cursor.execute(statement)
