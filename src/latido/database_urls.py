"""Database addresses (``sqlite:///path``, ``postgresql://user@host/name``) as Django settings."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

BUSY_TIMEOUT_S = 20
"""How long a writer waits for SQLite's lock; far above a commit's few milliseconds."""

DURABLE = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"


def sqlite(path: str) -> dict[str, Any]:
    """SQLite with durable commits: write-ahead log, full synchronisation, deleted bytes overwritten."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": BUSY_TIMEOUT_S, "init_command": DURABLE},
        "TEST": {"NAME": None},
    }


def postgresql(url: str) -> dict[str, Any]:
    """PostgreSQL; ``?host=/folder`` gives the folder of a unix socket."""
    parts = urlsplit(url)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": query.pop("port", str(parts.port or "")),
        "OPTIONS": query,
        "CONN_MAX_AGE": 60,
    }


def database(url: str) -> dict[str, Any]:
    """The settings of one database; raises ``ValueError`` for an address of another kind."""
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        return sqlite(url.removeprefix("sqlite:///"))
    if scheme in ("postgres", "postgresql"):
        return postgresql(url)
    raise ValueError(f"A database address starts with sqlite:/// or postgresql://, not {scheme}://")
