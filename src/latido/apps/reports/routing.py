"""The routing table as a value: what it says, and which rule applies. The browser reads it the same way.

``{"v": 1, "version": n, "node": ..., "state": ..., "rules": [{"id", "place", "state", "urgent", "hours",
"urgent_hours", "teams": [point, ...], "escalation": point or ""}, ...]}``; points are base64url, the order
of the rules is the order in which they are tried, and an empty place or state fits every one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from latido.apps.keyring.reporters import from_base64url, key_id

Rule = Mapping[str, Any]
Table = Mapping[str, Any]


def first_match(table: Table, *, place_code: str, urgent: bool) -> Rule | None:
    """The first rule that fits a report from this node's state; None when nobody can receive it."""
    for rule in table["rules"]:
        here = rule["place"] in ("", place_code) and rule["state"] in ("", table["state"])
        if here and (urgent or not rule["urgent"]):
            return rule
    return None


def points(rule: Rule) -> list[bytes]:
    """The public points that a report is sealed to, the escalation team's last."""
    return [from_base64url(text) for text in (*rule["teams"], rule["escalation"]) if text]


def key_ids(rule: Rule) -> tuple[bytes, ...]:
    return tuple(key_id(point) for point in points(rule))


def time_to_answer(rule: Rule, *, urgent: bool) -> dt.timedelta:
    return dt.timedelta(hours=rule["urgent_hours"] if urgent else rule["hours"])
