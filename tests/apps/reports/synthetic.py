"""A routed node and reports sealed as a browser seals them; nothing here can be mistaken for real."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from typing import Any

from latido import countries
from latido.apps.agencies.choices import Role, TeamFunction
from latido.apps.audit.actions import SYSTEM
from latido.apps.keyring.reporters import Kind, NewReporter, new_reporter, seal_to_points
from latido.apps.places.actions import load_places
from latido.apps.reports import actions, routing
from latido.apps.reports.models import Report, RoutingRule
from latido.apps.reports.submissions import Submission
from tests import factories

NARRATIVE = "Dos personas ficticias duermen donde trabajan, en la calle Inventada."
CONTACT = "+52 000 555 0199"
CONTENT = {
    "v": 1,
    "narrative": NARRATIVE,
    "exact_place": "Calle Inventada 0",
    "contact": CONTACT,
    "contact_when": "por la tarde",
    "language": "es",
}
PLACE = "07-tapachula"
SMALL_PLACE = "07-talisman"


def intake_desk(function: str = TeamFunction.INTAKE) -> factories.Desk:
    return factories.desk(function=function, role=Role.INTAKE_OFFICER)


@dataclass(frozen=True)
class Node:
    """A node with one receiving team, one escalation team and one rule for everything."""

    desk: factories.Desk
    escalation: factories.Desk
    rule: RoutingRule


def node(**rule: Any) -> Node:
    mexico = countries.load("mx")
    here_and_elsewhere = (*mexico.places_of("07"), *mexico.places_of("08"))
    load_places(country=replace(mexico, places=here_and_elsewhere), by=SYSTEM)
    desk, escalation = intake_desk(), intake_desk(TeamFunction.ESCALATION)
    options = {"position": 1, "due_hours": 72, "urgent_due_hours": 12, "teams": [desk.team]} | rule
    return Node(desk, escalation, actions.add_rule(by=SYSTEM, escalation=escalation.team, **options))


@dataclass(frozen=True)
class Sent:
    """A report as its reporter knows it."""

    reporter: NewReporter
    submission: Submission

    @property
    def id(self) -> uuid.UUID:
        return self.submission.parsed.record_id

    @property
    def report(self) -> Report:
        return Report.objects.get(pk=self.id)


def sealed(content: dict[str, Any] | None = None, **changes: Any) -> Sent:
    """Seal a report by the current table, without sending it."""
    table, reporter = actions.current_table(), new_reporter()
    place, urgent = changes.get("place_code", PLACE), changes.get("urgent", False)
    rule = routing.first_match(table.content, place_code=place, urgent=urgent)
    assert rule is not None
    envelope = seal_to_points(
        CONTENT if content is None else content,
        kind=Kind.REPORT,
        record_id=uuid.uuid4(),
        points=routing.points(rule),
    )
    submission = Submission(
        place_code=PLACE,
        sign_codes=("UG-03", "UG-12"),
        urgent=False,
        campaign_code="corazon-azul",
        language="es",
        table_version=table.version,
        lookup_id=reporter.lookup_id,
        reporter_public=reporter.public,
        wrapped_key=reporter.wrapped_key,
        envelope=envelope,
    )
    return Sent(reporter, replace(submission, **changes))


def send(content: dict[str, Any] | None = None, **changes: Any) -> Sent:
    """Seal a report and have it received."""
    sent = sealed(content, **changes)
    actions.receive_report(submission=sent.submission)
    return sent


def make_overdue(report: Report) -> None:
    """Move arrival and due time into the past."""
    from datetime import timedelta

    shift = timedelta(days=30)
    Report.objects.filter(pk=report.pk).update(
        arrived_at=report.arrived_at - shift, due_at=report.due_at - shift
    )
