"""The import contracts hold, and each of them fails when it is broken."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONFIG = ".importlinter"
LINTER = Path(sys.executable).with_name("lint-imports")
VERDICT = re.compile(r"^(?P<name>.+?) (?P<verdict>KEPT|BROKEN)\b", re.MULTILINE)

FLOORS = "Web stands on apps, apps on engines"
PURE = "Engines know no framework, network or chance"
STRANGERS = "Engines are strangers to each other"
JOURNEY = "Apps follow the journey of a report"
FURNITURE = "Inside an app"
KEYS = "Few doors open onto sealed parts"
THIN_WEB = "Web asks, it does not reach into tables"
FIGURES = "Nothing that is served leans on the bench"

# What is broken -> a file planted in the package, its text.
BREACHES = {
    "an engine imports an app": (FLOORS, "engines/vault/planted.py", "import latido.apps.audit.models"),
    "an app imports the web": (FLOORS, "apps/audit/planted.py", "import latido.web"),
    "an engine imports the framework": (PURE, "engines/vault/planted.py", "from django.conf import settings"),
    "an engine imports chance": (PURE, "engines/vault/planted.py", "import random"),
    "an engine imports the network": (PURE, "engines/vault/planted.py", "import socket"),
    "an engine imports another": (
        STRANGERS,
        "engines/vault/planted.py",
        "import latido.engines.stranger",
    ),
    "an early app imports a later one": (JOURNEY, "apps/audit/planted.py", "import latido.apps.keyring"),
    "the same inside a function": (
        JOURNEY,
        "apps/audit/planted.py",
        "def later():\n    from latido.apps.keyring import models",
    ),
    "the same for types only": (
        JOURNEY,
        "apps/audit/planted.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import latido.apps.agencies.models",
    ),
    "an app that is on no list": (JOURNEY, "apps/stranger/__init__.py", ""),
    "reads import writes": (FURNITURE, "apps/places/queries.py", "import latido.apps.places.actions"),
    "an app without a door imports the vault": (KEYS, "apps/audit/planted.py", "import latido.engines.vault"),
    "the web imports the vault": (KEYS, "web/planted.py", "from latido.engines.vault import keys"),
    "the web imports a model module": (
        THIN_WEB,
        "web/planted.py",
        "from latido.apps.audit.models import Entry",
    ),
    "an app imports the bench": (FIGURES, "apps/audit/planted.py", "import latido.bench.harness"),
}
COMPANIONS = {
    "engines/stranger/__init__.py": "",
    "apps/places/actions.py": "",
    "apps/exchange/actions.py": "",
}
"""Modules that breaches point at and that may not exist (yet)."""


def verdicts(tree: Path, config: Path) -> tuple[dict[str, str], str]:
    """Contract name -> KEPT or BROKEN for the package in ``tree``, and all that the linter said."""
    done = subprocess.run(
        [LINTER, "--no-logo", "--config", config, "--cache-dir", tree / "cache"],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    found = {match["name"].strip(): match["verdict"] for match in VERDICT.finditer(done.stdout)}
    assert found, done.stdout + done.stderr
    assert (done.returncode == 0) == ("BROKEN" not in found.values())
    return found, done.stdout


@pytest.fixture(scope="module")
def copy(root, tmp_path_factory) -> Path:
    """The package's Python files in a folder of their own, where breaches may be planted."""
    tree = tmp_path_factory.mktemp("contracts")
    for path in (root / "src" / "latido").rglob("*.py"):
        target = tree / path.relative_to(root / "src")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return tree


def plant(tree: Path, name: str, text: str) -> Path:
    path = tree / "latido" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.write_text("")
    with path.open("a") as file:
        file.write(f"\n{text}\n")
    return path


@pytest.fixture
def kept_tree(copy, tmp_path) -> Path:
    """A copy of the copy, which one test may spoil; it keeps the linter's cache."""
    tree = tmp_path / "tree"
    shutil.copytree(copy, tree, copy_function=shutil.copy2)
    for name, text in COMPANIONS.items():
        plant(tree, name, text)
    return tree


def test_every_contract_is_kept(root, copy):
    found, said = verdicts(copy, root / CONFIG)
    assert {name for name, verdict in found.items() if verdict == "BROKEN"} == set(), said
    assert set(found) == {FLOORS, PURE, STRANGERS, JOURNEY, FURNITURE, KEYS, THIN_WEB, FIGURES}


@pytest.mark.parametrize(("contract", "name", "text"), BREACHES.values(), ids=BREACHES.keys())
def test_a_breach_breaks_its_contract(root, kept_tree, contract, name, text):
    plant(kept_tree, name, text)
    found, said = verdicts(kept_tree, root / CONFIG)
    assert found[contract] == "BROKEN", said
    assert name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") in said


@pytest.mark.parametrize(
    "door", ["apps/keyring/planted.py", "apps/agencies/actions/planted.py", "bench/planted.py"]
)
def test_the_doors_are_open(root, kept_tree, door):
    plant(kept_tree, door, "import latido.engines.vault")
    found, said = verdicts(kept_tree, root / CONFIG)
    assert found[KEYS] == "KEPT", said
