"""``latido setup``: make what a fresh installation needs; running it again changes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from latido import countries, secret_files
from latido.apps.audit.actions import SYSTEM
from latido.apps.places.actions import load_places


class Command(BaseCommand):
    help = "Make the secret files, bring the databases up to date, load the country's places."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["secrets", "database", "all"])

    def handle(self, *_args: Any, **options: Any) -> None:
        Path(settings.LATIDO_DATA_DIR).mkdir(parents=True, exist_ok=True)
        if options["what"] in ("secrets", "all"):
            self._secrets()
        if options["what"] in ("database", "all"):
            self._database()

    def _secrets(self) -> None:
        made = secret_files.create_missing(Path(settings.LATIDO_SECRETS_DIR))
        self.stdout.write(f"Secret files made: {', '.join(made) or 'none, all were there'}")

    def _database(self) -> None:
        for alias in settings.DATABASES:
            call_command("migrate", database=alias, verbosity=0)
        call_command("createcachetable", database="cache", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        count = load_places(country=countries.load(settings.LATIDO_COUNTRY), by=SYSTEM)
        self.stdout.write(f"Databases are up to date; {count} places.")
