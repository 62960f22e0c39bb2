"""Say in one clear line what this machine lacks, before anything is installed.

Python's version and its venv module stop the installation. Pango is only needed to print posters and
files as PDF, so its absence is a warning, or an error under ``LATIDO_REQUIRE_ALL=1``.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import sys

LOCKED_FOR = (3, 11)
"""The locks are made for this version of Python."""

PANGO_FILES = {
    "linux": ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"),
    "darwin": ("libpango-1.0.dylib", "libpangoft2-1.0.dylib", "libharfbuzz-subset.dylib"),
}


def missing_python() -> str:
    """The line about Python itself, or nothing."""
    if sys.version_info[:2] != LOCKED_FOR:
        found = ".".join(map(str, sys.version_info[:2]))
        return f"Latido's locks are made for Python 3.11 and this is {found}: make PYTHON=/path/to/python3.11"
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        return "Python's venv module is missing: apt-get install python3.11-venv"
    return ""


def missing_pango() -> str:
    """The line about Pango, or nothing."""
    for name in PANGO_FILES.get(sys.platform, ()):
        try:
            ctypes.CDLL(name)
        except OSError:
            return (
                f"Posters and prints need Pango ({name} was not found): "
                "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
            )
    return ""


def main() -> int:
    python, pango = missing_python(), missing_pango()
    strict = os.environ.get("LATIDO_REQUIRE_ALL") == "1"
    if python or (pango and strict):
        print(python or pango, file=sys.stderr)
        return 1
    if pango:
        print(f"{pango}. Everything else works without it.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
