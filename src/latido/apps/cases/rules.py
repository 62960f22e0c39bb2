"""Who may work on a case, and to whom a case may ever be given."""

from __future__ import annotations

from latido.apps.agencies.choices import Mandate
from latido.apps.keyring.choices import PartKind
from latido.apps.keyring.rules import KEPT_FROM_LAW_ENFORCEMENT, LAW_ENFORCEMENT


class NotAllowedError(PermissionError):
    """The member's teams or roles do not reach this; the message says what would."""


def kinds_for_mandate(mandate: str, kinds: list[str]) -> list[str]:
    """The kinds of part that a team of this mandate may be given, in the same order."""
    kept = KEPT_FROM_LAW_ENFORCEMENT if mandate in LAW_ENFORCEMENT else frozenset[PartKind]()
    return [kind for kind in kinds if kind not in kept and mandate != Mandate.MIGRATION_ENFORCEMENT]
