"""The worker's steps of both roles, and the keyed work that rides on members' requests. All idempotent."""

from __future__ import annotations

import datetime as dt

from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.audit.actions import SYSTEM
from latido.apps.exchange import actions
from latido.apps.exchange.actions import fetching, hub_door, hub_feed


def run_keyed_jobs(*, by: KeyHolder) -> int:
    """A few waiting encodings that this member can do; meant to run after a page was answered."""
    return actions.encode_waiting(by=by)


def withdraw_what_closed(*, now: dt.datetime) -> int:  # noqa: ARG001 - every step takes the time
    """Node: take files out of linking whose grant has closed."""
    return actions.handle_closures()


def ask_for_encodings(*, now: dt.datetime) -> int:  # noqa: ARG001
    """Node: after an epoch changed, ask members for new encodings."""
    return actions.ask_for_encodings(by=SYSTEM)


def send_to_hub(*, now: dt.datetime) -> int:
    """Node: send what is queued, withdrawals that have just become due among it."""
    actions.handle_closures()
    return actions.send_outbox(now=now)


def fetch_from_hub(*, now: dt.datetime) -> int:
    """Node: read candidates, answers and letters."""
    fetching.forget_old_events(now=now)
    return actions.fetch_feed(now=now)


def link_records(*, now: dt.datetime) -> int:  # noqa: ARG001
    """Hub: link what is new."""
    return actions.run_round()


def clear_up(*, now: dt.datetime) -> int:
    """Hub: delete what an ended epoch left, and numbers and events that nobody needs any more."""
    hub_door.forget_old_requests(now=now)
    hub_feed.forget_old_events(now=now)
    return actions.end_epochs(now=now)
