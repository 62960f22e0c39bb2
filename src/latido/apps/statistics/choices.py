"""Where a draft stands, and how a cell of a table reads."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DraftStatus(models.TextChoices):
    WAITING = "waiting", _("Waits for a second person")
    APPROVED = "approved", _("Approved and published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class CellStatus(models.TextChoices):
    """The statuses of the disclosure engine, in the words of the public page."""

    PUBLISHED = "published", pgettext_lazy("figure", "published")
    SUPPRESSED = "suppressed", _("fewer than 11 or protected")
    ZERO = "zero", _("zero: nobody was counted")


NOT_RECORDED = "unknown"
"""Value of both dimensions for a case whose code was not recorded; never a form or a state of its own."""

TOTAL = "total"
"""What stands in a table's row or column that counts all states or all forms."""
