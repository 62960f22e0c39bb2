"""The console script ``latido``: Latido's own commands, and Django's management commands behind them."""

from __future__ import annotations

import os
import sys


def main(argv: list[str] | None = None) -> None:
    """Run one command; the exit status says whether it worked."""
    arguments = sys.argv if argv is None else argv
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "latido.settings")
    if arguments[1:2] == ["bench"]:
        from latido.bench import harness

        sys.exit(harness.main(arguments[2:]))
    if arguments[1:2] == ["demo"]:
        from latido.demo import command

        sys.exit(command.main(arguments[2:]))
    if arguments[1:2] == ["serve"]:
        from latido import serving

        sys.exit(serving.main(arguments[2:]))
    from django.core.management import execute_from_command_line

    execute_from_command_line(arguments)
