"""Audit entries of one case as lines that a person can read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from latido.apps.audit.queries import Entry
from latido.apps.cases.queries import names_of
from latido.apps.keyring.choices import PartKind

WORDS: dict[str, Promise] = {
    "case.open": gettext_lazy("Opened the case"),
    "case.code": gettext_lazy("Saved coded facts"),
    "case.export": gettext_lazy("Exported the core fields"),
    "case.refused": gettext_lazy("Was refused: this team may never receive it"),
    "part.open": gettext_lazy("Opened"),
    "part.save": gettext_lazy("Saved"),
    "part.add": gettext_lazy("Added to"),
    "part.rotate": gettext_lazy("Changed the keys of"),
    "grant.custody": gettext_lazy("The team began to keep the file"),
    "grant.give": gettext_lazy("Gave access to"),
    "grant.close": gettext_lazy("Closed an access"),
    "consent.record": gettext_lazy("Recorded an answer of the person"),
    "consent.withdraw": gettext_lazy("Recorded that the person took a yes back"),
    "job.request": gettext_lazy("Asked for work that needs the key"),
    "job.finish": gettext_lazy("Finished work that needed the key"),
    "referral.offer": gettext_lazy("Offered a referral"),
    "referral.accept": gettext_lazy("Accepted the referral"),
    "referral.decline": gettext_lazy("Declined the referral"),
    "referral.read": gettext_lazy("Read the covering note"),
    "referral.end": gettext_lazy("A referral ended"),
}
WITHIN = frozenset(
    {"case.write", "case.note", "case.consent", "case.link", "closure.handled", "referral.closure"}
)
"""Entries that only say what an entry beside them was part of: left out of the page, not of the chain."""


@dataclass(frozen=True)
class Line:
    """Who did what when; ``kinds`` are the parts concerned."""

    at: dt.datetime
    who: str
    what: str
    kinds: tuple[str, ...]


def lines_of(entries: Iterable[Entry]) -> list[Line]:
    """The entries in words, one query for the names. An action without words shows its code."""
    shown = [entry for entry in entries if entry.action not in WITHIN]
    names = names_of(entry.actor for entry in shown)
    return [
        Line(
            at=entry.at,
            who=names.get(entry.actor, _("The system")),
            what=str(WORDS.get(entry.action, entry.action)),
            kinds=_kinds(entry),
        )
        for entry in shown
    ]


def _kinds(entry: Entry) -> tuple[str, ...]:
    named = entry.details.get("kinds") or filter(None, [entry.details.get("kind")])
    return tuple(str(PartKind(kind).label) for kind in named if kind in PartKind.values)
