"""Mandates of agencies, functions of teams, roles of members and what each role may do."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mandate(models.TextChoices):
    PROTECTION = "protection", _("Protection and assistance")
    HEALTH = "health", _("Health")
    PROSECUTION = "prosecution", _("Prosecution")
    POLICE = "police", _("Police")
    LABOUR = "labour", _("Labour inspection")
    MIGRATION_ENFORCEMENT = "migration_enforcement", _("Migration enforcement")
    AWARENESS = "awareness", _("Awareness and prevention")
    STATISTICS = "statistics", _("Statistics")


WITHOUT_PERSONAL_DATA = frozenset({Mandate.MIGRATION_ENFORCEMENT})
"""The firewall: a person's data never goes to these mandates, whatever anybody configures."""


class TeamFunction(models.TextChoices):
    INTAKE = "intake", _("Receives reports")
    ESCALATION = "escalation", _("Receives reports that were not answered in time")
    CASES = "cases", _("Keeps case files")
    SHELTER = "shelter", _("Shelter")
    LINKING_DESK = "linking_desk", _("Linking desk")
    OTHER = "other", _("Other")


class MembershipState(models.TextChoices):
    INVITED = "invited", _("Invited")
    ACCEPTED = "accepted", _("Accepted, waiting for the team's key")
    CONFIRMED = "confirmed", _("Confirmed, holds the team's key")


class Role(models.TextChoices):
    INTAKE_OFFICER = "intake_officer", _("Intake officer")
    INTERVIEWER = "interviewer", _("Interviewer")
    CASE_WORKER = "case_worker", _("Case worker")
    SHELTER_WORKER = "shelter_worker", _("Shelter worker")
    LINKING_OFFICER = "linking_officer", _("Linking officer")
    STATISTICIAN = "statistician", _("Statistician")
    ORGANISER = "organiser", _("Campaign organiser")


PERMISSIONS = {
    "reports.read": _("Open the reports that were sealed to the team, and answer them."),
    "screening.conduct": _("Screen a person with the published indicators."),
    "cases.work": _("Open and keep case files."),
    "referrals.offer": _("Offer a referral: grant named parts of a case to another team."),
    "referrals.receive": _("Accept or decline a referral offered to the team."),
    "links.decide": _("See candidate links, confirm or reject them, write to the other team."),
    "statistics.publish": _("Freeze and publish a quarter's figures."),
    "campaigns.organise": _("Prepare campaigns, events and stands."),
}
"""Permission code -> one sentence that says what it allows."""

ROLE_PERMISSIONS: dict[str, frozenset[str]] = {
    Role.INTAKE_OFFICER: frozenset({"reports.read", "screening.conduct", "cases.work", "referrals.offer"}),
    Role.INTERVIEWER: frozenset({"screening.conduct"}),
    Role.CASE_WORKER: frozenset({"screening.conduct", "cases.work", "referrals.offer", "links.decide"}),
    Role.SHELTER_WORKER: frozenset({"referrals.receive"}),
    Role.LINKING_OFFICER: frozenset({"links.decide"}),
    Role.STATISTICIAN: frozenset({"statistics.publish"}),
    Role.ORGANISER: frozenset({"campaigns.organise"}),
}
