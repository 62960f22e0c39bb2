"""The demo's real processes: a hub and two nodes, started by its own command in a folder of their own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from latido.demo.installations import Installation, installations
from latido.demo.running import answers

READY_WITHIN_S = 600
"""Far above what it needs: other work may share the machine."""


@dataclass
class Demo:
    """A running demo; ``stop`` ends it and leaves its files."""

    folder: Path
    port: int
    process: subprocess.Popen[str]

    @property
    def places(self) -> tuple[Installation, Installation, Installation]:
        return installations(self.folder, port=self.port)

    def url(self, node: str) -> str:
        return next(place.url for place in self.places if place.node == node)

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(60)


def command(folder: Path, port: int, *more: str) -> list[str]:
    return [sys.executable, "-m", "latido", "demo", "--folder", str(folder), "--port", str(port), *more]


def environment() -> dict[str, str]:
    """A caller's environment without the suite's own settings."""
    return {key: value for key, value in os.environ.items() if not key.startswith(("LATIDO_", "DJANGO_"))}


def free_ports() -> int:
    """The first of three neighbouring free ports."""
    for port in range(18000, 28000, 10):
        if all(_is_free(port + step) for step in range(3)):
            return port
    raise RuntimeError("no three neighbouring ports are free")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder, port = tmp_path_factory.mktemp("demo") / "var", free_ports()
    said = folder.parent / "said.txt"
    with said.open("w") as output:
        process = subprocess.Popen(
            command(folder, port), env=environment(), stdout=output, stderr=subprocess.STDOUT, text=True
        )
        running = Demo(folder, port, process)
        try:
            _wait_until_ready(running, said)
            yield running
        finally:
            running.stop()


def _wait_until_ready(demo: Demo, said: Path) -> None:
    deadline = time.monotonic() + READY_WITHIN_S
    while not all(answers(place) for place in demo.places):
        assert demo.process.poll() is None, said.read_text()
        assert time.monotonic() < deadline, "the demo did not start"
        time.sleep(0.5)


@pytest.fixture(scope="session")
def walked(demo: Demo) -> subprocess.CompletedProcess[str]:
    """The journey over HTTP against the running demo."""
    return subprocess.run(
        command(demo.folder, demo.port, "--check"),
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
