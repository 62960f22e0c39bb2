"""What must hold before a server outside the demo may start: each problem with what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

OWNER_ONLY = 0o077
"""Permission bits that nobody but the owner may have on secret files."""


class UnsafeError(RuntimeError):
    """The server refuses to start; the message lists what to change."""


def problems(settings: Any) -> list[str]:
    """Every reason not to start with these settings, in plain words. The demo and tests are exempt."""
    if settings.LATIDO_DEMO or settings.LATIDO_TESTING:
        return list(_demo_problems(settings))
    return [*_setting_problems(settings), *_secret_problems(settings)]


def _demo_problems(settings: Any) -> Iterator[str]:
    hosts = {host.split(":")[0] for host in settings.ALLOWED_HOSTS}
    if not hosts <= {"localhost", "127.0.0.1", "[", "testserver"}:
        yield "The demo answers on this machine only: unset LATIDO_HOSTS, or unset LATIDO_DEMO."


def _setting_problems(settings: Any) -> Iterator[str]:
    if settings.DEBUG:
        yield "LATIDO_DEBUG is on: pages would show what was typed. Unset it."
    if settings.SECRET_KEY == settings.INSECURE_SECRET_KEY:
        yield "There is no secret key of your own. Run: latido setup secrets"
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        yield "LATIDO_HOSTS must name the hosts that this server answers to."
    if urlsplit(settings.LATIDO_BASE_URL).scheme != "https":
        yield "LATIDO_BASE_URL must begin with https://."
    if not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE and settings.SECURE_SSL_REDIRECT):
        yield "Cookies and redirects must be https only."
    if settings.LATIDO_HUB_URL and urlsplit(settings.LATIDO_HUB_URL).scheme != "https":
        yield "LATIDO_HUB_URL must begin with https://."
    if settings.LATIDO_ROLE not in ("node", "hub"):
        yield "LATIDO_ROLE is node or hub."


def _secret_problems(settings: Any) -> Iterator[str]:
    folder = Path(settings.LATIDO_SECRETS_DIR)
    if not folder.is_dir():
        yield f"The secrets directory {folder} is missing. Run: latido setup secrets"
        return
    for path in sorted([folder, *folder.iterdir()]):
        if path.stat().st_mode & OWNER_ONLY:
            yield f"{path} can be read by others. Run: chmod go-rwx {path}"


def refuse_if_unsafe(settings: Any) -> None:
    """Raises ``UnsafeError`` with every problem, one a line."""
    found = problems(settings)
    if found:
        raise UnsafeError("Latido does not start like this:\n" + "\n".join(f"  - {text}" for text in found))
