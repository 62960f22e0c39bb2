"""Engines import an allowed few packages and read no clock; both rules are shown to catch a breach."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "latido"

ENGINES = SOURCE / "engines"
ALLOWED_PACKAGES = {"numpy", "scipy", "cryptography", "anyascii", "numkong", "duckdb", "opendp"}
CLOCKS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "localtime"),
    ("time", "gmtime"),
    ("time", "monotonic"),
    ("time", "perf_counter"),
}
CLOCK_NAMES = {(module, name) for module, name in CLOCKS if module == "time"}  # from time import time
CLOCK_METHODS = {"now", "utcnow", "today"}


def engine_files() -> list[Path]:
    return sorted(ENGINES.rglob("*.py"))


def imported_modules(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def foreign_imports(text: str, *, engine: str) -> list[str]:
    """Imports of an engine's file beyond the standard library, the allowed packages and the engine itself."""
    own = f"latido.engines.{engine}"
    foreign = []
    for module in imported_modules(ast.parse(text)):
        top = module.split(".")[0]
        if module == own or module.startswith((".", f"{own}.")):
            continue
        if top not in ALLOWED_PACKAGES and top not in sys.stdlib_module_names:
            foreign.append(module)
    return foreign


def clock_readings(text: str) -> list[str]:
    """Expressions that read the clock, however it is spelled: ``dt.datetime.now``, ``date.today`` ..."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute):
            owner = node.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            if (name, node.attr) in CLOCKS or node.attr in CLOCK_METHODS:
                found.append(ast.unparse(node))
        elif isinstance(node, ast.ImportFrom):
            found += [alias.name for alias in node.names if (node.module, alias.name) in CLOCK_NAMES]
    return found


def engine_of(path: Path) -> str:
    return path.relative_to(ENGINES).parts[0].removesuffix(".py")


def test_there_are_engines_to_look_at():
    assert "vault" in {engine_of(path) for path in engine_files()}


def test_engines_import_only_what_is_allowed():
    found = {
        str(path.relative_to(SOURCE)): foreign_imports(path.read_text(), engine=engine_of(path))
        for path in engine_files()
    }
    assert {name: modules for name, modules in found.items() if modules} == {}


def test_engines_read_no_clock():
    found = {str(path.relative_to(SOURCE)): clock_readings(path.read_text()) for path in engine_files()}
    assert {name: readings for name, readings in found.items() if readings} == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import requests", ["requests"]),
        ("import numpy.linalg, pandas.io", ["pandas.io"]),
        ("from django.conf import settings", ["django.conf"]),
        ("from latido.engines.linkage import encoding", ["latido.engines.linkage"]),
        ("from latido import settings", ["latido"]),
        ("def later():\n    import faker", ["faker"]),
        ("import json, scipy\nfrom latido.engines.vault.keys import x\nfrom . import y", []),
    ],
)
def test_a_foreign_import_is_found(text, found):
    assert foreign_imports(text, engine="vault") == found


@pytest.mark.parametrize(
    "text",
    [
        "import datetime\ndatetime.datetime.now()",
        "import datetime as dt\nread = dt.datetime.utcnow",
        "from datetime import date\ndate.today()",
        "from datetime import datetime as moment\nmoment.now()",
        "import time\ntime.time()",
        "from time import perf_counter\nperf_counter()",
    ],
)
def test_a_clock_reading_is_found(text):
    assert clock_readings(text) != []


def test_a_time_that_was_passed_in_is_no_clock_reading():
    assert (
        clock_readings("import datetime as dt\ndef f(now: dt.datetime) -> dt.date:\n    return now.date()")
        == []
    )
