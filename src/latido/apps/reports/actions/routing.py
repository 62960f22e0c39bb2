"""Rules, and the signed table that is published from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import IntegrityError
from django.utils import timezone

from latido import signing
from latido.apps.agencies.models import Team
from latido.apps.agencies.rules import may_hold_personal_data
from latido.apps.audit.actions import SYSTEM, Actor, audited, record
from latido.apps.keyring.rules import FirewallError
from latido.apps.places.models import Place
from latido.apps.reports import queries
from latido.apps.reports.choices import MAX_RECEIVING_TEAMS, ReceiverRole
from latido.apps.reports.models import Receiver, RoutingRule, RoutingTable

FORMAT = 1


class RoutingError(ValueError):
    """A rule that could not work; the message says why."""


def add_rule(
    *,
    by: Actor,
    position: int,
    teams: Sequence[Team],
    escalation: Team | None = None,
    due_hours: int,
    urgent_due_hours: int,
    place_code: str = "",
    state_code: str = "",
    urgent_only: bool = False,
) -> RoutingRule:
    """Add a rule; the first live rule that fits decides. An empty place or state fits every report.

    Raises ``FirewallError`` (a migration-enforcement team, also written to the audit chain), ``RoutingError``
    (no team, too many, a team twice, a place that no report names) and ``IntegrityError`` (hours that make
    no sense, a position that is taken).
    """
    _check_rule(teams, escalation, place_code)
    _check_firewall(by, [*teams, *([escalation] if escalation else [])])
    with audited(by=by, action="routing.add_rule", position=position) as note:
        rule = RoutingRule.objects.create(
            position=position,
            place_code=place_code,
            state_code=state_code,
            urgent_only=urgent_only,
            due_hours=due_hours,
            urgent_due_hours=urgent_due_hours,
            made_at=timezone.now(),
        )
        Receiver.objects.bulk_create(_receivers(rule, teams, escalation))
        note.subject, note.details["teams"] = f"rule:{rule.id}", [str(team.id) for team in teams]
    return rule


def _check_rule(teams: Sequence[Team], escalation: Team | None, place_code: str) -> None:
    if not 1 <= len(teams) <= MAX_RECEIVING_TEAMS:
        raise RoutingError(f"A rule names 1 to {MAX_RECEIVING_TEAMS} receiving teams.")
    ids = [team.id for team in (*teams, *([escalation] if escalation else []))]
    if len(set(ids)) != len(ids):
        raise RoutingError("A rule names each team once; the escalation team is another one.")
    place = Place.objects.filter(code=place_code).first()
    if place_code and (place is None or place.is_small):
        raise RoutingError("A rule names a place that stands in clear on a report: known, and not small.")


def _check_firewall(by: Actor, teams: Sequence[Team]) -> None:
    barred = [str(team.id) for team in teams if not may_hold_personal_data(team.agency.mandate)]
    if barred:
        record(by=by, action="routing.refused", teams=barred, reason="firewall")
        raise FirewallError("A report is never sent to a migration-enforcement team.")


def _receivers(rule: RoutingRule, teams: Sequence[Team], escalation: Team | None) -> list[Receiver]:
    roles = [(team, ReceiverRole.RECEIVING) for team in teams]
    if escalation is not None:
        roles.append((escalation, ReceiverRole.ESCALATION))
    return [
        Receiver(rule=rule, team=team, team_mandate=team.agency.mandate, role=role) for team, role in roles
    ]


def retire_rule(*, by: Actor, rule: RoutingRule) -> None:
    """Stop using a rule; reports that it routed keep it. Retiring a retired rule changes nothing."""
    with audited(by=by, action="routing.retire_rule", subject=f"rule:{rule.id}"):
        RoutingRule.objects.filter(pk=rule.pk, retired_at__isnull=True).update(retired_at=timezone.now())


def current_table() -> RoutingTable:
    """The table in force; a new version is signed and published when rules, teams or keys have changed."""
    rules, newest = queries.table_rules(), queries.newest_table()
    if newest is not None and (newest.content["rules"], newest.content["state"]) == (
        rules,
        settings.LATIDO_STATE,
    ):
        return newest
    try:
        return _publish(rules, 1 + (newest.version if newest else 0))
    except IntegrityError:  # another process has just published it
        return RoutingTable.objects.latest("version")


def _publish(rules: list[dict[str, Any]], version: int) -> RoutingTable:
    content = {
        "v": FORMAT,
        "version": version,
        "node": settings.LATIDO_NODE,
        "state": settings.LATIDO_STATE,
        "rules": rules,
    }
    with audited(by=SYSTEM, action="routing.publish", version=version, rules=len(rules)):
        return RoutingTable.objects.create(
            version=version, content=content, signed=signing.sign(content), made_at=timezone.now()
        )


def routing_table() -> dict[str, Any]:
    """What ``routing.json`` serves: ``{"jws": the signed table, "key": the node's public key as JWK}``."""
    return {"jws": current_table().signed, "key": signing.own_public_jwk()}
