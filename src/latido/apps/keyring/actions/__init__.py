"""Writes of the keyring: parts, grants, consents, envelopes, drafts, keyed jobs."""

from latido.apps.keyring.actions.closures import mark_handled
from latido.apps.keyring.actions.consents import record_consent, withdraw_consent
from latido.apps.keyring.actions.drafts import DraftTooLargeError, discard_draft, keep_draft, open_draft
from latido.apps.keyring.actions.envelopes import (
    open_as_team,
    open_as_team_split,
    seal_to_teams,
    shroud,
    unshroud,
)
from latido.apps.keyring.actions.grants import close_grant, grant_parts, keep_open_until, take_custody
from latido.apps.keyring.actions.jobs import finish_job, request_job
from latido.apps.keyring.actions.parts import (
    EditConflictError,
    OpenedEntry,
    OpenedPart,
    add_entry,
    open_part,
    open_parts,
    save_part,
)

__all__ = [
    "DraftTooLargeError",
    "EditConflictError",
    "OpenedEntry",
    "OpenedPart",
    "add_entry",
    "close_grant",
    "discard_draft",
    "finish_job",
    "grant_parts",
    "keep_draft",
    "keep_open_until",
    "mark_handled",
    "open_as_team",
    "open_as_team_split",
    "open_draft",
    "open_part",
    "open_parts",
    "record_consent",
    "request_job",
    "save_part",
    "seal_to_teams",
    "shroud",
    "take_custody",
    "unshroud",
    "withdraw_consent",
]
