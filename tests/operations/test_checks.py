"""Outside the demo the server refuses to start while anything about it is unsafe."""

from __future__ import annotations

import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from latido import checks, secret_files


@pytest.fixture
def safe(tmp_path):
    folder = tmp_path / "secrets"
    secret_files.create_missing(folder)
    return {
        "LATIDO_DEMO": False,
        "LATIDO_TESTING": False,
        "DEBUG": False,
        "SECRET_KEY": "own",
        "INSECURE_SECRET_KEY": "insecure",
        "ALLOWED_HOSTS": ["latido.example"],
        "LATIDO_BASE_URL": "https://latido.example",
        "LATIDO_HUB_URL": "https://hub.example",
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "LATIDO_ROLE": "node",
        "LATIDO_SECRETS_DIR": folder,
    }


def test_a_safe_installation_starts(safe):
    assert checks.problems(SimpleNamespace(**safe)) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"DEBUG": True}, "LATIDO_DEBUG"),
        ({"SECRET_KEY": "insecure"}, "secret key"),
        ({"ALLOWED_HOSTS": ["*"]}, "LATIDO_HOSTS"),
        ({"ALLOWED_HOSTS": []}, "LATIDO_HOSTS"),
        ({"LATIDO_BASE_URL": "http://latido.example"}, "LATIDO_BASE_URL"),
        ({"LATIDO_HUB_URL": "http://hub.example"}, "LATIDO_HUB_URL"),
        ({"SESSION_COOKIE_SECURE": False}, "https only"),
        ({"LATIDO_ROLE": "other"}, "LATIDO_ROLE"),
        ({"LATIDO_SECRETS_DIR": "/nowhere/at/all"}, "missing"),
        ({"LATIDO_DEMO": True}, "this machine only"),
    ],
)
def test_each_problem_is_named(safe, change, words):
    problems = checks.problems(SimpleNamespace(**(safe | change)))
    assert len(problems) == 1
    assert words in problems[0]


def test_secrets_that_others_can_read_are_refused(safe):
    path = safe["LATIDO_SECRETS_DIR"] / secret_files.RECEIPT_PEPPER
    path.chmod(0o644)
    assert checks.problems(SimpleNamespace(**safe)) == [
        f"{path} can be read by others. Run: chmod go-rwx {path}"
    ]


def test_the_server_says_why_it_does_not_start(tmp_path):
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("LATIDO_", "DATABASE"))
    }
    result = subprocess.run(
        [sys.executable, "-m", "latido", "serve", "--port", "1"],
        env=environment | {"LATIDO_DATA_DIR": str(tmp_path), "LATIDO_DEBUG": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert result.returncode == 1
    for words in ("LATIDO_DEBUG", "secret key", "https://", "setup secrets"):
        assert words in result.stderr


def test_secrets_are_made_once_and_for_their_owner_alone(tmp_path):
    folder = tmp_path / "new"
    made = secret_files.create_missing(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert sorted(made) == sorted(before)
    assert secret_files.create_missing(folder) == []
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
