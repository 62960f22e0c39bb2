"""From a member's key to the content keys of the parts that the member's teams were granted."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from latido.apps.agencies.actions import team_private_keys
from latido.apps.agencies.key_holders import KeyHolder, NoKeyError
from latido.apps.agencies.queries import live_key
from latido.apps.keyring import queries, shredding
from latido.apps.keyring.models import Grant, GrantedKey, Part
from latido.apps.keyring.subjects import Subject
from latido.engines import vault

NOT_GRANTED = "Your team has not been granted this part. Ask the team that keeps the file."


@dataclass(frozen=True)
class PartKeys:
    """A part with both secrets that open it; never stored."""

    part: Part
    content_key: bytes = field(repr=False)
    shred_key: bytes = field(repr=False)


def open_content_keys(
    *, by: KeyHolder, subject: Subject, kinds: Iterable[str] | None = None
) -> dict[str, PartKeys]:
    """Kind -> keys of every part of ``subject`` that ``by`` may open (or of ``kinds`` alone).

    Four queries whatever the number of parts. Parts without a grant to the member's teams are left out.
    Raises ``ShreddedError`` when a part has been forgotten.
    """
    rows = GrantedKey.objects.filter(grant__in=queries.grants_for(by.member, subject)).select_related(
        "part", "grant__team", "team_key"
    )
    if kinds is not None:
        rows = rows.filter(part__kind__in=list(kinds))
    by_kind = {row.part.kind: row for row in rows}
    shred_keys = shredding.find(row.part.shred_id for row in by_kind.values())
    team_keys: dict[uuid.UUID, dict[bytes, bytes]] = {}
    return {kind: _open_one(by, row, shred_keys, team_keys) for kind, row in sorted(by_kind.items())}


def _open_one(
    by: KeyHolder,
    row: GrantedKey,
    shred_keys: dict[uuid.UUID, bytes],
    team_keys: dict[uuid.UUID, dict[bytes, bytes]],
) -> PartKeys:
    team = row.grant.team
    if team.id not in team_keys:
        team_keys[team.id] = team_private_keys(by=by, team=team)
    if row.part.shred_id not in shred_keys:
        raise shredding.ShreddedError("This part has been forgotten and cannot be opened any more.")
    private = team_keys[team.id][bytes(row.team_key.key_id)]
    content_key = vault.open_from_grant(bytes(row.sealed_key), private, part_id=row.part.id)
    return PartKeys(row.part, content_key, shred_keys[row.part.shred_id])


def open_content_key(*, by: KeyHolder, subject: Subject, kind: str) -> PartKeys:
    """The keys of one part; raises ``NoKeyError`` when ``by`` has no live grant of it."""
    keys = open_content_keys(by=by, subject=subject, kinds=[kind])
    if kind not in keys:
        raise NoKeyError(NOT_GRANTED)
    return keys[kind]


def seal_to_grant(part: Part, content_key: bytes, grant: Grant) -> GrantedKey:
    """Store the content key of ``part`` sealed to the grant's team (its key in use)."""
    key = live_key(grant.team)
    sealed = vault.seal_for_grant(content_key, bytes(key.public), part_id=part.id)
    granted, _ = GrantedKey.objects.update_or_create(
        grant=grant, part=part, defaults={"team_key": key, "sealed_key": sealed}
    )
    return granted


def new_part(*, subject: Subject, kind: str, grant: Grant) -> PartKeys:
    """A fresh part under the custody grant of its subject."""
    shred_id, shred_key = shredding.take()
    part = Part.objects.create(subject_kind=subject.kind, subject_id=subject.id, kind=kind, shred_id=shred_id)
    content_key = vault.new_content_key()
    seal_to_grant(part, content_key, grant)
    return PartKeys(part, content_key, shred_key)
