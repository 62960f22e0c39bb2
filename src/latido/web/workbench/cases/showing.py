"""What the page of a case shows, put together from few queries whatever the size of the case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.cases import access as who
from latido.apps.cases import actions, queries
from latido.apps.cases.access import Access, Answer
from latido.apps.cases.choices import CASE_PARTS, EVERYDAY_PARTS
from latido.apps.keyring.actions import OpenedEntry, OpenedPart
from latido.apps.keyring.choices import PartKind
from latido.web.workbench.cases.coded_rows import coded_rows
from latido.web.workbench.cases.part_rows import Row, rows_of

NOTES_ON_A_PAGE = 20
EVERYTHING = "all"


@dataclass(frozen=True)
class NoteView:
    """One note with who wrote it when."""

    text: str
    saved_at: dt.datetime
    saved_by: str


@dataclass(frozen=True)
class PartView:
    """One part as the page shows it: open, closed (a click opens it), or not written yet."""

    kind: str
    label: str
    exists: bool
    why: Access | None
    opened: OpenedPart | None
    rows: tuple[Row, ...] = ()
    saved_by: str = ""

    @property
    def is_open(self) -> bool:
        return self.opened is not None

    @property
    def filled(self) -> list[Row]:
        return [row for row in self.rows if not row.is_empty]

    @property
    def saved_at(self) -> dt.datetime | None:
        return self.opened.entries[0].saved_at if self.opened and self.opened.entries else None

    @property
    def words_of(self) -> dict[str, str]:
        """Field -> its words; without what is not recorded, empty while the part is closed."""
        return {row.name: ", ".join(row.values) for row in self.filled}


@dataclass(frozen=True)
class CasePage:
    """Everything on the page of a case but its referrals, which stand above it."""

    case: queries.Case
    coded: list[Row]
    parts: dict[str, PartView]
    notes: Page[NoteView] | None
    access: list[Access]
    answers: list[Answer]
    names: Mapping[str, str]
    asked: frozenset[str]

    @property
    def coded_filled(self) -> list[Row]:
        return [row for row in self.coded if not row.is_empty]

    @property
    def coded_missing(self) -> list[str]:
        """Labels of the coded facts that a worker may still ask for; a reason for closing is not missed."""
        return [str(row.label) for row in self.coded if row.is_empty and row.name != "closure_reason"]

    @property
    def asked_more(self) -> list[str]:
        """What was opened beyond the everyday parts, for links that open one more."""
        return [kind for kind in CASE_PARTS if kind in self.asked - EVERYDAY_PARTS]

    @property
    def accesses(self) -> list[tuple[Access, str]]:
        """Each access with the name of who gave it."""
        return [(item, self.names.get(item.grant.given_by, "")) for item in self.access]

    @property
    def opened_by(self) -> str:
        return self.names.get(self.case.opened_by, "")

    @property
    def contact(self) -> PartView:
        return self.parts[PartKind.CONTACT]

    @property
    def sealed(self) -> list[PartView]:
        """Every part but the notes, which have a place of their own."""
        return [part for kind, part in self.parts.items() if kind != PartKind.NOTES]

    @property
    def open_parts(self) -> list[PartView]:
        """The open ones; how to reach the person safely stands above them all."""
        return [part for part in self.sealed if part.is_open and part.kind != PartKind.CONTACT]

    @property
    def closed(self) -> list[PartView]:
        """Those that a click opens, and those that nobody has written yet."""
        return [part for part in self.sealed if not part.is_open and part.kind != PartKind.CONTACT]


def kinds_to_open(asked: Iterable[str]) -> frozenset[str]:
    """The everyday parts and those that the reader asked for; ``all`` opens everything."""
    wanted = set(asked)
    if EVERYTHING in wanted:
        return frozenset(CASE_PARTS)
    return frozenset(EVERYDAY_PARTS | (wanted & set(CASE_PARTS)))


def case_page(by: KeyHolder, case: queries.Case, *, asked: Iterable[str], notes_page: str = "1") -> CasePage:
    """Open what was asked for (one audit entry) and gather what stands beside it."""
    kinds = kinds_to_open(asked)
    opened = actions.open_case_parts(by=by, case=case, kinds=kinds)
    access = who.access_to(case)
    through = who.reasons(by.member, access)
    existing = next((item.kinds for item in access if item.is_custody), ())
    answers = who.answers(case)
    writers = {entry.saved_by for part in opened.values() for entry in part.entries}
    givers = {item.grant.given_by for item in access}
    recorders = {answer.consent.recorded_by for answer in answers if answer.consent}
    names = queries.names_of(writers | givers | recorders | {case.opened_by})
    parts: dict[str, PartView] = {
        kind: part_view(kind, opened.get(kind), through.get(kind), existing, names) for kind in CASE_PARTS
    }
    return CasePage(
        case=case,
        coded=coded_rows(queries.coded(case)),
        parts=parts,
        notes=_notes(opened.get(PartKind.NOTES), names, notes_page),
        access=access,
        answers=answers,
        names=names,
        asked=kinds,
    )


def part_view(
    kind: str,
    opened: OpenedPart | None,
    why: Access | None,
    existing: Iterable[str],
    names: Mapping[str, str],
) -> PartView:
    """One part in the words of the page; ``existing`` are the kinds that have been written at all."""
    entry = opened.entries[0] if opened and opened.entries else None
    rows = rows_of(kind, entry.content) if entry and kind != PartKind.NOTES else []
    return PartView(
        kind=kind,
        label=str(PartKind(kind).label),
        exists=kind in existing,
        why=why,
        opened=opened,
        rows=tuple(rows),
        saved_by=names.get(entry.saved_by, "") if entry else "",
    )


def _notes(opened: OpenedPart | None, names: Mapping[str, str], page: str) -> Page[NoteView] | None:
    """The notes, newest first, a page at a time."""
    if opened is None or not opened.entries:
        return None
    newest_first: list[OpenedEntry] = list(reversed(opened.entries))
    views = [note_view(entry, names) for entry in newest_first]
    return Paginator(views, NOTES_ON_A_PAGE).get_page(page)


def note_view(entry: OpenedEntry, names: Mapping[str, str]) -> NoteView:
    return NoteView(str(entry.content.get("text", "")), entry.saved_at, names.get(entry.saved_by, ""))
