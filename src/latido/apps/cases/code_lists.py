"""Which code list each coded fact of a case is taken from (``taxonomy``; states from the country pack)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from latido import countries
from latido.apps.taxonomy import queries as taxonomy

LIST_OF: Final[Mapping[str, str]] = {
    "status": "case_status",
    "closure_reason": "closure_reason",
    "age_band": "age_band",
    "gender": "gender",
    "exploitation": "exploitation_type",
    "other_exploitation": "exploitation_type",
    "means_of_control": "control_method",
    "recruitment": "recruitment_method",
    "relation": "trafficker_relation",
    "assistance_status": "assistance_status",
    "assistance_decided_by": "decided_by",
    "legal_status": "assistance_status",  # HTCDS has one list; help and law are asked apart
    "legal_decided_by": "decided_by",
}
"""Coded fact -> list of the taxonomy. ``state_code`` is a state of the country pack."""

MINORS: Final = frozenset({"0--08", "09--17"})
"""Age bands of children (CTDC)."""

NEEDS: Final = {
    "shelter": _("A safe place to stay"),
    "health": _("Health care"),
    "psychological": _("Psychological care"),
    "food_clothing": _("Food and clothes"),
    "legal": _("Legal help"),
    "interpreter": _("An interpreter"),
    "childcare": _("Care for their children"),
    "accessibility": _("Support with a disability"),
    "education": _("School or training"),
    "work": _("Work"),
    "money": _("Money for the first days"),
    "documents": _("Papers"),
    "family": _("Contact with family, if they wish"),
    "other": _("Something else"),
}
"""What a person may need: the support types of HTCDS 2.0 in plain words, with what the first night asks for
(design choice; the service taxonomy of the directory will replace it)."""


def words(field: str) -> dict[str, str]:
    """Code -> words in the reader's language, for one coded fact. KeyError for an unknown fact."""
    language = get_language() or settings.LANGUAGE_CODE
    if field == "state_code":
        country = countries.load(settings.LATIDO_COUNTRY)
        return {state.code: state.name.label(language) for state in country.states}
    return dict(taxonomy.choices(LIST_OF[field], language))


def word(field: str, code: str) -> str:
    """The words of one code; empty for an empty one."""
    return words(field).get(code, code) if code else ""
