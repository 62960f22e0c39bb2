"""Rotation: after a grant was closed, the next entitled opening gives the part new keys."""

from __future__ import annotations

from django.db import transaction

from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.audit.actions import audited
from latido.apps.keyring import queries, shredding
from latido.apps.keyring.actions.content_keys import PartKeys, seal_to_grant
from latido.apps.keyring.models import GrantedKey, Part, SealedEntry
from latido.apps.keyring.subjects import Subject
from latido.engines import vault


def rotate(*, by: KeyHolder, keys: PartKeys) -> PartKeys:
    """New content key and shred key: every entry sealed again, every live grant given the new key.

    The old shred key is destroyed after the commit: until then both generations open.
    """
    part = Part.objects.select_for_update().get(pk=keys.part.pk)
    if not part.rotate:
        return keys
    old_shred = part.shred_id
    with audited(
        by=by, action="part.rotate", subject=f"{part.subject_kind}:{part.subject_id}", kind=part.kind
    ):
        part.shred_id, shred_key = shredding.take()
        part.rotate = False
        fresh = PartKeys(part, vault.new_content_key(), shred_key)
        for entry in SealedEntry.objects.select_for_update().filter(part=part):
            entry.sealed = seal(entry, open_sealed(entry, keys), fresh)
            entry.save(update_fields=["sealed"])
        _seal_to_live_grants(fresh)
        part.save(update_fields=["shred_id", "rotate"])
    transaction.on_commit(lambda: shredding.destroy([old_shred]))
    return fresh


def _seal_to_live_grants(fresh: PartKeys) -> None:
    subject = Subject(fresh.part.subject_kind, fresh.part.subject_id)
    granted = GrantedKey.objects.filter(part=fresh.part)
    for grant in queries.live_grants(subject).filter(pk__in=granted.values("grant")):
        seal_to_grant(fresh.part, fresh.content_key, grant)


def open_sealed(entry: SealedEntry, keys: PartKeys) -> bytes:
    """The plaintext of one entry; raises ``vault.OpeningError``."""
    return vault.open_entry(
        bytes(entry.sealed),
        content_key=keys.content_key,
        shred_key=keys.shred_key,
        part_id=keys.part.id,
        kind=keys.part.kind,
        entry_id=entry.id,
        version=entry.version,
    )


def seal(entry: SealedEntry, plaintext: bytes, keys: PartKeys) -> bytes:
    """The sealed bytes of ``plaintext`` at the entry's place and version."""
    return vault.seal_entry(
        plaintext,
        content_key=keys.content_key,
        shred_key=keys.shred_key,
        part_id=keys.part.id,
        kind=keys.part.kind,
        entry_id=entry.id,
        version=entry.version,
    )
