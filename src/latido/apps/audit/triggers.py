"""SQL of the triggers that refuse to change or remove an entry, for SQLite and PostgreSQL."""

from __future__ import annotations

TABLE = "audit_entry"
MESSAGE = "the audit chain is append-only"


def create(vendor: str) -> list[str]:
    """Statements that put the triggers up."""
    return _postgresql() if vendor == "postgresql" else _sqlite()


def remove(vendor: str) -> list[str]:
    """Statements that take the triggers down."""
    on = f" ON {TABLE}" if vendor == "postgresql" else ""
    kinds = ("update", "delete", "truncate") if vendor == "postgresql" else ("update", "delete")
    return [f"DROP TRIGGER IF EXISTS {TABLE}_no_{kind}{on}" for kind in kinds]


def _sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER {TABLE}_no_{kind} BEFORE {kind.upper()} ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        for kind in ("update", "delete")
    ]


def _postgresql() -> list[str]:
    function = (
        f"CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$"
    )
    rows = [
        f"CREATE TRIGGER {TABLE}_no_{kind} BEFORE {kind.upper()} ON {TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()"
        for kind in ("update", "delete")
    ]
    truncate = (
        f"CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()"
    )
    return [function, *rows, truncate]
