"""A node's telephone to its hub: signed requests out, JSON back. It writes nothing."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any

import httpx
from django.conf import settings
from django.utils import timezone

from latido.apps.exchange.protocol import NODE_HEADER, REQUEST_HEADER, ExchangeError
from latido.apps.exchange.statements import sign_request

TIMEOUT = httpx.Timeout(20.0, connect=5.0)
"""Seconds: a batch of a hundred items takes a hub about one."""
MAX_ANSWER_BYTES = 64 * 1024 * 1024
KNOWN_CODES = frozenset(
    {
        "unknown_node",
        "suspended",
        "wrong_key",
        "replayed",
        "clock",
        "unknown_protocol",
        "bad_request",
        "too_large",
    }
)


class HubClient:
    """Calls of this node to its hub, whose address comes from the settings. ``transport`` is for tests."""

    def __init__(self, transport: httpx.BaseTransport | None = None) -> None:
        self._transport = transport

    def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """The hub's answer. Raises ``ExchangeError``: "no_hub", "hub_down", "hub_error", "hub_answer", or the
        code with which the hub refused."""
        if not settings.LATIDO_HUB_URL:
            raise ExchangeError("no_hub")
        content = json.dumps(body, separators=(",", ":")).encode()
        try:
            with self._client() as client:
                answer = client.post(path, content=content, headers=_headers(path, content))
        except (httpx.TransportError, httpx.InvalidURL) as error:
            raise ExchangeError("hub_down", type(error).__name__) from error
        return _read(answer)

    def _client(self) -> httpx.Client:
        return httpx.Client(
            base_url=settings.LATIDO_HUB_URL,
            timeout=TIMEOUT,
            follow_redirects=False,
            trust_env=False,
            transport=self._transport,
        )


def _headers(path: str, content: bytes) -> dict[str, str]:
    token = sign_request(
        node=settings.LATIDO_NODE,
        method="POST",
        path=path,
        body=content,
        request_id=uuid.uuid4(),
        at=timezone.now(),
    )
    return {
        "Content-Type": "application/json",
        NODE_HEADER: settings.LATIDO_NODE,
        REQUEST_HEADER: token,
    }


def _read(answer: httpx.Response) -> dict[str, Any]:
    if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
        raise ExchangeError("hub_error", str(answer.status_code))
    try:
        said = answer.json()
    except ValueError:
        said = None
    if not isinstance(said, dict) or len(answer.content) > MAX_ANSWER_BYTES:
        raise ExchangeError("hub_answer", str(answer.status_code))
    if answer.status_code == httpx.codes.OK:
        return said
    code = said.get("code")
    if code not in KNOWN_CODES:
        raise ExchangeError("hub_answer", str(answer.status_code))
    raise ExchangeError(str(code), str(said.get("detail", ""))[:80])
