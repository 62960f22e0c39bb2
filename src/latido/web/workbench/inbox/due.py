"""When a report is due, in words and by how pressing it is. Everything is counted in whole hours."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SOON_HOURS = 4
"""Half a shift: what falls due in it is marked."""
COUNTED_IN_DAYS = 48
"""Hours from which on days are easier to read."""
HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Due:
    """``kind`` is "late", "soon" or empty, as the style sheet names it."""

    words: str
    kind: str


def due_in_words(due_at: dt.datetime, *, now: dt.datetime | None = None) -> Due:
    """How long until ``due_at``, or since."""
    hours = (due_at - (now or timezone.now())) / HOUR
    if hours <= 0:
        return Due(_("%(time)s late") % {"time": _span(int(-hours))}, "late")
    return Due(_("in %(time)s") % {"time": _span(int(hours))}, "soon" if hours <= SOON_HOURS else "")


def _span(hours: int) -> str:
    if hours < 1:
        return _("less than an hour")
    if hours < COUNTED_IN_DAYS:
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    days = hours // 24
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
