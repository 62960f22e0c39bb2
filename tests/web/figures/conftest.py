"""The middle of July 2026, two statisticians, and quarters of made-up cases."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def spanish():
    """Addresses without a language are Spanish, whatever page another test has read before."""
    with translation.override("es"):
        yield


@pytest.fixture
def today(monkeypatch):
    """14 July 2026, for everything that asks Django what day it is."""
    noon = datetime(2026, 7, 14, 18, 0, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)
    return noon.date()


@pytest.fixture
def two(db):
    """Two people who may publish, with their keys."""
    from latido.apps.agencies.choices import Mandate, Role
    from tests import factories

    desks = (factories.desk(mandate=Mandate.STATISTICS, role=Role.STATISTICIAN) for _ in range(2))
    return tuple(desk.holder for desk in desks)


@pytest.fixture
def publish(today, two):
    """``publish(counts, "2026-Q2")``: register made-up people and publish their quarter."""
    from latido.apps.statistics import actions
    from tests.apps.statistics.made_up import register

    def published(counts, quarter="2026-Q2", reason=""):
        register(counts, quarter)
        draft = actions.draft_publication(by=two[0], quarter=quarter, reason=reason)
        return actions.approve_publication(by=two[1], draft=draft)

    return published
