"""What nodes sign: requests to the hub, confirmations, letters and receipts for each other.

Every statement says what it is and under which protocol, so that one can never pass for another.
Confirmations, letters and receipts are checked by the receiving node against the key it pinned: a hub relays
them and can neither make nor change one.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from latido import signing
from latido.apps.exchange.protocol import MAX_AGE, MAX_AHEAD, PROTOCOL, ExchangeError

REQUEST, CONFIRMATION, LETTER, RECEIPT = (
    "exchange.request",
    "exchange.confirmation",
    "exchange.letter",
    "exchange.receipt",
)
POINT_BYTES = 65


@dataclass(frozen=True)
class Confirmation:
    """One side's yes to a link, with the public key of the team that may be written to afterwards."""

    node: str
    peer: str
    link: uuid.UUID
    own_record: str
    other_record: str
    team_key: bytes


@dataclass(frozen=True)
class SignedLetter:
    """A sealed message on its way: who sends it, about which link, and the envelope."""

    id: uuid.UUID
    node: str
    peer: str
    link: uuid.UUID
    at: dt.datetime
    envelope: bytes = field(repr=False)


@dataclass(frozen=True)
class SignedReceipt:
    """The other node has stored the letter."""

    letter: uuid.UUID
    node: str
    peer: str


def sign_request(
    *, node: str, method: str, path: str, body: bytes, request_id: uuid.UUID, at: dt.datetime
) -> str:
    """The JWS of one request."""
    return _sign(
        REQUEST,
        node=node,
        method=method,
        path=path,
        body_sha256=hashlib.sha256(body).hexdigest(),
        id=str(request_id),
        at=at.astimezone(dt.UTC).isoformat(),
    )


def read_request(
    token: str,
    public_jwk: Mapping[str, Any],
    *,
    node: str,
    method: str,
    path: str,
    body: bytes,
    now: dt.datetime,
) -> uuid.UUID:
    """The id of a request that this node signed for exactly this method, path and body, a moment ago.

    Raises ``ExchangeError``: "wrong_key", "unknown_protocol", "bad_request", "clock" (detail: minutes).
    """
    said = _read(token, public_jwk, REQUEST)
    meant = (node, method, path, hashlib.sha256(body).hexdigest())
    if tuple(said.get(name) for name in ("node", "method", "path", "body_sha256")) != meant:
        raise ExchangeError("bad_request")
    at = _moment(said.get("at"))
    if now - at > MAX_AGE or at - now > MAX_AHEAD:
        raise ExchangeError("clock", str(round((at - now) / dt.timedelta(minutes=1))))
    return _uuid(said.get("id"))


def sign_confirmation(said: Confirmation) -> str:
    return _sign(
        CONFIRMATION,
        node=said.node,
        peer=said.peer,
        link=str(said.link),
        own_record=said.own_record,
        other_record=said.other_record,
        team_key=_text(said.team_key),
    )


def read_confirmation(token: str, public_jwk: Mapping[str, Any]) -> Confirmation:
    """Raises ``ExchangeError``: "wrong_key", "unknown_protocol", "bad_request"."""
    said = _read(token, public_jwk, CONFIRMATION)
    key = _bytes(said.get("team_key"))
    if len(key) != POINT_BYTES:
        raise ExchangeError("bad_request")
    return Confirmation(
        node=str(said.get("node")),
        peer=str(said.get("peer")),
        link=_uuid(said.get("link")),
        own_record=str(said.get("own_record")),
        other_record=str(said.get("other_record")),
        team_key=key,
    )


def sign_letter(said: SignedLetter) -> str:
    return _sign(
        LETTER,
        id=str(said.id),
        node=said.node,
        peer=said.peer,
        link=str(said.link),
        at=said.at.astimezone(dt.UTC).isoformat(),
        envelope=_text(said.envelope),
    )


def read_letter(token: str, public_jwk: Mapping[str, Any]) -> SignedLetter:
    """Raises ``ExchangeError``: "wrong_key", "unknown_protocol", "bad_request"."""
    said = _read(token, public_jwk, LETTER)
    return SignedLetter(
        id=_uuid(said.get("id")),
        node=str(said.get("node")),
        peer=str(said.get("peer")),
        link=_uuid(said.get("link")),
        at=_moment(said.get("at")),
        envelope=_bytes(said.get("envelope")),
    )


def sign_receipt(said: SignedReceipt) -> str:
    return _sign(RECEIPT, letter=str(said.letter), node=said.node, peer=said.peer)


def read_receipt(token: str, public_jwk: Mapping[str, Any]) -> SignedReceipt:
    """Raises ``ExchangeError``: "wrong_key", "unknown_protocol", "bad_request"."""
    said = _read(token, public_jwk, RECEIPT)
    return SignedReceipt(
        letter=_uuid(said.get("letter")), node=str(said.get("node")), peer=str(said.get("peer"))
    )


def _sign(kind: str, **said: Any) -> str:
    return signing.sign({"statement": kind, "protocol": PROTOCOL, **said})


def _read(token: object, public_jwk: Mapping[str, Any], kind: str) -> dict[str, Any]:
    try:
        said = signing.verify(str(token), public_jwk)
    except signing.SignatureError as error:
        raise ExchangeError("wrong_key") from error
    if said.get("statement") != kind:
        raise ExchangeError("wrong_key")
    if said.get("protocol") != PROTOCOL:
        raise ExchangeError("unknown_protocol", str(said.get("protocol"))[:10])
    return said


def _uuid(value: object) -> uuid.UUID:
    try:
        return uuid.UUID(str(value))
    except ValueError:
        raise ExchangeError("bad_request") from None


def _moment(value: object) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(str(value))
    except ValueError:
        raise ExchangeError("bad_request") from None
    if moment.tzinfo is None:
        raise ExchangeError("bad_request")
    return moment


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def _bytes(value: object) -> bytes:
    if not isinstance(value, str):
        raise ExchangeError("bad_request")
    try:
        return base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise ExchangeError("bad_request") from None
