"""Writes of cases: opening, coded facts, sealed parts, consents, access, export."""

from latido.apps.cases.actions.agreements import (
    check_recipient,
    close_access,
    record_consent,
    withdraw_consent,
)
from latido.apps.cases.actions.coded_facts import CodedConflictError, save_coded
from latido.apps.cases.actions.exports import export_case
from latido.apps.cases.actions.linking import offer_to_linking
from latido.apps.cases.actions.opening import open_case
from latido.apps.cases.actions.parts import add_note, open_case_parts, save_part

__all__ = [
    "CodedConflictError",
    "add_note",
    "check_recipient",
    "close_access",
    "export_case",
    "offer_to_linking",
    "open_case",
    "open_case_parts",
    "record_consent",
    "save_coded",
    "save_part",
    "withdraw_consent",
]
