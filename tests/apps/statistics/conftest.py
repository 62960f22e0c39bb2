"""Two statisticians, and a day on which the second quarter of 2026 is over."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest


@pytest.fixture
def today(monkeypatch):
    """14 July 2026, for everything that asks Django what day it is."""
    noon = datetime(2026, 7, 14, 18, 0, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)
    return noon.date()


@pytest.fixture
def ana(db):
    from tests.apps.statistics.made_up import statistician

    return statistician()


@pytest.fixture
def beto(db):
    from tests.apps.statistics.made_up import statistician

    return statistician()
