"""Reading rules, tables, reports and signs. Nothing here opens anything."""

from __future__ import annotations

import datetime as dt
import hmac
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from latido import secret_files
from latido.apps.agencies.models import Member, Team, TeamKey
from latido.apps.agencies.queries import live_teams
from latido.apps.keyring.reporters import to_base64url
from latido.apps.places.models import Place
from latido.apps.places.queries import places_of_state
from latido.apps.reports import ledger
from latido.apps.reports.choices import TABLE_LIFE, UNANSWERED, ReceiverRole, ReportStatus
from latido.apps.reports.hours import hour_of, this_hour
from latido.apps.reports.models import Message, Receiver, Report, RoutingRule, RoutingTable
from latido.apps.reports.rules import reading_teams
from latido.engines.indicators import Prompt, PromptList, prompt_list, prompt_lists

# --- What a reporter chooses from ------------------------------------------------------------------


def signs() -> PromptList:
    """The signs shown to the public: prompts, never summed."""
    return prompt_list()


def known_signs() -> set[str]:
    """Codes of every version: a page that was opened before an update still counts."""
    return {prompt.code for each in prompt_lists() for prompt in each.prompts}


def places() -> list[Place]:
    """The places of this node's state, entry and exit places first."""
    return list(places_of_state(settings.LATIDO_STATE))


def place_names(codes: Iterable[str]) -> dict[str, str]:
    """Code -> name of these places."""
    return dict(Place.objects.filter(code__in=set(codes)).values_list("code", "name"))


def ticked(report: Report) -> list[Prompt]:
    """The signs that the reporter ticked, in the order of the lists: prompts, never summed."""
    found = {prompt.code: prompt for each in prompt_lists() for prompt in each.prompts}
    return [prompt for code, prompt in found.items() if code in report.sign_codes]


# --- Routing ---------------------------------------------------------------------------------------


def live_rules() -> QuerySet[RoutingRule]:
    """The rules in use, in the order in which they are tried."""
    receivers = Prefetch("receivers", Receiver.objects.select_related("team__agency"))
    return (
        RoutingRule.objects.filter(retired_at__isnull=True).order_by("position").prefetch_related(receivers)
    )


def table_rules() -> list[dict[str, Any]]:
    """The live rules with the public keys of their live teams; a rule that nobody can receive is left out."""
    alive = set(live_teams().values_list("id", flat=True))
    keys = TeamKey.objects.filter(team__in=alive, retired_at__isnull=True).order_by("made_at", "id")
    key_of = {key.team_id: to_base64url(bytes(key.public)) for key in keys}
    rules = [_rule_in_words(rule, key_of) for rule in live_rules()]
    return [rule for rule in rules if rule["teams"]]


def _rule_in_words(rule: RoutingRule, key_of: dict[uuid.UUID, str]) -> dict[str, Any]:
    found: dict[str, list[str]] = {role: [] for role in ReceiverRole.values}
    for receiver in sorted(rule.receivers.all(), key=lambda each: each.team_id):
        if point := key_of.get(receiver.team_id):
            found[receiver.role].append(point)
    return {
        "id": str(rule.id),
        "place": rule.place_code,
        "state": rule.state_code,
        "urgent": rule.urgent_only,
        "hours": rule.due_hours,
        "urgent_hours": rule.urgent_due_hours,
        "teams": found[ReceiverRole.RECEIVING],
        "escalation": next(iter(found[ReceiverRole.ESCALATION]), ""),
    }


def newest_table() -> RoutingTable | None:
    return RoutingTable.objects.order_by("-version").first()


def usable_table(version: int, *, now: dt.datetime) -> RoutingTable | None:
    """The table of this version while reports sealed by it are accepted: the current one, or one that was
    replaced at most twelve months ago."""
    rows = {row.version: row for row in RoutingTable.objects.filter(version__in=[version, version + 1])}
    successor = rows.get(version + 1)
    if successor is not None and successor.made_at < now - TABLE_LIFE:
        return None
    return rows.get(version)


# --- Reports ---------------------------------------------------------------------------------------


def lookup_hash(lookup_id: bytes) -> bytes:
    """What is stored of a lookup id: HMAC-SHA256 under a secret that no backup holds."""
    return hmac.digest(secret_files.read(secret_files.RECEIPT_PEPPER), lookup_id, "sha256")


def report_behind(lookup_id: bytes) -> Report | None:
    """The report that a receipt leads to."""
    return Report.objects.filter(lookup_hash=lookup_hash(lookup_id)).first()


def reports_for(member: Member) -> QuerySet[Report]:
    """Reports that the member may read: as a receiving team, or as the escalation team of an overdue one."""
    teams = reading_teams(member)
    receiving = Receiver.objects.filter(team__in=teams, role=ReceiverRole.RECEIVING)
    escalation = Receiver.objects.filter(team__in=teams, role=ReceiverRole.ESCALATION)
    return Report.objects.filter(
        Q(rule__in=receiving.values("rule")) | (Q(rule__in=escalation.values("rule")) & passed_on())
    )


def overdue(now: dt.datetime | None = None) -> Q:
    return Q(due_at__lte=hour_of(now or timezone.now()), status__in=UNANSWERED)


def passed_on(now: dt.datetime | None = None) -> Q:
    """Reports whose escalation team may read them: they were passed on, or are overdue since."""
    return Q(escalated=True) | overdue(now)


def to_pass_on(now: dt.datetime) -> Q:
    """Overdue reports that an escalation team is named for and has not been given yet."""
    rules = Receiver.objects.filter(role=ReceiverRole.ESCALATION).values("rule")
    return overdue(now) & Q(escalated=False, rule__in=rules)


def has_escalation_team(report: Report) -> bool:
    return Receiver.objects.filter(rule=report.rule_id, role=ReceiverRole.ESCALATION).exists()


OPEN = "open"
LATE = "late"


def inbox(member: Member, *, show: str = OPEN) -> QuerySet[Report]:
    """The member's reports by due time. ``show``: "open", "late", a status, or "all"."""
    found = reports_for(member).order_by("due_at", "id").defer("envelope", "sealed_keys", "ledger")
    if show == OPEN:
        return found.exclude(status=ReportStatus.CLOSED)
    if show == LATE:
        return found.filter(overdue())
    return found.filter(status=show) if show in ReportStatus.values else found


def waiting_for(member: Member) -> int:
    """How many reports wait for an answer."""
    return reports_for(member).filter(status__in=UNANSWERED).count()


def is_overdue(report: Report) -> bool:
    return report.status in UNANSWERED and report.due_at <= this_hour()


def report_for(member: Member, report_id: uuid.UUID) -> Report:
    """Raises ``Report.DoesNotExist`` also for a report that is not the member's to read."""
    return reports_for(member).get(pk=report_id)


def reading_team(member: Member, report: Report) -> Team | None:
    """The member's team in whose name the report is read."""
    roles = Receiver.objects.filter(rule=report.rule_id, team__in=reading_teams(member))
    found = sorted(roles.select_related("team"), key=lambda each: each.role, reverse=True)
    return found[0].team if found else None


def answering_teams(report: Report) -> list[Team]:
    """The live teams that may read the report today: what is written about it is sealed to all of them."""
    roles = Receiver.objects.filter(rule=report.rule_id)
    if not (report.escalated or is_overdue(report)):
        roles = roles.filter(role=ReceiverRole.RECEIVING)
    return list(live_teams().filter(id__in=roles.values("team")))


def withheld_key_ids(report: Report) -> set[bytes]:
    """Key ids of the escalation team while it may not read the report yet."""
    if report.escalated or is_overdue(report):
        return set()
    roles = Receiver.objects.filter(rule=report.rule_id, role=ReceiverRole.ESCALATION)
    return {bytes(key) for key in _keys_of(roles).values_list("key_id", flat=True)}


def _keys_of(receivers: QuerySet[Receiver]) -> QuerySet[TeamKey]:
    return TeamKey.objects.filter(team__in=receivers.values("team"))


def message_points(report: Report) -> list[bytes]:
    """The points that a reporter's next message is sealed to: every live team of the rule."""
    receivers = Receiver.objects.filter(rule=report.rule_id, team__in=live_teams().values("id"))
    keys = _keys_of(receivers).filter(retired_at__isnull=True).order_by("key_id")
    return [bytes(key.public) for key in keys]


def may_be_sealed_to(report: Report, key_ids: Sequence[bytes]) -> bool:
    """Whether a message went to teams of the report's rule alone, by keys in use or retired since a year."""
    receivers = Receiver.objects.filter(rule=report.rule_id)
    recent = Q(retired_at__isnull=True) | Q(retired_at__gte=timezone.now() - TABLE_LIFE)
    known = {bytes(key.key_id): key.team_id for key in _keys_of(receivers).filter(recent)}
    return bool(key_ids) and set(key_ids) <= set(known)


def messages(report: Report) -> list[Message]:
    """What went to and fro, oldest first."""
    return list(Message.objects.filter(report=report).order_by("position"))


def broken_ledger(report: Report) -> int | None:
    """Position of the first ledger entry that was altered; None when the chain is whole."""
    return ledger.first_break(report.ledger)
