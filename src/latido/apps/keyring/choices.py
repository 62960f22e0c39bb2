"""Kinds of sealed parts, purposes, grounds and states of grants."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PartKind(models.TextChoices):
    IDENTITIES = "identities", _("Identities")
    CONTACT = "contact", _("Safe contact")
    NARRATIVE = "narrative", _("What happened")
    NEEDS = "needs", _("Needs")
    INTERVIEW = "interview", _("Interview")
    HEALTH = "health", _("Health and counselling")
    FILES = "files", _("Files")
    NOTES = "notes", _("Notes")


class Purpose(models.TextChoices):
    OWN_FILE = "own_file", _("Keeping the file")
    ASSISTANCE = "assistance", _("Help from another service")
    LINKING = "linking", _("Looking for links with other states")
    PROSECUTION = "prosecution", _("Investigation and prosecution")
    RESEARCH = "research", _("Research without identities")


class Ground(models.TextChoices):
    CUSTODY = "custody", _("The team keeps this file")
    CONSENT = "consent", _("Consent of the person")
    LEGAL = "legal", _("A named legal ground, approved by a second person of another team")


class GrantState(models.TextChoices):
    LIVE = "live", _("Live")
    CLOSED = "closed", _("Closed")


class CloseReason(models.TextChoices):
    WITHDRAWN = "withdrawn", _("The person withdrew consent")
    EXPIRED = "expired", _("The agreed date has passed")
    ENDED = "ended", _("The work is done or was declined")
    REVOKED = "revoked", _("The granting team took it back")


class JobState(models.TextChoices):
    WAITING = "waiting", _("Waiting for a member with the key")
    DONE = "done", _("Finished")
    FAILED = "failed", _("Failed")
