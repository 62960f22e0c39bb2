"""What a statistician looks at: the list of quarters, and a draft beside what was published before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from latido.apps.statistics import queries
from latido.apps.statistics.choices import TOTAL, DraftStatus
from latido.apps.statistics.quarters import Quarter
from latido.apps.statistics.tables import Figure, FiguresTable
from latido.apps.statistics.words import form_name, quarter_name, state_name

if TYPE_CHECKING:
    from latido.apps.agencies.queries import Member
    from latido.apps.statistics.queries import Change, Draft, Publication, QuarterState


@dataclass(frozen=True)
class Line:
    """One closed quarter in the list; ``total`` is that of its publication."""

    value: str
    name: str
    publication: Publication | None
    draft: Draft | None
    total: Figure | None
    drafted_by: str
    may_approve: bool


@dataclass(frozen=True)
class OpenQuarter:
    """The quarter that is running, and the first day on which it can be drafted."""

    name: str
    from_day: date


@dataclass(frozen=True)
class ComparedRow:
    name: str
    changes: tuple[Change, ...]
    is_total: bool


@dataclass(frozen=True)
class DraftPage:
    """A draft with all that a second person needs to decide. ``former`` is None for the first of its kind."""

    draft: Draft
    quarter: str
    former: Publication | None
    former_name: str
    drafted_by: str
    total: Figure
    hidden: int
    hidden_percent: int
    states: tuple[str, ...]
    rows: tuple[ComparedRow, ...]
    changed: int
    is_waiting: bool
    may_approve: bool


def lines(states: Sequence[QuarterState], member: Member, language: str) -> list[Line]:
    """The list of quarters as ``member`` sees it."""
    names = queries.names_of(*(one.draft for one in states if one.draft))
    return [
        Line(
            value=str(one.quarter),
            name=quarter_name(one.quarter, language),
            publication=one.publication,
            draft=one.draft,
            total=queries.table_of(one.publication).at(TOTAL, TOTAL) if one.publication else None,
            drafted_by=names.get(one.draft.drafted_by, "") if one.draft else "",
            may_approve=bool(one.draft and queries.may_approve(member, one.draft)),
        )
        for one in states
    ]


def open_quarter(today: date, language: str) -> OpenQuarter:
    """The quarter of today."""
    quarter = Quarter.of(today)
    return OpenQuarter(quarter_name(quarter, language), quarter.next.first_day)


def heading(quarter: Quarter, language: str) -> dict[str, Any]:
    """The quarter's code and name for a page about it."""
    return {"quarter": str(quarter), "quarter_name": quarter_name(quarter, language)}


def draft_page(draft: Draft, member: Member, language: str) -> DraftPage:
    """A draft beside the publication that it corrects, or beside the quarter before."""
    quarter = Quarter.parse(draft.quarter)
    former = draft.corrects or queries.current_publication(quarter.former)
    new, old = queries.table_of(draft), queries.table_of(former) if former else None
    changes = queries.compare(new, old)
    states = (*_either(new, old), TOTAL)
    return DraftPage(
        draft=draft,
        quarter=quarter_name(quarter, language),
        former=former,
        former_name=quarter_name(former.quarter, language) if former else "",
        drafted_by=queries.names_of(draft).get(draft.drafted_by, ""),
        total=new.at(TOTAL, TOTAL),
        hidden=len(new.hidden),
        hidden_percent=round(100 * queries.hidden_share(new)),
        states=tuple(state_name(state, language) for state in states),
        rows=tuple(
            ComparedRow(
                form_name(form, language), tuple(changes[state, form] for state in states), form == TOTAL
            )
            for form in (*new.forms, TOTAL)
        ),
        changed=sum(change.differs for change in changes.values()),
        is_waiting=draft.status == DraftStatus.WAITING,
        may_approve=queries.may_approve(member, draft),
    )


def _either(new: FiguresTable, old: FiguresTable | None) -> tuple[str, ...]:
    """The states that either table counts anybody in, in the order of the code list."""
    counted = {*new.counted_states, *(old.counted_states if old else ())}
    return tuple(state for state in new.states if state in counted)
