"""Reading drafts and publications."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from latido.apps.agencies.models import Member
from latido.apps.cases import queries as cases
from latido.apps.statistics.choices import CellStatus, DraftStatus
from latido.apps.statistics.models import Draft, Publication
from latido.apps.statistics.quarters import Quarter, last_closed
from latido.apps.statistics.rules import is_another_person
from latido.apps.statistics.tables import Figure, FiguresTable

QUARTERS_SHOWN = 8
"""Two years back: older quarters are published by asking for them."""


@dataclass(frozen=True)
class QuarterState:
    """One closed quarter as a statistician sees it; at most one of the two waits for something to be done."""

    quarter: Quarter
    publication: Publication | None
    draft: Draft | None


@dataclass(frozen=True)
class Change:
    """A figure of a new table beside the same one of a former table."""

    new: Figure
    former: Figure | None

    @property
    def differs(self) -> bool:
        return self.former is not None and (self.new.status, self.new.value) != (
            self.former.status,
            self.former.value,
        )


def current_publications() -> QuerySet[Publication]:
    """What holds today: for each quarter the publication that nothing corrects, the latest quarter first."""
    return Publication.objects.filter(corrected_by__isnull=True).order_by("-quarter")


def current_publication(quarter: Quarter | str) -> Publication | None:
    """What holds today for a quarter."""
    return current_publications().filter(quarter=str(quarter)).first()


def publications_of(quarter: Quarter | str) -> QuerySet[Publication]:
    """Everything ever published for a quarter, the first one first."""
    return Publication.objects.filter(quarter=str(quarter)).order_by("frozen_at")


def publication(publication_id: uuid.UUID) -> Publication:
    """Raises ``Publication.DoesNotExist``."""
    return Publication.objects.select_related("corrects").get(pk=publication_id)


def draft(draft_id: uuid.UUID) -> Draft:
    """Raises ``Draft.DoesNotExist``."""
    return Draft.objects.select_related("corrects").get(pk=draft_id)


def may_approve(member: Member, waiting: Draft) -> bool:
    """Whether this member is the second person that a waiting draft needs."""
    return waiting.status == DraftStatus.WAITING and is_another_person(member, waiting.drafted_by)


def quarter_states(today: date, count: int = QUARTERS_SHOWN) -> list[QuarterState]:
    """The quarters that closed last with what was published or waits for each."""
    quarters = last_closed(today, count)
    names = [str(quarter) for quarter in quarters]
    published = {one.quarter: one for one in current_publications().filter(quarter__in=names)}
    waiting = Draft.objects.filter(quarter__in=names, status=DraftStatus.WAITING)
    drafts = {one.quarter: one for one in waiting}
    return [QuarterState(each, published.get(str(each)), drafts.get(str(each))) for each in quarters]


def table_of(kept: Draft | Publication) -> FiguresTable:
    """The figures of a draft or a publication."""
    return FiguresTable.from_json(kept.table)


def compare(new: FiguresTable, former: FiguresTable | None) -> Mapping[tuple[str, str], Change]:
    """Each figure of a table with its former self, by state and form."""
    old = {(one.state, one.form): one for one in former.figures} if former else {}
    keys = ((one.state, one.form) for one in new.figures)
    return {key: Change(new.at(*key), old.get(key)) for key in keys}


def hidden_share(table: FiguresTable) -> float:
    """The share of cells that are not zero and had to be hidden, 0.0 to 1.0."""
    counted = [one for one in table.figures if one.status != CellStatus.ZERO]
    return len(table.hidden) / len(counted) if counted else 0.0


def names_of(*kept: Draft | Publication) -> dict[str, str]:
    """Audit name -> display name of those who drafted and approved."""
    people = {one.drafted_by for one in kept} | {getattr(one, "approved_by", "") for one in kept}
    return cases.names_of(people)
