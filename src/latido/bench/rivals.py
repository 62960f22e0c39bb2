"""Rivals live in virtual environments of their own under ``.bench/``: their pins conflict with ours."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

PINNED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(\[[A-Za-z0-9,._-]+\])?==[A-Za-z0-9.+!_-]+")
NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


def project_folder() -> Path:
    """The clone that this package runs from, or the current folder where it was installed without one."""
    clone = Path(__file__).resolve().parents[3]
    return clone if (clone / "pyproject.toml").exists() else Path.cwd()


def rival_environment(name: str, requirements: Sequence[str], *, folder: Path | None = None) -> Path:
    """The Python of ``.bench/<name>/`` with exactly ``requirements`` and what they need; made once.

    Each requirement is pinned (``recordlinkage==0.16``), so that a figure can be measured again. It is
    made anew when the list changes. Raises ``ValueError`` for a requirement without a version and
    ``subprocess.CalledProcessError`` when the installation fails; nothing half-made is kept as ready.
    """
    if NAME.fullmatch(name) is None:
        raise ValueError(f"The environment's name is small letters, digits and hyphens, not {name!r}")
    loose = [requirement for requirement in requirements if PINNED.fullmatch(requirement) is None]
    if loose or not requirements:
        raise ValueError(f"A rival is pinned as name==version: {', '.join(loose) or 'nothing is listed'}")
    home = (folder or project_folder() / ".bench") / name
    python, stamp = home / "bin" / "python", home / "requirements.sha256"
    wanted = hashlib.sha256("\n".join([sys.version, *sorted(requirements)]).encode()).hexdigest()
    if not (stamp.exists() and stamp.read_text() == wanted):
        venv.create(home, clear=True, with_pip=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *requirements], check=True)
        stamp.write_text(wanted)
    return python
