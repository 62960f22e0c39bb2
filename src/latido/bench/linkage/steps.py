"""One step of a contest in a process of its own, so that its CPU time and its peak of memory are its own.

`python -m latido.bench.linkage.steps encode IN.parquet OUT` (a node) or `link LEFT RIGHT OUT.json` (the hub).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from latido.bench.linkage.files import columns
from latido.engines.linkage import EpochKey, LinkSettings, encode, link, read_encoded, write_encoded

KEY = EpochKey(bytes(range(32)), "bench")


def encode_step(source: str, target: str) -> None:
    """Encode one side."""
    write_encoded(encode(columns(Path(source)), KEY), Path(target))


def link_step(left: str, right: str, target: str, *settings: str) -> None:
    """Link two encoded files; settings as name=whole number."""
    chosen = {name: int(value) for name, value in (one.split("=") for one in settings)}
    result = link(read_encoded(Path(left)), read_encoded(Path(right)), settings=LinkSettings(**chosen))  # type: ignore[arg-type]
    links = [
        (one.left_id.hex(), one.right_id.hex(), one.probability) for one in result if one.kind == "person"
    ]
    answer = {"calibration": result.calibration, "compared": result.compared, "links": links,
              "expected_false_share": result.expected_false_share}  # fmt: skip
    Path(target).write_text(json.dumps(answer))


if __name__ == "__main__":
    (encode_step if sys.argv[1] == "encode" else link_step)(*sys.argv[2:])
