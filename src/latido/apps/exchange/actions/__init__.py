"""Writes of the exchange. Those of a hub are named so; all others belong to a node."""

from latido.apps.exchange.actions.decisions import ClosedLinkError, LinkChangedError, decide
from latido.apps.exchange.actions.encoding import ask_for_encodings, encode_again, encode_waiting
from latido.apps.exchange.actions.fetching import fetch_feed
from latido.apps.exchange.actions.hub_door import admit
from latido.apps.exchange.actions.hub_items import Outcome, accept_items
from latido.apps.exchange.actions.hub_nodes import (
    KnownAlreadyError,
    add_node,
    open_epoch,
    replace_node_key,
    suspend_node,
)
from latido.apps.exchange.actions.hub_records import end_epochs
from latido.apps.exchange.actions.hub_rounds import run_round
from latido.apps.exchange.actions.letters import LetterTextError, OpenedLetter, open_letters, write_letter
from latido.apps.exchange.actions.outbox import try_now
from latido.apps.exchange.actions.own_side import OwnSide, open_own_side
from latido.apps.exchange.actions.peers import PinnedAlreadyError, add_peer
from latido.apps.exchange.actions.sending import send_outbox
from latido.apps.exchange.actions.withdrawals import handle_closures, withdraw

__all__ = [
    "ClosedLinkError",
    "KnownAlreadyError",
    "LetterTextError",
    "LinkChangedError",
    "OpenedLetter",
    "Outcome",
    "OwnSide",
    "PinnedAlreadyError",
    "accept_items",
    "add_node",
    "add_peer",
    "admit",
    "ask_for_encodings",
    "decide",
    "encode_again",
    "encode_waiting",
    "end_epochs",
    "fetch_feed",
    "handle_closures",
    "open_epoch",
    "open_letters",
    "open_own_side",
    "replace_node_key",
    "run_round",
    "send_outbox",
    "suspend_node",
    "try_now",
    "withdraw",
    "write_letter",
]
