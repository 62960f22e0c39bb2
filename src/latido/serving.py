"""``latido serve``: the web server and the worker of one node or hub, until one of them ends.

Not a management command: this process only watches two others, so it need not load the whole house.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import Any

from django.conf import settings

from latido.checks import UnsafeError, refuse_if_unsafe

LOOK_EVERY_S = 0.2
END_WITHIN_S = 10


class EndedError(RuntimeError):
    """The web server or the worker ended by itself."""


def parser() -> argparse.ArgumentParser:
    """What can be typed after ``latido serve``."""
    options = argparse.ArgumentParser(
        prog="latido serve", description="Serve this node or hub: web server and worker."
    )
    options.add_argument("--host", default="127.0.0.1")
    options.add_argument("--port", type=int, default=8001)
    options.add_argument("--workers", type=int, default=1, help="web server processes")
    return options


def main(arguments: Sequence[str]) -> int:
    """Serve until told to end (0); 1 with one clear message when that is not safe or a process ends."""
    options = parser().parse_args(arguments)
    try:
        refuse_if_unsafe(settings)
        _serve(options)
    except (UnsafeError, EndedError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


def _serve(options: argparse.Namespace) -> None:
    signal.signal(signal.SIGTERM, _interrupt)
    children = [subprocess.Popen(_web(options)), subprocess.Popen(_worker())]
    try:
        _wait_for_any(children)
    finally:
        _end(children)


def _web(options: argparse.Namespace) -> list[str]:
    # No access log: it would hold the addresses of people who report.
    return [
        *(sys.executable, "-m", "granian", "latido.wsgi:application", "--interface", "wsgi"),
        *("--host", options.host, "--port", str(options.port)),
        *("--workers", str(options.workers), "--no-access-log", "--log-level", "warning"),
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
    raise EndedError(f"A process ended by itself with status {ended.returncode}; see above.")


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
