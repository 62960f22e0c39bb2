"""What a reporter is told when something that was sent cannot be accepted, by its code."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TOO_LONG = _("The text is too long. Shorten it to about 60,000 letters: you can write again afterwards.")
NOBODY = _("No team can receive reports here at this moment. Please call one of the help lines.")
UNREADABLE = _("We could not read what was sent. Load the page again and send it once more.")

WORDS = {
    "content_too_large": TOO_LONG,
    "nobody": NOBODY,
    "replay": _(
        "Something else was already sent under this receipt. Load the page again to write a new report."
    ),
    "table": _("This page was open for too long. Load it again and send the report once more."),
    "place": _("We do not know this place. Choose it again from the list."),
}
STATUS = {"nobody": 503, "replay": 409, "table": 409, "content_too_large": 413}
"""HTTP status by code; 400 for all others."""


def words_for(code: str) -> str:
    """What to say; every code has an answer."""
    return str(WORDS.get(code, UNREADABLE))


def status_for(code: str) -> int:
    return STATUS.get(code, 400)
