"""Times of reports are hours: nothing that is stored says at which minute somebody sent something."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.utils import timezone


def hour_of(moment: dt.datetime) -> dt.datetime:
    """The moment in UTC, cut to the full hour."""
    return moment.astimezone(dt.UTC).replace(minute=0, second=0, microsecond=0)


def this_hour() -> dt.datetime:
    return hour_of(timezone.now())


class HourField(models.DateTimeField):
    """A moment that is cut to the hour on its way to the database, whoever writes it."""

    def get_prep_value(self, value: Any) -> Any:
        prepared = super().get_prep_value(value)
        return hour_of(prepared) if isinstance(prepared, dt.datetime) else prepared
