"""Writes of reports: routing, intake from the public, the way back by receipt, triage by teams."""

from latido.apps.reports.actions.intake import PlainReport, add_message, receive_report, seal_on_arrival
from latido.apps.reports.actions.receipts import (
    Answer,
    Letter,
    OpenedReceipt,
    ReceiptView,
    open_receipt,
    read_receipt,
    write_again,
)
from latido.apps.reports.actions.routing import (
    RoutingError,
    add_rule,
    current_table,
    retire_rule,
    routing_table,
)
from latido.apps.reports.actions.triage import (
    OpenedMessage,
    OpenedReport,
    ThreadMovedError,
    answer_report,
    close_report,
    open_report,
    pass_on,
)

__all__ = [
    "Answer",
    "Letter",
    "OpenedMessage",
    "OpenedReceipt",
    "OpenedReport",
    "PlainReport",
    "ReceiptView",
    "RoutingError",
    "ThreadMovedError",
    "add_message",
    "add_rule",
    "answer_report",
    "close_report",
    "current_table",
    "open_receipt",
    "open_report",
    "pass_on",
    "read_receipt",
    "receive_report",
    "retire_rule",
    "routing_table",
    "seal_on_arrival",
    "write_again",
]
