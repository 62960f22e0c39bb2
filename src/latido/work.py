"""The steps of the worker, by role. Each takes ``now``, is idempotent, and needs nobody's key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from latido.apps.audit.tasks import sign_head
from latido.apps.exchange import tasks as exchange
from latido.apps.keyring.tasks import close_expired_grants
from latido.apps.referrals import tasks as referrals
from latido.apps.reports import tasks as reports

Step = Callable[..., Any]

STEPS: dict[str, dict[str, Step]] = {
    "node": {
        "close expired grants": close_expired_grants,
        "close unanswered offers": referrals.expire_offers,
        "end what closed grants carried": referrals.handle_closures,
        "pass on overdue reports": reports.escalate,
        "anchor report ledgers": reports.anchor_ledgers,
        "withdraw closed files from linking": exchange.withdraw_what_closed,
        "ask for encodings of a new epoch": exchange.ask_for_encodings,
        "send to the hub": exchange.send_to_hub,
        "fetch from the hub": exchange.fetch_from_hub,
        "sign the audit head": sign_head,
    },
    "hub": {
        "link new records": exchange.link_records,
        "clear up": exchange.clear_up,
        "sign the audit head": sign_head,
    },
}
"""Role -> name of the step -> function."""
