"""Making the demo's installations: databases, secrets, synthetic people, and who knows whose key."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from latido import __version__
from latido.demo.installations import EPOCH, Installation

STAMP = "ready"


def is_ready(folder: Path) -> bool:
    """Whether this version of Latido has already prepared the folder to the end."""
    stamp = folder / STAMP
    return stamp.exists() and stamp.read_text().strip() == __version__


def prepare(folder: Path, places: tuple[Installation, ...], *, say: Callable[[str], None]) -> None:
    """Make everything anew, the installations side by side. Raises ``DemoError``."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    say("Making the databases of a hub and two nodes, and their secrets ...")
    _side_by_side(places, lambda place: place.run("setup", "all"))
    say("Introducing them to each other ...")
    _introduce(folder, places)
    say("Filling them with synthetic people ...")
    _side_by_side(places[1:], lambda place: place.run("load_demo"))
    (folder / STAMP).write_text(__version__)


def _side_by_side(places: tuple[Installation, ...], work: Callable[[Installation], str]) -> list[str]:
    with ThreadPoolExecutor(len(places)) as pool:
        return list(pool.map(work, places))


def _introduce(folder: Path, places: tuple[Installation, ...]) -> None:
    """The hub learns the nodes' public keys, each node the other's, and both share the epoch's key."""
    hub, *nodes = places
    keys = {}
    for node in nodes:
        keys[node.node] = folder / f"{node.node}.public.json"
        keys[node.node].write_text(json.dumps(json.loads(node.run("node", "key", "--json"))))
        hub.run("hub", "add-node", "--id", node.node, "--key", str(keys[node.node]))
    hub.run("hub", "open-epoch", "--epoch", EPOCH)
    first, second = nodes
    first.run("node", "epoch-key", "--epoch", EPOCH, "--new")
    shared = Path(first.folder) / "secrets" / f"epoch-{EPOCH}.json"
    second.run("node", "epoch-key", "--epoch", EPOCH, "--file", str(shared))
    for node, other in ((first, second), (second, first)):
        node.run("node", "add-peer", "--id", other.node, "--key", str(keys[other.node]))
