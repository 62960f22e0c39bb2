"""The signed head: a line an hour in a file outside the database, so that a cut tail shows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.conf import settings

from latido import signing
from latido.apps.audit import queries

SIGN_EVERY = dt.timedelta(hours=1)


def heads_file() -> Path:
    return Path(settings.LATIDO_DATA_DIR) / "audit-heads.jsonl"


def sign_head(*, now: dt.datetime) -> str | None:
    """Append the signed head when the last one is an hour old or the file is new; return the line."""
    head = queries.head()
    if head is None or not _is_due(now):
        return None
    branch, sequence, digest = head
    statement = {
        "branch": str(branch),
        "sequence": sequence,
        "digest": digest.hex(),
        "at": now.astimezone(dt.UTC).isoformat(timespec="seconds"),
    }
    line = signing.sign(statement)
    with heads_file().open("a") as file:
        file.write(line + "\n")
    return line


def _is_due(now: dt.datetime) -> bool:
    path = heads_file()
    if not path.exists():
        return True
    last = dt.datetime.fromtimestamp(path.stat().st_mtime, tz=dt.UTC)
    return now - last >= SIGN_EVERY
