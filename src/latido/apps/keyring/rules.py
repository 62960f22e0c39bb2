"""What may be granted to whom, whatever anybody decides case by case."""

from __future__ import annotations

from latido.apps.agencies.choices import Mandate
from latido.apps.agencies.rules import may_hold_personal_data
from latido.apps.keyring.choices import PartKind

KEPT_FROM_LAW_ENFORCEMENT = frozenset({PartKind.HEALTH})
"""Health and counselling are never in a grant to prosecution or police."""

LAW_ENFORCEMENT = frozenset({Mandate.PROSECUTION, Mandate.POLICE})


class FirewallError(PermissionError):
    """This grant is refused by a rule that cannot be configured away; the message says which."""


def check_may_receive(mandate: str, kinds: list[str]) -> None:
    """Raises ``FirewallError`` when a team of this mandate may not be granted these parts."""
    if not may_hold_personal_data(mandate):
        raise FirewallError("A person's data is never given to a migration-enforcement team.")
    kept = KEPT_FROM_LAW_ENFORCEMENT & set(kinds)
    if mandate in LAW_ENFORCEMENT and kept:
        raise FirewallError("Health and counselling are not given to prosecution or police.")
