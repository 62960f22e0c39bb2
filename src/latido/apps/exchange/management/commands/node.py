"""``latido node``: this node's public key, the keys it pins, the epoch's linkage key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from latido import signing
from latido.apps.audit.actions import SYSTEM
from latido.apps.exchange import actions, epoch_keys
from latido.apps.exchange.fingerprints import BadKeyError, fingerprint, read_public_jwk
from latido.apps.exchange.protocol import ExchangeError
from latido.secret_files import MissingSecretError


class Command(BaseCommand):
    help = "Show this node's key, pin another node's key, install the epoch's linkage key."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        key = what.add_parser("key", help="this node's public key and what to compare by telephone")
        key.add_argument("--json", action="store_true", help="the key alone, as JSON")
        peer = what.add_parser("add-peer", help="pin the key of another node")
        peer.add_argument("--id", required=True, help="the node's name, such as mx-chh")
        peer.add_argument("--key", required=True, help="file with its public key, or the JSON itself")
        peer.add_argument("--replace", action="store_true", help="that node has a new key")
        epoch = what.add_parser("epoch-key", help="the linkage key that the nodes of an epoch share")
        epoch.add_argument("--epoch", default=settings.LATIDO_EPOCH, help="name of the epoch")
        how = epoch.add_mutually_exclusive_group(required=True)
        how.add_argument("--new", action="store_true", help="make it; carry the file to the other nodes")
        how.add_argument("--file", type=Path, help="install the file that another node made")
        how.add_argument("--show", action="store_true", help="show the check value to compare")
        what.add_parser("encode-again", help="ask for a fresh encoding of every file that takes part")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            getattr(self, options["what"].replace("-", "_"))(options)
        except (
            BadKeyError,
            ExchangeError,
            MissingSecretError,
            OSError,
            actions.PinnedAlreadyError,
            epoch_keys.EpochKeyError,
        ) as error:
            raise CommandError(str(error)) from error

    def key(self, options: dict[str, Any]) -> None:
        jwk = read_public_jwk(json.dumps(signing.own_public_jwk()))
        self.stdout.write(json.dumps(jwk))
        if not options["json"]:
            self.stdout.write(f"Compare by telephone: {fingerprint(jwk)}")

    def add_peer(self, options: dict[str, Any]) -> None:
        jwk = read_public_jwk(options["key"])
        actions.add_peer(by=SYSTEM, node=options["id"], public_jwk=jwk, replace=options["replace"])
        self.stdout.write(f"The key of {options['id']} is pinned. Compare by telephone: {fingerprint(jwk)}")

    def epoch_key(self, options: dict[str, Any]) -> None:
        epoch = options["epoch"]
        if options["show"]:
            key = epoch_keys.load(epoch)
            if key is None:
                raise CommandError(f"This node has no key of epoch {epoch!r}.")
        elif options["new"]:
            key = epoch_keys.new(epoch)
        else:
            key = epoch_keys.parse(options["file"].read_text(), epoch)
        if not options["show"]:
            epoch_keys.install(key)
            asked = actions.encode_again(by=SYSTEM)
            self.stdout.write(
                f"The key of epoch {epoch} is installed; {asked} files will be encoded with it."
            )
        self.stdout.write(f"Compare by telephone: {epoch_keys.check_value(key)}")

    def encode_again(self, _options: dict[str, Any]) -> None:
        self.stdout.write(f"{actions.encode_again(by=SYSTEM)} files will be encoded again.")
