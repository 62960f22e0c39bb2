"""Agencies, teams with their key pairs, members with theirs, and who belongs where."""

from __future__ import annotations

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from latido.apps.agencies.choices import Mandate, MembershipState, Role, TeamFunction


class Agency(models.Model):
    """A body with one mandate; the mandate decides what may ever reach its teams."""

    FIELD_CLASSES = {"name": "open", "mandate": "open", "state_code": "open"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200, unique=True)
    mandate = models.CharField(max_length=40, choices=Mandate)
    state_code = models.CharField(max_length=10, blank=True)

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A unit of an agency. What it may read is sealed to its key pair, never to a person's alone."""

    FIELD_CLASSES = {"agency": "open", "name": "open", "function": "open", "is_active": "open"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=200)
    function = models.CharField(max_length=20, choices=TeamFunction, default=TeamFunction.OTHER)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="agencies_team_name")]

    def __str__(self) -> str:
        return f"{self.name} · {self.agency.name}"


class TeamKey(models.Model):
    """A key pair of a team. A rotation retires it and seals its private half under the new one."""

    FIELD_CLASSES = {
        "team": "open",
        "key_id": "open",
        "public": "open",
        "made_at": "open",
        "retired_at": "open",
        "sealed_under": "open",
        "sealed_private": "sealed",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="keys")
    key_id = models.BinaryField(max_length=8, unique=True)
    public = models.BinaryField(max_length=65)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    sealed_under = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sealed_private = models.BinaryField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team"], condition=Q(retired_at__isnull=True), name="agencies_one_live_key"
            ),
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True) | Q(sealed_private__isnull=False),
                name="agencies_retired_key_is_sealed",
            ),
        ]


class MemberManager(BaseUserManager["Member"]):
    """Reads a member with the agency, which the header of every page names."""

    def get_queryset(self) -> models.QuerySet[Member]:
        return super().get_queryset().select_related("agency")

    def get_by_natural_key(self, username: str | None) -> Member:
        return self.get(username=username)


class Member(AbstractBaseUser):
    """Somebody who works in an agency. The password unlocks the private key, nobody else can."""

    FIELD_CLASSES = {
        "password": "personal",
        "last_login": "personal",
        "username": "personal",
        "display_name": "personal",
        "email": "personal",
        "agency": "open",
        "is_active": "open",
        "public_key": "open",
        "wrapped_private_key": "sealed",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(max_length=60, unique=True)
    display_name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="members")
    is_active = models.BooleanField(default=True)
    public_key = models.BinaryField(max_length=65)
    wrapped_private_key = models.BinaryField()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    objects = MemberManager()

    def __str__(self) -> str:
        return self.display_name

    @property
    def audit_name(self) -> str:
        return f"member:{self.id}"


class Membership(models.Model):
    """A member in a team: invited, accepted, then confirmed by a teammate who seals the team's key."""

    FIELD_CLASSES = {
        "team": "open",
        "member": "personal",
        "role": "open",
        "state": "open",
        "team_key": "open",
        "sealed_team_key": "sealed",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role)
    state = models.CharField(max_length=12, choices=MembershipState, default=MembershipState.INVITED)
    team_key = models.ForeignKey(TeamKey, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sealed_team_key = models.BinaryField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "member"], name="agencies_membership_once"),
            models.CheckConstraint(
                condition=~Q(state=MembershipState.CONFIRMED)
                | (Q(sealed_team_key__isnull=False) & Q(team_key__isnull=False)),
                name="agencies_confirmed_holds_key",
            ),
        ]
