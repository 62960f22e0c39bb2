"""The browsers of the journey: a reporter's, and one for each member who signs in."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from latido.demo.accounts import ACCOUNTS, PASSWORD
from latido.demo.browser import Browser
from latido.demo.installations import DemoError, Installation

DEMO_CODE = r'id="demo-code">\s*(\d{6})'
CODE_TRIES = 40
"""A one-time code works once: somebody who signed in just before waits for the next, at most 30 seconds."""
WAIT_S = 30
LOOK_EVERY_S = 0.5


class Workday:
    """Signed-in browsers by user name, and what one step leaves for the next."""

    def __init__(self, places: tuple[Installation, ...]) -> None:
        self.places = {place.node: place for place in places}
        self._browsers: dict[str, Browser] = {}
        self.receipt = ""
        self.found: dict[str, str] = {}

    def __enter__(self) -> Workday:
        return self

    def __exit__(self, *_error: object) -> None:
        for browser in self._browsers.values():
            browser.__exit__()

    def visitor(self, node: str) -> Browser:
        """A member of the public on a node, with one browser for the whole journey."""
        if node not in self._browsers:
            self._browsers[node] = Browser(self.places[node].url)
        return self._browsers[node]

    def member(self, username: str) -> Browser:
        """A member, signed in with password and code."""
        if username not in self._browsers:
            account = next(account for account in ACCOUNTS if account.username == username)
            browser = Browser(self.places[account.node].url)
            self._browsers[username] = browser
            sign_in(browser, username)
        return self._browsers[username]


def sign_in(browser: Browser, username: str) -> None:
    """Both steps of the sign-in, as a person does them; raises ``DemoError``."""
    browser.get("/es/work/sign-in/")
    browser.submit(having="password", login=username, password=PASSWORD)
    used = ""
    for _ in range(CODE_TRIES):
        code = found(DEMO_CODE, browser.text, f"{username}: the code of the second step")
        if code != used:  # a refused code is not sent again: wrong codes slow everybody down
            used = code
            browser.submit(having="code", code=code)
            if "/sign-in/" not in browser.path:
                return
        time.sleep(1)
        browser.get("/es/work/sign-in/code/")
    raise DemoError(f"{username} could not sign in.")


def wait_for(what: str, look: Callable[[], bool]) -> None:
    """Look again and again until it is there; raises ``DemoError`` after half a minute."""
    deadline = time.monotonic() + WAIT_S
    while not look():
        if time.monotonic() > deadline:
            raise DemoError(f"{what} did not appear within {WAIT_S} seconds.")
        time.sleep(LOOK_EVERY_S)


def expect(condition: bool, what: str) -> None:
    """Raises ``DemoError`` when the page does not show what it should."""
    if not condition:
        raise DemoError(what)


def found(pattern: str, text: str, what: str) -> str:
    """The first group of ``pattern`` in ``text``; raises ``DemoError``."""
    match = re.search(pattern, text)
    if match is None:
        raise DemoError(f"{what} was not found on the page.")
    return match[1]
