"""States of a report, events of its ledger, reasons for closing, and the limits of what is accepted."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

TABLE_LIFE: Final = dt.timedelta(days=365)  # design, section 4: retired keys open reports for 12 more months
MAX_SIGNS: Final = 120  # more than any list of signs has
MAX_CAMPAIGN: Final = 40
MAX_RECEIVING_TEAMS: Final = 15  # an envelope has 16 recipients; one place is the escalation team's


class ReportStatus(models.TextChoices):
    RECEIVED = "received", _("Received")
    READ = "read", _("Read")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")


UNANSWERED = (ReportStatus.RECEIVED, ReportStatus.READ)


class ReceiverRole(models.TextChoices):
    RECEIVING = "receiving", _("Receives the report")
    ESCALATION = "escalation", _("Receives it when it was not answered in time")


class Direction(models.TextChoices):
    FROM_REPORTER = "from_reporter", _("From the reporter")
    TO_REPORTER = "to_reporter", _("To the reporter")


class LedgerEvent(models.TextChoices):
    RECEIVED = "received", _("Received")
    ROUTED = "routed", _("Sent to the receiving teams")
    OPENED = "opened", _("Opened")
    MESSAGE = "message", _("The reporter wrote again")
    ANSWERED = "answered", _("Answered")
    ESCALATED = "escalated", _("Passed to the escalation team")
    CLOSED = "closed", _("Closed")


class CloseReason(models.TextChoices):
    """Why nothing more is done about a report. None of them says what somebody is or is not."""

    FOLLOWED_UP = "followed_up", _("Followed up in a case file")
    HANDED_OVER = "handed_over", _("Handed over to the service in charge")
    INFORMED = "informed", _("The question was answered")
    TOO_LITTLE = "too_little", _("Too little to act on, and no reply")
    DUPLICATE = "duplicate", _("Already reported")
    OTHER_MATTER = "other_matter", _("Another matter: the right service was named")
    MALICIOUS = "malicious", _("Sent to harm somebody")
