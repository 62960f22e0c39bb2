"""The suite's own promises: closed sockets, no silent skip, a browser that stays at home."""

from __future__ import annotations

import socket
import tempfile
import warnings
from pathlib import Path

import pytest
from django.conf import settings
from pytest_socket import SocketConnectBlockedError

CONFTEST = Path(__file__).parents[1] / "conftest.py"
ELSEWHERE = "192.0.2.1"  # reserved for documentation (RFC 5737): nobody answers there

pytest_plugins = ["pytester"]


def test_settings_were_read_in_the_test_environment():
    assert settings.LATIDO_TESTING is True
    assert Path(tempfile.gettempdir()) in Path(settings.LATIDO_DATA_DIR).parents
    assert settings.SECRET_KEY != settings.INSECURE_SECRET_KEY


@pytest.mark.filterwarnings("ignore:A test tried to use socket")  # the guard warns, then raises
def test_a_socket_to_another_machine_is_refused():
    with socket.socket() as outward, pytest.raises(SocketConnectBlockedError):
        outward.connect((ELSEWHERE, 80))


def test_a_socket_to_this_machine_is_allowed():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as client:
        client.connect(server.getsockname())
        assert client.getpeername() == server.getsockname()


def test_a_unix_socket_is_allowed(tmp_path):
    path = str(tmp_path / "s")
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(path)
        server.listen()
        client.connect(path)
        assert client.getpeername() == path


def test_warnings_are_errors():
    with pytest.raises(UserWarning):
        warnings.warn("a warning", stacklevel=1)


@pytest.fixture
def inner(pytester, monkeypatch):
    """A suite of its own that uses this one's conftest; give it the text of a test file."""
    pytester.makeconftest(CONFTEST.read_text())

    def run(text: str, *, require_all: bool = False):
        monkeypatch.setenv("LATIDO_REQUIRE_ALL", "1" if require_all else "")
        pytester.makepyfile(text)
        without = [argument for name in ("cacheprovider", "django") for argument in ("-p", f"no:{name}")]
        outcomes = pytester.runpytest_subprocess(*without).parseoutcomes()
        return {kind: count for kind, count in outcomes.items() if kind != "warnings"}

    return run


SKIPPING = """
import pytest

def test_skipped():
    pytest.skip("something is missing")

def test_passes():
    pass
"""


def test_a_skip_is_a_skip_where_things_may_be_missing(inner):
    assert inner(SKIPPING) == {"skipped": 1, "passed": 1}


def test_a_skip_is_a_failure_where_nothing_may_be_missing(inner):
    assert inner(SKIPPING, require_all=True) == {"failed": 1, "passed": 1}


def test_a_skipped_file_is_an_error_where_nothing_may_be_missing(inner):
    outcome = inner("import pytest\npytest.importorskip('no_such_module_anywhere')", require_all=True)
    assert "errors" in outcome
    assert "skipped" not in outcome


BROWSING = """
PAGE = "data:text/html,<title>t</title>"

def test_quiet(page):
    page.goto(PAGE)

def test_other_host(page):
    page.goto(PAGE + "<img src=http://192.0.2.1/x.png>")

def test_console(page):
    page.goto(PAGE + "<script>console.error('broken')</script>")

def test_script(browse):
    browse().goto(PAGE + "<script>missing()</script>")

def test_provoked(page, complaints):
    complaints.expected.append("console error: broken")
    page.goto(PAGE + "<script>console.error('broken')</script>")
"""


def test_a_page_that_complains_fails_its_test(inner, chromium):
    assert inner(BROWSING) == {"passed": 5, "errors": 3}
