"""Audit entries of one case as lines that a person can read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from latido.apps.audit.queries import Entry
from latido.apps.cases.queries import names_of, team_names
from latido.apps.keyring.choices import PartKind, Purpose

WORDS: dict[str, Promise] = {
    "case.open": pgettext_lazy("history", "Opened the case"),
    "case.code": pgettext_lazy("history", "Saved coded facts"),
    "case.export": pgettext_lazy("history", "Exported the core fields"),
    "case.refused": pgettext_lazy("history", "Was refused: this team may never receive it"),
    "part.open": pgettext_lazy("history", "Opened"),
    "part.save": pgettext_lazy("history", "Saved"),
    "part.add": pgettext_lazy("history", "Added to"),
    "part.rotate": pgettext_lazy("history", "Changed the keys of"),
    "grant.custody": pgettext_lazy("history", "The team began to keep the file"),
    "grant.give": pgettext_lazy("history", "Gave access to"),
    "grant.close": pgettext_lazy("history", "Closed an access"),
    "grant.until": pgettext_lazy("history", "Set the day on which an access ends"),
    "consent.record": pgettext_lazy("history", "Recorded an answer of the person"),
    "consent.withdraw": pgettext_lazy("history", "Recorded that the person took a yes back"),
    "job.request": pgettext_lazy("history", "Asked for work that needs the key"),
    "job.finish": pgettext_lazy("history", "Finished work that needed the key"),
    "link.encode": pgettext_lazy("history", "Made the codes that other states compare"),
    "link.decide": pgettext_lazy("history", "Answered a question about a link"),
    "link.withdraw": pgettext_lazy("history", "Took the codes back from the other states"),
    "letter.write": pgettext_lazy("history", "Wrote to the other team"),
    "letter.open": pgettext_lazy("history", "Read a message of the other team"),
    "referral.offer": pgettext_lazy("history", "Offered a referral"),
    "referral.accept": pgettext_lazy("history", "Accepted the referral"),
    "referral.decline": pgettext_lazy("history", "Declined the referral"),
    "referral.read": pgettext_lazy("history", "Read the covering note"),
    "referral.end": pgettext_lazy("history", "A referral ended"),
}
WITHIN = frozenset(
    {"case.write", "case.note", "case.consent", "case.link", "closure.handled", "referral.closure"}
)
"""Entries that only say what an entry beside them was part of: left out of the page, not of the chain."""


@dataclass(frozen=True)
class Line:
    """Who did what when; ``about`` are the parts, the team or the question concerned."""

    at: dt.datetime
    who: str
    what: str
    about: tuple[str, ...]


def lines_of(entries: Iterable[Entry]) -> list[Line]:
    """The entries in words, two queries for the names. An action without words shows its code."""
    shown = [entry for entry in entries if not _says_nothing(entry)]
    names = names_of(entry.actor for entry in shown)
    teams = team_names(entry.details["team"] for entry in shown if "team" in entry.details)
    return [
        Line(
            at=entry.at,
            who=names.get(entry.actor, _("The system")),
            what=str(WORDS.get(entry.action, entry.action)),
            about=(*_parts(entry), *_question(entry), *_team(entry, teams)),
        )
        for entry in shown
    ]


def _says_nothing(entry: Entry) -> bool:
    return entry.action in WITHIN or (entry.action == "part.open" and not entry.details.get("kinds"))


def _parts(entry: Entry) -> tuple[str, ...]:
    named = entry.details.get("kinds") or filter(None, [entry.details.get("kind")])
    return tuple(str(PartKind(kind).label) for kind in named if kind in PartKind.values)


def _question(entry: Entry) -> tuple[str, ...]:
    if entry.action not in ("consent.record", "consent.withdraw"):
        return ()
    purpose = str(Purpose(entry.details["purpose"]).label)
    if "given" not in entry.details:
        return (purpose,)
    return (purpose, _("Yes") if entry.details["given"] else _("No"))


def _team(entry: Entry, teams: Mapping[str, str]) -> tuple[str, ...]:
    name = teams.get(str(entry.details.get("team", "")))
    return (name,) if name and entry.action in ("grant.give", "case.refused") else ()
