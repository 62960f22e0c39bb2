"""SQL of the triggers that refuse to change or remove a publication, for SQLite and PostgreSQL.

Emptying the whole table (TRUNCATE, which only the database's owner can do) is left to a restore and to tests.
"""

from __future__ import annotations

TABLE = "statistics_publication"
MESSAGE = "a publication never changes: publish a correction"
KINDS = ("update", "delete")


def create(vendor: str) -> list[str]:
    """Statements that put the triggers up."""
    return _postgresql() if vendor == "postgresql" else _sqlite()


def remove(vendor: str) -> list[str]:
    """Statements that take the triggers down."""
    on = f" ON {TABLE}" if vendor == "postgresql" else ""
    return [f"DROP TRIGGER IF EXISTS {TABLE}_no_{kind}{on}" for kind in KINDS]


def _sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER {TABLE}_no_{kind} BEFORE {kind.upper()} ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        for kind in KINDS
    ]


def _postgresql() -> list[str]:
    function = (
        f"CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    rows = [
        f"CREATE TRIGGER {TABLE}_no_{kind} BEFORE {kind.upper()} ON {TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()"
        for kind in KINDS
    ]
    return [function, *rows]
