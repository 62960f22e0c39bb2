"""Starting the demo's servers, waiting until they answer, and ending them together."""

from __future__ import annotations

import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from latido.demo.installations import DemoError, Installation

READY_WITHIN_S = 240
"""Far above what an idle machine needs: other work may share it."""
LOOK_EVERY_S = 0.1
END_WITHIN_S = 15


def answers(place: Installation) -> bool:
    """Whether the installation's health check says ready."""
    try:
        return httpx.get(f"{place.url}/health/ready", timeout=2).status_code == 200
    except httpx.TransportError:
        return False


def check_ports(places: tuple[Installation, ...]) -> None:
    """Raises ``DemoError`` with one clear line when a port is taken."""
    for place in places:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", place.port))
            except OSError:
                raise DemoError(
                    f"Port {place.port} ({place.name}) is taken by another program. "
                    f"End it, or choose other ports: latido demo --port 9000"
                ) from None


@contextmanager
def served(places: tuple[Installation, ...]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """All installations serving, each with its own log file; they end with the block."""
    check_ports(places)
    servers = []
    logs = []
    try:
        for place in places:
            log = (place.folder / "server.log").open("ab")
            logs.append(log)
            command = place.command("serve", "--port", str(place.port))
            servers.append(subprocess.Popen(command, env=place.environment(), stdout=log, stderr=log))
        _wait_until_ready(places, servers)
        yield servers
    finally:
        _end(servers)
        for log in logs:
            log.close()


def _wait_until_ready(places: tuple[Installation, ...], servers: list[subprocess.Popen[bytes]]) -> None:
    deadline = time.monotonic() + READY_WITHIN_S
    for place, server in zip(places, servers, strict=True):
        while not answers(place):
            if server.poll() is not None or time.monotonic() > deadline:
                raise DemoError(f"{place.name} did not start. See {place.folder / 'server.log'}")
            time.sleep(LOOK_EVERY_S)


def _end(servers: list[subprocess.Popen[bytes]]) -> None:
    for server in servers:
        if server.poll() is None:
            server.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + END_WITHIN_S
    for server in servers:
        try:
            server.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            server.kill()
