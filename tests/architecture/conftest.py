"""What the architecture tests read: the source tree, the tracked files and the models."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def source_files() -> list[Path]:
    """Every Python file of the package."""
    return sorted((ROOT / "src" / "latido").rglob("*.py"))


@pytest.fixture(scope="session")
def project_files() -> list[Path]:
    """Every file that is tracked or would be: what git does not ignore."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture
def our_models():
    """Every concrete model of Latido, with those that many-to-many fields make."""
    from django.apps import apps

    models = apps.get_models(include_auto_created=True)
    return [model for model in models if model.__module__.startswith("latido.")]
