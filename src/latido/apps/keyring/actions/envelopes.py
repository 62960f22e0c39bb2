"""Envelopes: what comes from outside sealed to teams, kept under a shred key of its own."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from latido.apps.agencies.actions import team_private_keys
from latido.apps.agencies.key_holders import KeyHolder, NoKeyError
from latido.apps.agencies.models import Team, TeamKey
from latido.apps.agencies.queries import live_key
from latido.apps.keyring import shredding
from latido.engines import vault

SHROUD = b"latido shroud v1\0"


@dataclass(frozen=True)
class Shrouded:
    """Bytes under a shred key: ``blob`` is stored, ``shred_id`` says which key must live to read it."""

    shred_id: uuid.UUID
    blob: bytes = field(repr=False)


def shroud(*, data: bytes, record_id: uuid.UUID, shred_id: uuid.UUID | None = None) -> Shrouded:
    """Put ``data`` (already sealed to its readers) under a shred key, a fresh one unless named."""
    if shred_id is None:
        shred_id, secret = shredding.take()
    else:
        secret = shredding.find_one(shred_id)
    return Shrouded(shred_id, vault.wrap(data, secret, aad=SHROUD + record_id.bytes))


def unshroud(*, shrouded: Shrouded, record_id: uuid.UUID) -> bytes:
    """Raises ``ShreddedError`` when it was forgotten."""
    secret = shredding.find_one(shrouded.shred_id)
    return vault.unwrap(bytes(shrouded.blob), secret, aad=SHROUD + record_id.bytes)


def seal_to_teams(
    *,
    content: Mapping[str, Any],
    kind: int,
    record_id: uuid.UUID,
    teams: Sequence[Team],
    others: Sequence[bytes] = (),
) -> bytes:
    """An envelope for the teams' keys in use and for other public points (a reporter, a remote team)."""
    publics = [bytes(live_key(team).public) for team in teams] + list(others)
    return vault.seal_envelope(content, kind=kind, record_id=record_id, recipients=publics)


def open_as_team(*, by: KeyHolder, envelope: bytes) -> dict[str, Any]:
    """Open an envelope with whichever of the member's teams it was sealed to. Raises ``NoKeyError``."""
    shared, sealed_keys = vault.split_envelope(envelope)
    return open_as_team_split(by=by, shared=shared, sealed_keys=sealed_keys)


def open_as_team_split(*, by: KeyHolder, shared: bytes, sealed_keys: Mapping[bytes, bytes]) -> dict[str, Any]:
    """The same for an envelope whose sealed keys are stored apart (some may still be withheld)."""
    rows = TeamKey.objects.filter(key_id__in=list(sealed_keys)).select_related("team")
    for row in rows:
        try:
            private = team_private_keys(by=by, team=row.team)[bytes(row.key_id)]
        except (NoKeyError, KeyError):
            continue
        sealed = sealed_keys[bytes(row.key_id)]
        return vault.open_shared(shared, sealed, private=private, public=bytes(row.public))
    raise NoKeyError("This was not sealed to a team of yours.")
