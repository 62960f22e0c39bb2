"""``latido demo_code USER``: the one-time code of this moment (the demo alone)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from latido.web.workbench.sign_in.second_factor import current_code


class Command(BaseCommand):
    help = "Show the one-time code of a demo account."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("user")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            self.stdout.write(current_code(options["user"]))
        except PermissionError as error:
            raise CommandError(str(error)) from error
