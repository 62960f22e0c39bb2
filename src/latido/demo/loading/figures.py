"""A quarter's figures, drafted by one person and approved by another."""

from __future__ import annotations

from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.statistics import actions


def publish(quarter: str, *, by: KeyHolder, second: KeyHolder) -> None:
    """Freeze and sign the figures of a closed quarter."""
    draft = actions.draft_publication(by=by, quarter=quarter)
    actions.approve_publication(by=second, draft=draft)
