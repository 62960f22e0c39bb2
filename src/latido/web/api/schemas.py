"""Bodies of requests and answers, as the OpenAPI description shows them."""

from __future__ import annotations

import uuid
from typing import Any, Literal

from ninja import Field, Schema


class Item(Schema):
    """One thing sent to the hub. Which further fields it carries depends on ``kind``."""

    id: uuid.UUID = Field(description="Chosen by the node; the same item sent again has no second effect.")
    kind: Literal["encoding", "withdrawal", "decision", "letter", "receipt"]
    record: dict[str, Any] | None = Field(None, description="encoding: the encoded record")
    revision: int | None = Field(
        None, description="encoding: counts its revisions; decision: the evidence answered to"
    )
    opaque_id: str | None = Field(None, description="withdrawal: 32 hexadecimal signs")
    link: uuid.UUID | None = Field(None, description="decision, letter, receipt")
    decision: Literal["confirmed", "rejected", "need_more"] | None = None
    proof: str | None = Field(None, description="decision confirmed: the node's signed confirmation (JWS)")
    to: str | None = Field(None, description="letter: the receiving node")
    statement: str | None = Field(None, description="letter, receipt: signed by the sending node (JWS)")


class Items(Schema):
    items: list[Item] = Field(max_length=100)


class ItemOutcome(Schema):
    """What became of an item. ``later`` means: send it again; otherwise a refusal is final."""

    id: str
    accepted: bool
    code: str
    later: bool


class Outcomes(Schema):
    outcomes: list[ItemOutcome]


class After(Schema):
    after: int = Field(0, ge=0, description="Everything up to this position is safe with the node.")
    limit: int = Field(200, ge=1, le=200)


class Event(Schema):
    """Something for the asking node."""

    id: uuid.UUID
    sequence: int
    kind: Literal["candidate", "answer", "opened", "closed", "letter", "receipt"]
    body: dict[str, Any]


class Feed(Schema):
    events: list[Event]
    cursor: int = Field(description="Ask with this next.")
    more: bool


class About(Schema):
    protocol: int
    capabilities: list[str]
    time: str


class Refused(Schema):
    """Why the whole request was refused; ``words`` say what to do."""

    code: str
    detail: str
    words: str
