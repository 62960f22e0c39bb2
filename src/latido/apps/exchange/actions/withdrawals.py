"""On a node: taking a file out of linking, because its consent or ground has ended."""

from __future__ import annotations

from latido.apps.audit.actions import SYSTEM, Actor, audited
from latido.apps.exchange.actions.encoding import ENCODE
from latido.apps.exchange.actions.outbox import drop_queued_encodings, enqueue
from latido.apps.exchange.choices import ItemKind, LinkState, RecordState
from latido.apps.exchange.models import Link, LinkRecord
from latido.apps.keyring import actions as keyring
from latido.apps.keyring import queries
from latido.apps.keyring.choices import Purpose
from latido.apps.keyring.models import Closure
from latido.apps.keyring.subjects import Subject

APP = "exchange"


def handle_closures() -> int:
    """Withdraw files whose grant for linking has closed, unless another one is live; returns how many."""
    withdrawn = 0
    for closure in queries.unhandled_closures(APP):
        withdrawn += _handle(closure)
    return withdrawn


def _handle(closure: Closure) -> int:
    subject = Subject(closure.subject_kind, closure.subject_id)
    with audited(by=SYSTEM, action="exchange.closure", subject=str(subject), reason=closure.reason):
        count = withdraw(by=SYSTEM, subject=subject) if _ends_linking(closure, subject) else 0
        keyring.mark_handled(by=SYSTEM, closure=closure, app=APP)
    return count


def _ends_linking(closure: Closure, subject: Subject) -> bool:
    if closure.purpose != Purpose.LINKING:
        return False
    return not queries.live_grants(subject).filter(purpose=Purpose.LINKING).exists()


def withdraw(*, by: Actor, subject: Subject) -> int:
    """Take every record of a file out: what is queued is dropped, links end here at once, the hub is told.

    Twice changes nothing. The hub's yes makes the records ``GONE``.
    """
    with audited(by=by, action="link.withdraw", subject=str(subject)) as note:
        rows = LinkRecord.objects.select_for_update().filter(state=RecordState.LIVE, **queries.of(subject))
        for row in rows:
            row.state = RecordState.LEAVING
            row.save(update_fields=["state"])
            drop_queued_encodings(row)
            enqueue(kind=ItemKind.WITHDRAWAL, payload={"opaque_id": row.opaque_id}, record=row)
            Link.objects.filter(record=row, state__in=[LinkState.OPEN, LinkState.TALKING]).update(
                state=LinkState.WITHDRAWN, closed_why="withdrawn_here"
            )
        for job in queries.waiting_jobs([ENCODE]).filter(**queries.of(subject)):
            keyring.finish_job(by=by, job=job, error="withdrawn")
        note.details["records"] = len(rows)
    return len(rows)
