"""On a node: what each kind of event does. Every signature is checked against the key pinned for the peer."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone

from latido.apps.exchange.actions.arriving_letters import take_letter, take_receipt
from latido.apps.exchange.choices import Decision, LinkKind, LinkState, RecordState
from latido.apps.exchange.models import Link, LinkRecord, Peer
from latido.apps.exchange.protocol import ExchangeError
from latido.apps.exchange.statements import read_confirmation

Body = Mapping[str, Any]
AGREEMENTS = frozenset({"agreed", "disagreed", "missing"})
ENDED = (LinkState.REJECTED, LinkState.WITHDRAWN)
MAX_EVIDENCE = 200
CLOSED_WHY = frozenset({"withdrawn", "not_supported", "epoch_over"})


def take_candidate(peer: Peer, body: Body) -> None:
    """A new question, or new evidence about an old one. The same evidence told again changes nothing."""
    record = LinkRecord.objects.filter(opaque_id=str(body.get("mine"))).first()
    if record is None:
        raise ExchangeError("not_for_us")
    if record.state != RecordState.LIVE:  # being withdrawn: the hub will hear of it
        return
    values = _candidate(body)
    link = Link.objects.select_for_update().filter(pk=read_link_id(body)).first()
    if link is None:
        Link.objects.create(
            id=read_link_id(body), record=record, peer=peer.node, arrived_at=timezone.now(), **values
        )
        return
    if (link.record_id, link.peer, link.their_id) != (record.id, peer.node, values["their_id"]):
        raise ExchangeError("not_for_us")
    if values["revision"] > link.revision:
        _renew(link, values)


def _candidate(body: Body) -> dict[str, Any]:
    try:
        evidence = [
            {
                "kind": str(one["kind"])[:20],
                "agreement": str(one["agreement"]),
                "weight": float(one["weight"]),
            }
            for one in body["evidence"][:MAX_EVIDENCE]
        ]
        probability = body["probability"]
        values = {
            "their_id": str(uuid.UUID(body["theirs"]).hex),
            "kind": LinkKind(body["kind"]),
            "weight": float(body["weight"]),
            "probability": None if probability is None else min(max(float(probability), 0.0), 1.0),
            "calibration": str(body["calibration"])[:10],
            "evidence": evidence,
            "revision": int(body["revision"]),
        }
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ExchangeError("bad_event") from error
    if not {one["agreement"] for one in evidence} <= AGREEMENTS:
        raise ExchangeError("bad_event")
    return values


def _renew(link: Link, values: dict[str, Any]) -> None:
    """New evidence asks a closed question again; an open one keeps the answers it already has."""
    for name, value in values.items():
        setattr(link, name, value)
    if link.state in ENDED:
        link.state, link.closed_why = LinkState.OPEN, ""
        link.mine = link.theirs = Decision.UNDECIDED
        link.my_reason, link.their_team_key, link.opened_at = "", None, None
        link.arrived_at = timezone.now()
    link.version += 1
    link.save()


def take_answer(peer: Peer, body: Body) -> None:
    """The other officer's answer. A no ends the question on both sides."""
    link = _link(peer, body)
    decision = str(body.get("decision"))
    if decision not in Decision.values or decision == Decision.UNDECIDED:
        raise ExchangeError("bad_event")
    if link.state in ENDED:
        return
    link.theirs = decision
    if decision == Decision.REJECTED:
        link.state, link.closed_why = LinkState.REJECTED, "theirs"
    link.save(update_fields=["theirs", "state", "closed_why"])


def take_opening(peer: Peer, body: Body) -> None:
    """Both have confirmed: the other node's signed word for it names the team that may be written to."""
    link = _link(peer, body)
    try:
        said = read_confirmation(str(body.get("proof")), peer.public_jwk)
    except ExchangeError as error:
        raise _from_peer(error) from error
    meant = (peer.node, settings.LATIDO_NODE, link.id, link.their_id, link.record.opaque_id)
    if (said.node, said.peer, said.link, said.own_record, said.other_record) != meant:
        raise ExchangeError("not_for_us")
    if link.state != LinkState.OPEN:
        return
    if link.mine != Decision.CONFIRMED:
        raise ExchangeError("not_for_us")
    link.theirs, link.state = Decision.CONFIRMED, LinkState.TALKING
    link.their_team_key, link.opened_at = said.team_key, timezone.now()
    link.save()


def take_closing(peer: Peer, body: Body) -> None:
    """The question has ended: withdrawn on one side, no longer supported, or the epoch is over."""
    link = Link.objects.select_for_update().filter(pk=read_link_id(body), peer=peer.node).first()
    if link is None or link.state in ENDED:
        return
    why = str(body.get("why"))
    link.state, link.closed_why = LinkState.WITHDRAWN, why if why in CLOSED_WHY else "withdrawn"
    link.save(update_fields=["state", "closed_why"])


def _link(peer: Peer, body: Body) -> Link:
    """The link of an event, which must be one with this peer. Raises ``ExchangeError`` "not_for_us"."""
    link = Link.objects.select_for_update().filter(pk=read_link_id(body)).first()
    if link is None or link.peer != peer.node:
        raise ExchangeError("not_for_us")
    return link


def _arriving(peer: Peer, body: Body, take: Callable[[Peer, Link, str], None]) -> None:
    link = _link(peer, body)
    try:
        take(peer, link, str(body.get("statement")))
    except ExchangeError as error:
        raise _from_peer(error) from error


def _letter(peer: Peer, body: Body) -> None:
    _arriving(peer, body, take_letter)


def _receipt(peer: Peer, body: Body) -> None:
    _arriving(peer, body, take_receipt)


def read_link_id(body: Body) -> uuid.UUID:
    try:
        return uuid.UUID(str(body.get("link")))
    except ValueError:
        raise ExchangeError("bad_event") from None


def _from_peer(error: ExchangeError) -> ExchangeError:
    """The same refusal in the words of a node about its peer."""
    return ExchangeError("wrong_peer_key" if error.code == "wrong_key" else error.code, error.detail)


HANDLERS: dict[str, Callable[[Peer, Body], None]] = {
    "candidate": take_candidate,
    "answer": take_answer,
    "opened": take_opening,
    "closed": take_closing,
    "letter": _letter,
    "receipt": _receipt,
}
