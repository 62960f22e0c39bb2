"""The three installations of the demo: where each lives, what it is, how it is started."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

EPOCH = "demo-2026"
POLL_SECONDS = "1"
"""The demo's worker looks every second, so that a person watching does not wait."""


@dataclass(frozen=True)
class Installation:
    """One hub or node of the demo."""

    name: str
    role: str
    node: str
    state: str
    port: int
    folder: Path
    hub_port: int

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def environment(self) -> dict[str, str]:
        """The environment of its processes: nothing of the caller's own installation carries over."""
        outside = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("LATIDO_", "DATABASE_", "DJANGO_"))
        }
        return outside | {
            "LATIDO_DEMO": "1",
            "LATIDO_ROLE": self.role,
            "LATIDO_NODE": self.node,
            "LATIDO_COUNTRY": "mx",
            "LATIDO_STATE": self.state,
            "LATIDO_DATA_DIR": str(self.folder),
            "LATIDO_SECRETS_DIR": str(self.folder / "secrets"),
            "LATIDO_BASE_URL": self.url,
            "LATIDO_HUB_URL": "" if self.role == "hub" else f"http://localhost:{self.hub_port}",
            "LATIDO_HOSTS": "localhost,127.0.0.1",
            "LATIDO_EPOCH": EPOCH,
            "LATIDO_POLL_SECONDS": POLL_SECONDS,
        }

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "latido", *arguments]

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a command of this installation; its output is collected."""
        return subprocess.Popen(
            self.command(*arguments),
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *arguments: str) -> str:
        """Run a command to its end and return what it printed; raises ``DemoError`` with that text."""
        process = self.start(*arguments)
        output, _ = process.communicate()
        if process.returncode:
            raise DemoError(f"{self.name}: latido {' '.join(arguments)} failed:\n{output}")
        return output


class DemoError(RuntimeError):
    """The demo cannot go on; the message says why."""


def installations(folder: Path, *, port: int = 8000) -> tuple[Installation, Installation, Installation]:
    """Hub, Chiapas and Chihuahua on three ports from ``port`` on."""
    folder = folder.resolve()
    return (
        Installation("Hub", "hub", "hub", "", port, folder / "hub", port),
        Installation("Chiapas", "node", "mx-chp", "07", port + 1, folder / "chiapas", port),
        Installation("Chihuahua", "node", "mx-chh", "08", port + 2, folder / "chihuahua", port),
    )
