"""Agencies, teams and members of a demo node, each member with a second factor."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from latido.apps.agencies import actions
from latido.apps.agencies.choices import Mandate, Role, TeamFunction
from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.agencies.models import Agency, Team
from latido.apps.audit.actions import SYSTEM
from latido.demo.accounts import ACCOUNTS, PASSWORD


@dataclass(frozen=True)
class Desk:
    """A team of the demo and a member who holds its key."""

    team: Team
    holder: KeyHolder


class Staff:
    """Makes agencies, teams and members by name; a member who is named twice is the same one."""

    def __init__(self, node: str, state_code: str) -> None:
        self._names = {account.username: account.what for account in ACCOUNTS if account.node == node}
        self._state_code = state_code
        self._holders: dict[str, KeyHolder] = {}
        self._agencies: dict[str, Agency] = {}

    def desk(  # noqa: PLR0917 - reads as a line of a table
        self, agency: str, mandate: Mandate, team: str, function: TeamFunction, who: str, role: Role
    ) -> Desk:
        """A team of ``agency`` whose first member is ``who``."""
        if agency not in self._agencies:
            self._agencies[agency] = actions.create_agency(
                by=SYSTEM, name=f"{agency} (demostración)", mandate=mandate, state_code=self._state_code
            )
        owner = self._agencies[agency]
        holder = self._member(who, owner)
        made = actions.create_team(by=holder, agency=owner, name=team, role=role, function=function)
        return Desk(made, holder)

    def colleague(self, desk: Desk, who: str, role: Role) -> KeyHolder:
        """Another member of the same team, who gets the team's key from the first."""
        holder = self._member(who, desk.team.agency)
        actions.confirm_member(by=desk.holder, team=desk.team, member=holder.member, role=role)
        return holder

    def _member(self, username: str, agency: Agency) -> KeyHolder:
        if username not in self._holders:
            holder = actions.enrol_member(
                by=SYSTEM,
                agency=agency,
                username=username,
                display_name=f"Cuenta de demostración «{username}»",
                password=PASSWORD,
            )
            TOTP.activate(holder.member, generate_totp_secret())
            self._holders[username] = holder
        return self._holders[username]
