"""On a hub: decisions of both sides, and the letters that pass once both have confirmed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from latido.apps.exchange.actions.hub_feed import tell, tell_both
from latido.apps.exchange.choices import Decision, LinkState
from latido.apps.exchange.models import Candidate, HubNode, HubRecord
from latido.apps.exchange.protocol import MAX_LETTER_BYTES, ExchangeError
from latido.apps.exchange.statements import read_confirmation, read_letter, read_receipt

SIDES = (("left", "right"), ("right", "left"))
GIVEN = frozenset({Decision.CONFIRMED, Decision.REJECTED, Decision.NEED_MORE})


def take_decision(node: HubNode, item: Mapping[str, Any]) -> None:
    """Keep one side's answer; when both confirmed, each gets the other's signed confirmation.

    Raises ``ExchangeError`` "unknown_link", "not_open", "wrong_key", "bad_request", or "new_evidence": the
    officer answered to evidence that has changed since.
    """
    decision = str(item.get("decision"))
    if decision not in GIVEN:
        raise ExchangeError("bad_request")
    candidate, side = _candidate_of(node, item)
    if candidate.state not in (LinkState.OPEN, LinkState.TALKING):
        raise ExchangeError("not_open")
    if item.get("revision") != candidate.revision:
        raise ExchangeError("new_evidence")
    if candidate.state == LinkState.TALKING and decision != Decision.REJECTED:
        raise ExchangeError("not_open")
    proof = _proof(node, candidate, side, item) if decision == Decision.CONFIRMED else ""
    setattr(candidate, f"{side}_decision", decision)
    setattr(candidate, f"{side}_proof", proof)
    _settle(candidate, side, decision)


def _settle(candidate: Candidate, side: str, decision: str) -> None:
    if decision == Decision.REJECTED:
        candidate.state = LinkState.REJECTED
    elif candidate.left_decision == candidate.right_decision == Decision.CONFIRMED:
        candidate.state = LinkState.TALKING
    candidate.save()
    other = _other(side)
    if candidate.state == LinkState.TALKING:
        for own, theirs in sorted(SIDES, key=lambda pair: str(getattr(candidate, pair[0]).node_id)):
            _tell(candidate, own, "opened", proof=getattr(candidate, f"{theirs}_proof"))
    else:
        _tell(candidate, other, "answer", decision=decision)


def _tell(candidate: Candidate, side: str, kind: str, **more: Any) -> None:
    own, other = getattr(candidate, side), getattr(candidate, _other(side))
    body = {"link": str(candidate.id), "mine": own.opaque_id, "theirs": other.opaque_id}
    tell(node_id=own.node_id, kind=kind, body={**body, "node": other.node.node, **more})


def _other(side: str) -> str:
    return "right" if side == "left" else "left"


def _candidate_of(node: HubNode, item: Mapping[str, Any]) -> tuple[Candidate, str]:
    """The candidate and which side of it the node is; unknown and other people's look the same."""
    try:
        link = uuid.UUID(str(item.get("link")))
    except ValueError:
        raise ExchangeError("bad_request") from None
    candidate = (
        Candidate.objects.select_for_update(of=("self",))
        .select_related("left__node", "right__node")
        .filter(pk=link)
        .first()
    )
    for side in ("left", "right"):
        if candidate is not None and getattr(candidate, side).node_id == node.id:
            return candidate, side
    raise ExchangeError("unknown_link")


def _proof(node: HubNode, candidate: Candidate, side: str, item: Mapping[str, Any]) -> str:
    proof = str(item.get("proof"))
    own: HubRecord = getattr(candidate, side)
    other: HubRecord = getattr(candidate, _other(side))
    said = read_confirmation(proof, node.public_jwk)
    meant = (node.node, other.node.node, candidate.id, own.opaque_id, other.opaque_id)
    if (said.node, said.peer, said.link, said.own_record, said.other_record) != meant:
        raise ExchangeError("bad_request")
    return proof


def take_letter(node: HubNode, item: Mapping[str, Any]) -> None:
    """Pass a signed, sealed letter on. Raises ``ExchangeError`` as ``take_decision``, and "too_large"."""
    statement = str(item.get("statement"))
    if len(statement) > MAX_LETTER_BYTES:
        raise ExchangeError("too_large")
    candidate, side = _candidate_of(node, item)
    if candidate.state != LinkState.TALKING:
        raise ExchangeError("not_open")
    said = read_letter(statement, node.public_jwk)
    peer = getattr(candidate, _other(side)).node.node
    if (said.node, said.peer, said.link, str(said.id)) != (node.node, peer, candidate.id, str(item["id"])):
        raise ExchangeError("bad_request")
    _tell(candidate, _other(side), "letter", statement=statement)


def take_receipt(node: HubNode, item: Mapping[str, Any]) -> None:
    """Pass on that a letter was stored at the other end. Links that closed meanwhile still pass receipts."""
    candidate, side = _candidate_of(node, item)
    statement = str(item.get("statement"))
    said = read_receipt(statement, node.public_jwk)
    if (said.node, said.peer) != (node.node, getattr(candidate, _other(side)).node.node):
        raise ExchangeError("bad_request")
    _tell(candidate, _other(side), "receipt", statement=statement)


def tell_candidate(candidate: Candidate) -> None:
    """Put a new or changed candidate before both sides."""
    tell_both(
        candidate,
        "candidate",
        kind=candidate.kind,
        weight=candidate.weight,
        probability=candidate.probability,
        calibration=candidate.calibration,
        evidence=candidate.evidence,
        revision=candidate.revision,
    )
