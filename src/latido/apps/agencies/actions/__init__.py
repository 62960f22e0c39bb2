"""Writes of agencies: members and their keys, teams and theirs, sessions."""

from latido.apps.agencies.actions.members import WrongPasswordError, enrol_member, unlock
from latido.apps.agencies.actions.sessions import (
    SessionKeyError,
    open_session_key,
    seal_session_key,
)
from latido.apps.agencies.actions.teams import (
    confirm_member,
    create_agency,
    create_team,
    team_private_keys,
)

__all__ = [
    "SessionKeyError",
    "WrongPasswordError",
    "confirm_member",
    "create_agency",
    "create_team",
    "enrol_member",
    "open_session_key",
    "seal_session_key",
    "team_private_keys",
    "unlock",
]
