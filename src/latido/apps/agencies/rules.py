"""Predicates: may this member do that? Each is a plain function with a readable name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import rules

from latido.apps.agencies.choices import (
    PERMISSIONS,
    ROLE_PERMISSIONS,
    WITHOUT_PERSONAL_DATA,
    MembershipState,
)


def may_hold_personal_data(mandate: str) -> bool:
    """The firewall: no grant of a person's data to a migration-enforcement mandate."""
    return mandate not in WITHOUT_PERSONAL_DATA


@rules.predicate
def is_active(member: Any) -> bool:
    return bool(member and member.is_active)


def roles_with(permission: str) -> list[str]:
    return sorted(role for role, permissions in ROLE_PERMISSIONS.items() if permission in permissions)


def holds_role_with(permission: str) -> Callable[[Any, Any], bool]:
    """Predicate: the member is confirmed in the team (or in any, when no team is named) in a role with it."""

    @rules.predicate(f"holds_role_with:{permission}")
    def predicate(member: Any, team: Any = None) -> bool:
        memberships = member.memberships.filter(
            state=MembershipState.CONFIRMED, role__in=roles_with(permission)
        )
        return (memberships.filter(team=team) if team else memberships).exists()

    return predicate


for _permission in PERMISSIONS:
    rules.add_perm(_permission, is_active & holds_role_with(_permission))
