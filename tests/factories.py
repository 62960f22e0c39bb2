"""Synthetic agencies, teams and members that cannot be mistaken for real ones."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from latido.apps.agencies import actions
from latido.apps.agencies.choices import Mandate, Role, TeamFunction
from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.agencies.models import Agency, Team
from latido.apps.audit.actions import SYSTEM

PASSWORD = "una-frase-ficticia-larga"
_number = itertools.count(1)


@dataclass(frozen=True)
class Desk:
    """A team with one member who holds its key."""

    team: Team
    holder: KeyHolder

    @property
    def agency(self) -> Agency:
        return self.team.agency


def agency(*, mandate: str = Mandate.PROTECTION, name: str | None = None) -> Agency:
    name = name or f"Agencia Ficticia {next(_number)}"
    return actions.create_agency(by=SYSTEM, name=name, mandate=mandate, state_code="07")


def member(*, of: Agency | None = None, username: str | None = None) -> KeyHolder:
    username = username or f"ficticia{next(_number)}"
    return actions.enrol_member(
        by=SYSTEM,
        agency=of or agency(),
        username=username,
        display_name=f"Persona Ficticia {username}",
        password=PASSWORD,
    )


def desk(
    *,
    mandate: str = Mandate.PROTECTION,
    function: str = TeamFunction.CASES,
    role: str = Role.CASE_WORKER,
    of: Agency | None = None,
    holder: KeyHolder | None = None,
) -> Desk:
    """A team of a new agency (or of ``of``) with its first member."""
    holder = holder or member(of=of or agency(mandate=mandate))
    team = actions.create_team(
        by=holder,
        agency=of or holder.member.agency,
        name=f"Equipo Ficticio {next(_number)}",
        role=role,
        function=function,
    )
    return Desk(team, holder)
