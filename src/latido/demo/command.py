"""``latido demo``: prepare once, start the three installations, say where to look."""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from latido.demo.accounts import ACCOUNTS, PASSWORD
from latido.demo.installations import DemoError, Installation, installations
from latido.demo.preparing import is_ready, prepare
from latido.demo.running import answers, served

LOOK_EVERY_S = 0.5


def main(arguments: Sequence[str]) -> int:
    """Exit status 0 when everything worked, 1 with one clear message otherwise."""
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, _interrupt)
    folder = Path(options.folder)
    places = installations(folder, port=options.port)
    try:
        if options.what == "code":
            return _show_code(places, options.user)
        if options.fresh or not is_ready(folder):
            prepare(folder, places, say=_say)
        return _check(places) if options.check else _serve(places)
    except DemoError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 0


def _interrupt(_signal: int, _frame: Any) -> None:
    """Being told to end is like Ctrl+C: the servers end too."""
    raise KeyboardInterrupt


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="latido demo", description="A hub and two nodes on this machine.")
    parser.add_argument("what", nargs="?", choices=["start", "code"], default="start")
    parser.add_argument("user", nargs="?", help="with code: whose one-time code")
    parser.add_argument("--folder", default="var/demo", help="where databases and secrets are kept")
    parser.add_argument("--port", type=int, default=8000, help="the hub's port; the nodes take the next two")
    parser.add_argument("--fresh", action="store_true", help="forget the former demo and make a new one")
    parser.add_argument("--check", action="store_true", help="walk the whole journey over HTTP and end")
    return parser


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _show_code(places: tuple[Installation, ...], user: str | None) -> int:
    account = next((account for account in ACCOUNTS if account.username == user), None)
    if account is None:
        names = ", ".join(account.username for account in ACCOUNTS)
        raise DemoError(f"latido demo code USER, with USER one of: {names}")
    place = next(place for place in places if place.node == account.node)
    _say(place.run("demo_code", account.username).strip())
    return 0


def _serve(places: tuple[Installation, ...]) -> int:
    began = time.monotonic()
    with served(places) as servers:
        _say(_welcome(places, time.monotonic() - began))
        while all(server.poll() is None for server in servers):
            time.sleep(LOOK_EVERY_S)
        raise DemoError("A server ended by itself; its log stands in its folder under var/demo.")


def _check(places: tuple[Installation, ...]) -> int:
    from latido.demo.journey import walk

    if all(answers(place) for place in places):
        return walk(places, say=_say)
    with served(places):
        return walk(places, say=_say)


def _welcome(places: tuple[Installation, ...], seconds: float) -> str:
    _, chiapas, chihuahua = places
    lines = [
        "",
        f"Latido is running ({seconds:.1f} s). Synthetic people only.",
        "",
        f"  Chiapas     {chiapas.url}/es/          the campaign, and where a neighbour reports",
        f"  Chihuahua   {chihuahua.url}/es/          the other state",
        f"  Hub         {places[0].url}/es/          what the hub between them holds",
        f"  Workbench   {chiapas.url}/es/work/inbox/ sign in as:",
        "",
        *(f"    {account.username:<12} {account.where:<10} {account.what}" for account in ACCOUNTS),
        "",
        f"  Password of every account: {PASSWORD}",
        "  The page of the second step shows the one-time code; so does: latido demo code USER",
        "  The whole journey, checked over HTTP: latido demo --check",
        "  End with Ctrl+C.",
        "",
    ]
    return "\n".join(lines)
