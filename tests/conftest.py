"""What every test stands on: its environment, its databases, its strictness and its browser.

``LATIDO_REQUIRE_ALL=1`` turns every skip into a failure: nothing may be missing where it is set.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from latido import secret_files

# Settings read the environment when they are first used: pytest_configure below uses them first.
_FOLDER = tempfile.TemporaryDirectory(prefix="latido-tests-")
_MEANT_FOR_TESTS = {"LATIDO_REQUIRE_ALL", "LATIDO_SHRED_DATABASE_URL"}
for _name in [name for name in os.environ if name.startswith("LATIDO_") and name not in _MEANT_FOR_TESTS]:
    del os.environ[_name]  # what a developer's shell says about another installation
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "latido.settings",
    "LATIDO_TESTING": "1",
    "LATIDO_DATA_DIR": _FOLDER.name,
    "LATIDO_SECRETS_DIR": f"{_FOLDER.name}/secrets",
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
}

secret_files.create_missing(Path(os.environ["LATIDO_SECRETS_DIR"]))

REQUIRE_ALL = os.environ.get("LATIDO_REQUIRE_ALL") == "1"
ON_POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgres")

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_reset_sequences"}
BROWSER_FIXTURES = {"chromium", "browse", "page"}
ONLY_ON_SQLITE = {"browser", "journey"}  # they start servers with their own files, or need no database
ONLY_ON_POSTGRES = {"postgres"}


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Read the settings, so that pytest-django, which is asked next, sets Django up."""
    if config.pluginmanager.has_plugin("django"):
        from django.conf import settings

        assert settings.LATIDO_TESTING, "DJANGO_SETTINGS_MODULE must not stand in pyproject.toml: too early"


def pytest_unconfigure() -> None:
    _FOLDER.cleanup()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        _open_all_databases(item)
        if BROWSER_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
    elsewhere = ONLY_ON_SQLITE if ON_POSTGRES else ONLY_ON_POSTGRES
    away = [item for item in items if any(item.get_closest_marker(name) for name in elsewhere)]
    if away:
        config.hook.pytest_deselected(items=away)
        items[:] = [item for item in items if item not in away]


def _open_all_databases(item: pytest.Item) -> None:
    """A test that may use the database may use all three stores, unless it names its own."""
    marker = item.get_closest_marker("django_db")
    if marker is None and not DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
        return
    arguments: dict[str, Any] = dict(marker.kwargs) if marker else {}
    if "databases" not in arguments:
        everywhere = pytest.mark.django_db(*(marker.args if marker else ()), databases="__all__", **arguments)
        item.add_marker(everywhere, append=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    return _refuse_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Iterator[None]:
    return _refuse_skip((yield))


def _refuse_skip(report: Any) -> Any:
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"LATIDO_REQUIRE_ALL=1 allows no skip: {reason}"
    return report


def required(program: str, package: str) -> str:
    """Path of ``program``; the test is skipped without it, which LATIDO_REQUIRE_ALL=1 makes a failure."""
    path = shutil.which(program)
    if path is None:
        pytest.skip(f"{program} was not found (Debian: apt-get install {package})")
    return path


@pytest.fixture(scope="session", autouse=True)
def _flush_lifts_the_triggers(pytestconfig: pytest.Config) -> Iterator[None]:
    """Transactional tests end with a flush, which the audit chain and publications refuse by design."""
    if not pytestconfig.pluginmanager.has_plugin("django"):
        yield
        return
    from django.test import TransactionTestCase

    from latido.apps.audit.testing import lifted_triggers as audit_lifted
    from latido.apps.statistics.testing import lifted_triggers as statistics_lifted

    flush = TransactionTestCase._fixture_teardown

    def lifted(case: TransactionTestCase) -> None:
        with audit_lifted(), statistics_lifted():
            flush(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lifted)
        yield


# --- Browser ---------------------------------------------------------------------------------------
LOCAL = {"localhost", "127.0.0.1", "[::1]", "::1"}
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE ::1",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The system's Chromium, headless, which can reach this machine and nothing else."""
    path = required("chromium", "chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@dataclass
class Complaints:
    """What pages did that no page may do; ``expected`` holds patterns that a test has provoked on purpose."""

    expected: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def unexpected(self) -> list[str]:
        return [text for text in self.seen if not any(re.search(pattern, text) for pattern in self.expected)]

    def watch(self, context: Any) -> None:
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.seen.append(f"script error: {error.error}"))

    def _request(self, request: Any) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob", "about") and address.hostname not in LOCAL:
            self.seen.append(f"request to another host: {request.url}")

    def _console(self, message: Any) -> None:
        if message.type == "error":
            self.seen.append(f"console error: {message.text} ({message.location.get('url', '')})")


@pytest.fixture
def complaints() -> Complaints:
    """Append to ``complaints.expected`` what a test provokes, such as ``"status of 404"``."""
    return Complaints()


@pytest.fixture
def browse(chromium: Any, complaints: Complaints) -> Iterator[Callable[..., Any]]:
    """``browse(locale="es-MX", viewport=..., java_script_enabled=False)``: a page in a context of its own.

    The test fails when a page asks another host for anything, logs an error or lets a script fail.
    """
    contexts = []

    def new_page(**options: Any) -> Any:
        context = chromium.new_context(**{"locale": "es-MX", **options})
        complaints.watch(context)
        contexts.append(context)
        return context.new_page()

    yield new_page
    for context in contexts:
        context.close()
    assert complaints.unexpected() == []


@pytest.fixture
def page(browse: Callable[..., Any]) -> Any:
    """One page at the width of a laptop, in Mexican Spanish."""
    return browse(viewport={"width": 1280, "height": 800})
