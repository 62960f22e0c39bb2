"""The ledger of a report: a small hash chain that lies in the report's own row.

Hours only. Its head goes into the node's audit chain in batches (``tasks.anchor_ledgers``), so that the
audit chain, whose entries carry the exact time, does not say when a report arrived.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from latido.apps.audit.chain import START, digest
from latido.apps.reports.hours import hour_of

Entry = dict[str, Any]
"""``event``, ``hour`` (ISO 8601, UTC), ``details`` (codes and identifiers), ``digest`` (hexadecimal)."""


def add(ledger: Sequence[Entry], *, event: str, at: dt.datetime, **details: Any) -> list[Entry]:
    """The ledger with one more entry, chained to the last one."""
    entry = {"event": str(event), "hour": hour_of(at).isoformat(), "details": details}
    return [*ledger, {**entry, "digest": digest(head(ledger), _canonical(entry)).hex()}]


def head(ledger: Sequence[Entry]) -> bytes:
    """The digest of the last entry."""
    return bytes.fromhex(ledger[-1]["digest"]) if ledger else START


def first_break(ledger: Sequence[Entry]) -> int | None:
    """Position (from 0) of the first entry that does not follow from the one before; None when all do."""
    previous = START
    for position, entry in enumerate(ledger):
        words = {key: value for key, value in entry.items() if key != "digest"}
        previous = digest(previous, _canonical(words))
        if previous.hex() != entry.get("digest"):
            return position
    return None


def _canonical(words: Entry) -> bytes:
    return json.dumps(words, sort_keys=True, separators=(",", ":")).encode()
