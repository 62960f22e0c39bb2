"""The names of rows and columns in the reader's language."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from latido import countries
from latido.apps.statistics.choices import NOT_RECORDED, TOTAL
from latido.apps.statistics.quarters import Quarter
from latido.apps.taxonomy.queries import code


def state_name(value: str, language: str) -> str:
    """A state of the country pack, all states, or "not recorded". KeyError for a code that it lacks."""
    with override(language):
        if value == TOTAL:
            return _("All states")
        if value == NOT_RECORDED:
            return _("State not recorded")
    return countries.load(settings.LATIDO_COUNTRY).state(value).name.label(language)


def form_name(value: str, language: str) -> str:
    """A form of exploitation of the code list, all forms, or "not recorded". Raises ``UnknownCodeError``."""
    with override(language):
        if value == TOTAL:
            return _("All forms")
        if value == NOT_RECORDED:
            return _("Form not recorded")
    return code("exploitation_type", value).label(language)


def quarter_name(quarter: Quarter | str, language: str) -> str:
    """A quarter by its months: "April to June 2026"."""
    quarter = Quarter.parse(quarter) if isinstance(quarter, str) else quarter
    with override(language):
        months = {
            1: _("January to March %(year)s"),
            2: _("April to June %(year)s"),
            3: _("July to September %(year)s"),
            4: _("October to December %(year)s"),
        }
        return months[quarter.number] % {"year": quarter.year}
