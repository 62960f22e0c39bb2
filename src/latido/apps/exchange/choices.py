"""States of records, links, letters and queued items; the reasons an officer may give."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Decision(models.TextChoices):
    UNDECIDED = "undecided", _("Not decided yet")
    CONFIRMED = "confirmed", _("Confirmed")
    REJECTED = "rejected", _("Rejected")
    NEED_MORE = "need_more", _("More is needed")


class LinkKind(models.TextChoices):
    PERSON = "person", _("Perhaps the same person")
    SHARED_IDENTIFIER = "shared_identifier", _("The same contact of a suspect")


class LinkState(models.TextChoices):
    OPEN = "open", _("Open question")
    TALKING = "talking", _("Both sides confirmed")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class RecordState(models.TextChoices):
    LIVE = "live", _("Taking part")
    LEAVING = "leaving", _("Being taken out of the hub")
    GONE = "gone", _("Taken out, confirmed by the hub")


class ItemKind(models.TextChoices):
    ENCODING = "encoding", _("Encoded record")
    WITHDRAWAL = "withdrawal", _("Withdrawal")
    DECISION = "decision", _("Decision on a link")
    LETTER = "letter", _("Sealed message")
    RECEIPT = "receipt", _("Receipt for a message")


class ItemState(models.TextChoices):
    QUEUED = "queued", _("Waiting to be sent")
    SENT = "sent", _("Accepted by the hub")
    REFUSED = "refused", _("Refused by the hub")


class Direction(models.TextChoices):
    OUT = "out", _("Written here")
    IN = "in", _("From the other team")


class LetterState(models.TextChoices):
    QUEUED = "queued", _("Waiting to be sent")
    AT_HUB = "at_hub", _("With the hub, waiting for the other side to fetch it")
    DELIVERED = "delivered", _("Received by the other side")
    REFUSED = "refused", _("Refused by the hub")
    ARRIVED = "arrived", _("Received")


class Reason(models.TextChoices):
    SAME_PERSON = "same_person", _("What we know of the person fits")
    SAME_TRAIL = "same_trail", _("What we know of the suspect fits")
    DIFFERENT_PERSON = "different_person", _("It is another person")
    INNOCENT = "innocent", _("The match has an innocent explanation")
    OWN_MISTAKE = "own_mistake", _("Our own data were wrong")
    ASK_PERSON = "ask_person", _("We want to ask the person first")
    CHECK_FILE = "check_file", _("We have to check papers or the file")
    TOO_THIN = "too_thin", _("The evidence is too thin to decide")


REASONS: dict[str, tuple[Reason, ...]] = {
    Decision.CONFIRMED: (Reason.SAME_PERSON, Reason.SAME_TRAIL),
    Decision.REJECTED: (Reason.DIFFERENT_PERSON, Reason.INNOCENT, Reason.OWN_MISTAKE),
    Decision.NEED_MORE: (Reason.ASK_PERSON, Reason.CHECK_FILE, Reason.TOO_THIN),
}
"""Decision -> the reasons that fit it. They stay on the node; the hub learns the decision alone."""
