"""The sealed parts of a case: opened with a reason, saved with a version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.audit.actions import audited
from latido.apps.cases.actions.linking import offer_to_linking
from latido.apps.cases.choices import CASE_PARTS
from latido.apps.cases.models import Case
from latido.apps.keyring import actions as keyring
from latido.apps.keyring.choices import PartKind


def open_case_parts(
    *, by: KeyHolder, case: Case, kinds: Iterable[str] = CASE_PARTS
) -> dict[str, keyring.OpenedPart]:
    """Kind -> part in clear, of the named kinds that the member may open. One audit entry."""
    return keyring.open_parts(by=by, subject=case.subject, kinds=kinds)


def save_part(
    *, by: KeyHolder, case: Case, kind: str, content: Mapping[str, Any], version: int
) -> keyring.OpenedEntry:
    """Save one part; identities are offered to linking when the person agreed to that.

    Saving what already stands changes nothing, whatever the version. Raises ``keyring.EditConflictError``,
    ``keyring.TooLargeError``, ``NoKeyError``.
    """
    check_kind(kind, single=True)
    with audited(by=by, action="case.write", subject=str(case.subject), kind=kind):
        try:
            entry = keyring.save_part(
                by=by, subject=case.subject, kind=kind, content=content, version=version
            )
        except keyring.EditConflictError as conflict:
            if conflict.theirs.content != dict(content):
                raise
            entry = conflict.theirs
        if kind == PartKind.IDENTITIES:
            offer_to_linking(by=by, case=case)
    return entry


def add_note(*, by: KeyHolder, case: Case, text: str) -> keyring.OpenedEntry:
    """Add a note; the same text sent twice in a row by the same member stays one note."""
    content = {"text": text}
    with audited(by=by, action="case.note", subject=str(case.subject)):
        part = keyring.open_parts(by=by, subject=case.subject, kinds=[PartKind.NOTES]).get(PartKind.NOTES)
        last = part.entries[-1] if part and part.entries else None
        if last and last.content == content and last.saved_by == by.audit_name:
            return last
        return keyring.add_entry(by=by, subject=case.subject, kind=PartKind.NOTES, content=content)


def check_kind(kind: str, *, single: bool) -> None:
    """Raises ``ValueError`` for a kind that a case does not have or that is saved in another way."""
    if kind not in CASE_PARTS or (single and kind == PartKind.NOTES):
        raise ValueError(f"A case has no single part {kind!r}.")
