"""``latido audit verify``: read the whole chain and say exactly where it breaks."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from latido.apps.audit import queries


class Command(BaseCommand):
    help = "Verify the audit chain."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["verify"])

    def handle(self, *_args: Any, **_options: Any) -> None:
        verdict = queries.verify()
        found = verdict.first_break
        if found:
            raise CommandError(
                f"The chain breaks at branch {found.branch}, position {found.sequence}: {found.reason}."
            )
        self.stdout.write(f"The chain is whole: {verdict.entries} entries.")
