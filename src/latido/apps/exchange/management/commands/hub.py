"""``latido hub``: which nodes may speak to this hub, in which epoch, and what it holds."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from latido.apps.audit.actions import SYSTEM
from latido.apps.exchange import actions, queries
from latido.apps.exchange.fingerprints import BadKeyError, fingerprint, read_public_jwk
from latido.apps.exchange.models import HubNode
from latido.apps.exchange.protocol import ExchangeError


class Command(BaseCommand):
    help = "Register nodes at this hub, open an epoch, say what the hub holds."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        add = what.add_parser("add-node", help="let a node speak to this hub")
        add.add_argument("--id", required=True, help="the node's name, such as mx-chp")
        add.add_argument("--key", required=True, help="file with its public key, or the JSON itself")
        add.add_argument("--replace", action="store_true", help="the node has a new key")
        for name, words in (("suspend-node", "stop listening to a node"), ("resume-node", "listen again")):
            what.add_parser(name, help=words).add_argument("--id", required=True)
        epoch = what.add_parser("open-epoch", help="take records of an epoch")
        epoch.add_argument("--epoch", required=True)
        epoch.add_argument("--key-check", default="", help="check value that the nodes agreed on (16 signs)")
        epoch.add_argument("--ends", type=dt.date.fromisoformat, help="first day without it, as 2027-01-01")
        what.add_parser("status", help="what this hub holds")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            getattr(self, options["what"].replace("-", "_"))(options)
        except (BadKeyError, ExchangeError, actions.KnownAlreadyError) as error:
            raise CommandError(str(error)) from error
        except HubNode.DoesNotExist as error:
            raise CommandError(f"This hub knows no node {options['id']}.") from error

    def add_node(self, options: dict[str, Any]) -> None:
        jwk = read_public_jwk(options["key"])
        add = actions.replace_node_key if options["replace"] else actions.add_node
        row = add(by=SYSTEM, node=options["id"], public_jwk=jwk)
        self.stdout.write(f"{row.node} may speak to this hub. Compare by telephone: {fingerprint(jwk)}")

    def suspend_node(self, options: dict[str, Any]) -> None:
        actions.suspend_node(by=SYSTEM, node=options["id"])
        self.stdout.write(f"{options['id']} is suspended.")

    def resume_node(self, options: dict[str, Any]) -> None:
        actions.suspend_node(by=SYSTEM, node=options["id"], suspended=False)
        self.stdout.write(f"{options['id']} may speak again.")

    def open_epoch(self, options: dict[str, Any]) -> None:
        ends = options["ends"]
        moment = timezone.make_aware(dt.datetime.combine(ends, dt.time())) if ends else None
        epoch = actions.open_epoch(
            by=SYSTEM, name=options["epoch"], key_check=options["key_check"], ends_at=moment
        )
        value = epoch.key_check or "that of the first record"
        self.stdout.write(f"Epoch {epoch.name} is open until {epoch.ends_at:%Y-%m-%d}; check value: {value}")

    def status(self, _options: dict[str, Any]) -> None:
        status = queries.hub_status()
        for node in status.nodes:
            seen = f"{node.seen_at:%Y-%m-%d %H:%M}" if node.seen_at else "never"
            state = ", suspended" if node.is_suspended else ""
            self.stdout.write(f"{node.node}: {node.records} records, last seen {seen}{state}")
        for epoch in status.epochs:
            self.stdout.write(f"epoch {epoch.name}: until {epoch.ends_at:%Y-%m-%d}, check {epoch.key_check}")
        links = ", ".join(f"{count} {state}" for state, count in status.links.items())
        self.stdout.write(f"links: {links}; letters kept: {status.letters}")
