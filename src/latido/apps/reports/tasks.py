"""What the clock does with reports: overdue ones are passed on, ledgers are tied into the audit chain."""

from __future__ import annotations

import datetime as dt

from latido.apps.audit.actions import SYSTEM, audited
from latido.apps.reports import ledger, queries
from latido.apps.reports.actions import pass_on
from latido.apps.reports.hours import hour_of
from latido.apps.reports.models import Report

ANCHORED_AT_ONCE = 200
"""Ledger heads in one audit entry: about 25 kB."""


def escalate(*, now: dt.datetime) -> int:
    """Pass every overdue report to its escalation team; returns how many."""
    late = Report.objects.filter(queries.to_pass_on(now)).values_list("pk", flat=True)
    return sum(pass_on(by=SYSTEM, report_id=report_id) for report_id in list(late))


def anchor_ledgers(*, now: dt.datetime) -> int:
    """Write the heads of ledgers that changed into the audit chain; returns how many.

    Only hours that are over: an entry made in the same hour would narrow the time of arrival down.
    """
    waiting = Report.objects.filter(anchored=False, ledger_at__lt=hour_of(now)).order_by("id")
    rows = list(waiting.only("id", "ledger", "ledger_at")[:ANCHORED_AT_ONCE])
    if not rows:
        return 0
    heads = {str(row.id): [len(row.ledger), ledger.head(row.ledger).hex()] for row in rows}
    with audited(by=SYSTEM, action="ledger.anchor", heads=heads):
        for row in rows:
            Report.objects.filter(pk=row.pk, ledger_at=row.ledger_at).update(anchored=True)
    return len(rows)
