"""anonlink comparing all pairs of random filters. Runs in its own environment: imports nothing of Latido.

usage: rival_anonlink.py LEFT_SIZE RIGHT_SIZE OUT.json; writes CPU seconds of the comparison alone.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import anonlink
import numpy as np
from bitarray import bitarray

BITS, FILL, THRESHOLD = 1024, 0.37, 0.8  # what the docs of anonlink and clkhash lead to


def filters(size: int, seed: int) -> list[bitarray]:
    chance = np.random.default_rng(seed)
    packed = [
        np.packbits(chance.random((min(5000, size - at), BITS)) < FILL, axis=1) for at in range(0, size, 5000)
    ]
    found = []
    for row in np.concatenate(packed):
        bits = bitarray()
        bits.frombytes(row.tobytes())
        found.append(bits)
    return found


def main(left: int, right: int, target: str) -> None:
    files = filters(left, 1), filters(right, 2)
    started = time.process_time()
    found = anonlink.similarities.dice_coefficient_accelerated(files, THRESHOLD, None)
    took = time.process_time() - started
    Path(target).write_text(json.dumps({"cpu": took, "pairs": left * right, "found": len(found[0])}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
