"""On a node: an officer answers a link."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.utils import timezone

from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.agencies.queries import live_key
from latido.apps.audit.actions import audited
from latido.apps.exchange.actions.outbox import enqueue
from latido.apps.exchange.choices import REASONS, Decision, ItemKind, LinkState
from latido.apps.exchange.models import Link
from latido.apps.exchange.rules import NotAllowedError, may_see
from latido.apps.exchange.statements import Confirmation, sign_confirmation


class LinkChangedError(Exception):
    """A colleague or new evidence was faster. ``link`` is how it stands now; nothing was changed."""

    def __init__(self, link: Link) -> None:
        super().__init__("This link changed while you were looking at it.")
        self.link = link


class ClosedLinkError(ValueError):
    """The link cannot be answered in this way any more."""


def decide(*, by: KeyHolder, link_id: uuid.UUID, decision: str, reason: str, version: int) -> Link:
    """Confirm, reject, or ask for more; ``version`` is the one the officer saw. The reason stays here.

    The same answer sent twice counts once. Once both sides have confirmed, only a rejection is left, which
    ends the exchange. Raises ``Link.DoesNotExist``, ``NotAllowedError``, ``LinkChangedError``,
    ``ClosedLinkError``, ``ValueError`` (a reason that does not fit the decision).
    """
    if reason not in REASONS.get(decision, ()):
        raise ValueError("Choose one of the reasons that belong to this decision.")
    with audited(by=by, action="link.decide", subject=f"link:{link_id}", decision=decision, reason=reason):
        link = Link.objects.select_for_update(of=("self",)).select_related("record__team").get(pk=link_id)
        if not may_see(by.member, link.record.team):
            raise NotAllowedError("Only the team that keeps the file and the linking desk decide this link.")
        if (link.mine, link.my_reason) == (decision, reason):
            return link
        _check_open(link, decision, version)
        _answer(by, link, decision, reason)
        _send(link)
    return link


def _check_open(link: Link, decision: str, version: int) -> None:
    if link.version != version:
        raise LinkChangedError(link)
    talking = link.state == LinkState.TALKING and decision == Decision.REJECTED
    if link.state != LinkState.OPEN and not talking:
        raise ClosedLinkError("This link is closed.")


def _answer(by: KeyHolder, link: Link, decision: str, reason: str) -> None:
    link.mine, link.my_reason = decision, reason
    link.decided_by, link.decided_at = by.audit_name, timezone.now()
    link.version += 1
    if decision == Decision.REJECTED:
        link.state, link.closed_why = LinkState.REJECTED, "ours"
    link.save()


def _send(link: Link) -> None:
    payload = {"link": str(link.id), "decision": link.mine, "revision": link.revision}
    if link.mine == Decision.CONFIRMED:
        payload["proof"] = sign_confirmation(
            Confirmation(
                node=settings.LATIDO_NODE,
                peer=link.peer,
                link=link.id,
                own_record=link.record.opaque_id,
                other_record=link.their_id,
                team_key=bytes(live_key(link.record.team).public),
            )
        )
    enqueue(kind=ItemKind.DECISION, payload=payload, record=link.record)
