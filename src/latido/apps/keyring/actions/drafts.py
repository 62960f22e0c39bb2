"""Drafts: what was posted after the session had ended, sealed to the member who typed it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.agencies.models import Member
from latido.apps.audit.actions import audited
from latido.apps.keyring.models import Draft
from latido.engines import vault

KEPT_PER_MEMBER = 10
"""Older drafts make room: a form that is sent again and again must not fill the disk."""


class DraftTooLargeError(ValueError):
    """More than a draft can hold."""


def keep_draft(*, by: Member, path: str, content: Mapping[str, Any]) -> Draft:
    """Seal what a member had typed to that member's own key. Raises ``DraftTooLargeError`` above 64 KiB."""
    draft_id = uuid.uuid4()
    try:
        envelope = vault.seal_envelope(
            content, kind=vault.Kind.DRAFT, record_id=draft_id, recipients=[bytes(by.public_key)]
        )
    except vault.EnvelopeError as error:
        raise DraftTooLargeError("This is more text than can be kept.") from error
    with audited(by=by, action="draft.keep", subject=f"member:{by.id}"):
        draft = Draft.objects.create(
            id=draft_id, member=by, path=path, envelope=envelope, kept_at=timezone.now()
        )
        kept = Draft.objects.filter(member=by).order_by("-kept_at").values_list("pk", flat=True)
        Draft.objects.filter(pk__in=list(kept[KEPT_PER_MEMBER:])).delete()
    return draft


def open_draft(*, by: KeyHolder, draft_id: uuid.UUID) -> tuple[Draft, dict[str, Any]]:
    """The draft and what it holds. Raises ``Draft.DoesNotExist`` for a draft of somebody else."""
    draft = Draft.objects.get(pk=draft_id, member=by.member)
    content = vault.open_envelope(
        bytes(draft.envelope), private=by.private_key, public=bytes(by.member.public_key)
    )
    return draft, content


def discard_draft(*, by: KeyHolder, draft_id: uuid.UUID) -> None:
    """Remove a draft once it was taken over or is not wanted."""
    with audited(by=by, action="draft.discard", subject=f"member:{by.id}"):
        Draft.objects.filter(pk=draft_id, member=by.member).delete()
