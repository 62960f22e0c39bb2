"""On a node: our own side's data behind the evidence of a link, for members who may open them anyway."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.exchange.choices import LinkKind
from latido.apps.exchange.models import Link
from latido.apps.exchange.rules import NotAllowedError, may_see
from latido.apps.keyring import actions as keyring
from latido.apps.keyring.choices import PartKind

NAMED = ("given_names", "surnames", "other_names", "birth_date", "birth_state", "municipality")


@dataclass(frozen=True)
class OwnSide:
    """What our file says about what was compared. ``identifiers``: (kind, value) of the compared role."""

    facts: tuple[tuple[str, str], ...]
    identifiers: tuple[tuple[str, str], ...]


def open_own_side(*, by: KeyHolder, link_id: uuid.UUID) -> OwnSide | None:
    """Our side in clear; None when the member's teams were not granted the identities. Audited as an opening.

    Raises ``Link.DoesNotExist``, ``NotAllowedError``.
    """
    link = Link.objects.select_related("record__team").get(pk=link_id)
    if not may_see(by.member, link.record.team):
        raise NotAllowedError("Only the team that keeps the file and the linking desk see this link.")
    parts = keyring.open_parts(by=by, subject=link.record.subject, kinds=[PartKind.IDENTITIES])
    if PartKind.IDENTITIES not in parts:
        return None
    return _compared(link, parts[PartKind.IDENTITIES].content)


def _compared(link: Link, content: Mapping[str, Any]) -> OwnSide:
    """Names for a person link, the suspect's identifiers for the other: never more than was compared."""
    is_person = link.kind == LinkKind.PERSON
    role = "person" if is_person else "suspect"
    kinds = {one["kind"] for one in link.evidence}
    facts = tuple((name, str(content[name])) for name in NAMED if is_person and content.get(name))
    identifiers = tuple(
        (str(one["kind"]), str(one["value"]))
        for one in content.get("identifiers") or []
        if one.get("role") == role and one.get("kind") in kinds
    )
    return OwnSide(facts, identifiers)
