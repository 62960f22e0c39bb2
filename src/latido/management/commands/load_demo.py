"""``latido load_demo``: fill a demo node with synthetic people (the demo alone)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Fill this demo node with synthetic people."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not settings.LATIDO_DEMO:
            raise CommandError("Synthetic people are loaded in the demo only.")
        from latido.demo.loading.nodes import LOADERS

        LOADERS[settings.LATIDO_NODE]()
        self.stdout.write("Synthetic people are in place.")
