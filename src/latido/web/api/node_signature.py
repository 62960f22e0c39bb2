"""Letting nodes in: every request is signed by a registered node (see ``latido.apps.exchange.protocol``)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from ninja.security import APIKeyHeader

from latido.apps.exchange.actions import admit
from latido.apps.exchange.protocol import MAX_BODY_BYTES, NODE_HEADER, REQUEST_HEADER, ExchangeError


class NodeSignature(APIKeyHeader):
    """``request.auth`` becomes the node that signed; what is refused raises ``ExchangeError``."""

    param_name = REQUEST_HEADER

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        return admit(
            node=request.headers.get(NODE_HEADER, ""),
            token=key or "",
            method=str(request.method),
            path=request.path,
            body=read_body(request),
        )


def read_body(request: HttpRequest) -> bytes:
    """Raises ``ExchangeError`` "too_large"."""
    try:
        body = request.body
    except RequestDataTooBig as error:
        raise ExchangeError("too_large") from error
    if len(body) > MAX_BODY_BYTES:
        raise ExchangeError("too_large")
    return body
