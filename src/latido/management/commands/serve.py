"""``latido serve``: the web server and the worker of one node or hub, until one of them ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from latido.checks import UnsafeError, refuse_if_unsafe

LOOK_EVERY_S = 0.2
END_WITHIN_S = 10


class Command(BaseCommand):
    help = "Serve this node or hub: web server and worker."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8001)
        parser.add_argument("--workers", type=int, default=1, help="web server processes")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            refuse_if_unsafe(settings)
        except UnsafeError as error:
            raise CommandError(str(error)) from error
        children = [subprocess.Popen(_web(options)), subprocess.Popen(_worker())]
        signal.signal(signal.SIGTERM, _interrupt)
        try:
            _wait_for_any(children)
        except KeyboardInterrupt:
            pass
        finally:
            _end(children)


def _web(options: dict[str, Any]) -> list[str]:
    # No access log: it would hold the addresses of people who report.
    return [
        *(sys.executable, "-m", "granian", "latido.wsgi:application", "--interface", "wsgi"),
        *("--host", options["host"], "--port", str(options["port"])),
        *("--workers", str(options["workers"]), "--no-access-log", "--log-level", "warning"),
        *("--blocking-threads", "4", "--backpressure", "64"),
    ]


def _worker() -> list[str]:
    return [sys.executable, "-m", "latido", "work"]


def _interrupt(_signal: int, _frame: Any) -> None:
    raise KeyboardInterrupt


def _wait_for_any(children: list[subprocess.Popen[bytes]]) -> None:
    while all(child.poll() is None for child in children):
        time.sleep(LOOK_EVERY_S)
    ended = next(child for child in children if child.poll() is not None)
    raise CommandError(f"A process ended by itself with status {ended.returncode}; see above.")


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for child in children:
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + END_WITHIN_S
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.kill(child.pid, signal.SIGKILL)
