"""The protocol between nodes and hub: version, addresses, limits.

A node only ever calls out, always by POST. The header ``Latido-Node`` names it; ``Latido-Request`` is a JWS
by its key over method, path, time, a fresh id and the SHA-256 of the body.
"""

from __future__ import annotations

import datetime as dt
import re

PROTOCOL = 1
"""Version in every statement; another version is refused with a clear code."""
CAPABILITIES = ("encodings", "candidates", "decisions", "letters", "withdrawals")

ITEMS_PATH = "/api/v1/items"
FEED_PATH = "/api/v1/feed"
ABOUT_PATH = "/api/v1/about"
NODE_HEADER = "Latido-Node"
REQUEST_HEADER = "Latido-Request"

MAX_AGE = dt.timedelta(minutes=5)
"""A request older than this is refused: with the ids kept for longer, none can be replayed."""
MAX_AHEAD = dt.timedelta(minutes=2)
"""How far ahead a node's clock may be."""
IDS_KEPT_FOR = 3 * (MAX_AGE + MAX_AHEAD)

BATCH_ITEMS = 100
BATCH_BYTES = 1024 * 1024
MAX_BODY_BYTES = 2 * 1024 * 1024
FEED_EVENTS = 200
MAX_LETTER_BYTES = 160 * 1024
"""Of a signed letter as it travels: a vault envelope of 64 KiB, its base64, and the JWS around it."""
MAX_LETTER_SIGNS = 10_000
"""Characters of a letter's text."""

NODE_NAME = re.compile(r"[a-z0-9][a-z0-9-]{1,38}")
"""Names of nodes: an ISO 3166-2 code in small letters, or a name of the same form."""


class ExchangeError(ValueError):
    """Something that node or hub refuses; ``code`` is stable and has its words in ``troubles``."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code = code
        self.detail = detail


class LaterError(ExchangeError):
    """Not now: the same item may be accepted later, so it stays queued."""


def check_node_name(name: object) -> str:
    """Raises ``ExchangeError`` "bad_node_name"."""
    if not isinstance(name, str) or not NODE_NAME.fullmatch(name):
        raise ExchangeError("bad_node_name")
    return name
