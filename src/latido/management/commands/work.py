"""``latido work``: the clock's work of a node or hub, step by step, for as long as it runs."""

from __future__ import annotations

import logging
import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from latido.work import STEPS

logger = logging.getLogger("latido.work")


class Command(BaseCommand):
    help = "Do what the clock asks for: close, escalate, send, fetch, sign."
    # The web server checks the pages; a worker has none to load.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="one round, then end")

    def handle(self, *_args: Any, **options: Any) -> None:
        stop = threading.Event()
        if not options["once"]:
            signal.signal(signal.SIGTERM, lambda *_: stop.set())
            signal.signal(signal.SIGINT, lambda *_: stop.set())
        while True:
            one_round()
            if options["once"] or stop.wait(settings.LATIDO_POLL_SECONDS):
                return


def one_round() -> list[str]:
    """Every step of this role once; returns the names of those that failed.

    A step that fails is logged with its traceback and tried again in the next round: each is idempotent,
    and one that fails must not keep the others from their work.
    """
    close_old_connections()
    failed = []
    for name, step in STEPS[settings.LATIDO_ROLE].items():
        try:
            step(now=timezone.now())
        except Exception:
            logger.exception("The step %s failed and will be tried again", name)
            failed.append(name)
    return failed
