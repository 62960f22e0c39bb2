"""Sealing a report to three teams, against three bare HPKE operations of `cryptography`."""

from collections.abc import Callable
from statistics import median
from time import perf_counter_ns
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from latido.engines.vault import Kind, key_id, new_content_key, new_key_pair, seal_envelope

ROUNDS = 400
WARM_UP = 20
TEAMS = 3
CONTENT_BYTES = 2048
TARGET_RATIO = 1.3
RECORD = UUID("00000000-0000-4000-8000-000000000002")


def run(rounds: int = ROUNDS) -> list[dict[str, Any]]:
    """Figures as plain mappings: name, value, unit, rival, ratio, target, holds.

    Both sides take turns in one run and their medians are compared. The rival gets its public keys parsed and
    seals only 32 bytes each time: it is the least that any sealing to three teams costs.
    """
    ours, theirs = _contestants()
    for _ in range(WARM_UP):
        ours()
        theirs()
    times = [(_microseconds(ours), _microseconds(theirs)) for _ in range(rounds)]
    value, rival = (median(column) for column in zip(*times, strict=True))
    ratio = value / rival
    return [
        {
            "name": "seal 2 kB to three teams",
            "value": round(value, 1),
            "unit": "µs",
            "rival": round(rival, 1),
            "ratio": round(ratio, 3),
            "target": TARGET_RATIO,
            "holds": round(ratio, 3) <= TARGET_RATIO,
        }
    ]


def _contestants() -> tuple[Callable[[], object], Callable[[], object]]:
    teams = [new_key_pair().public for _ in range(TEAMS)]
    content = {"narrative": "x" * (CONTENT_BYTES - len('{"narrative":""}'))}
    keys = [ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public) for public in teams]
    suite = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_128_GCM)
    secret, info = new_content_key(), key_id(teams[0])

    def ours() -> bytes:
        return seal_envelope(content, kind=Kind.REPORT, record_id=RECORD, recipients=teams)

    def theirs() -> list[bytes]:
        return [suite.encrypt(secret, key, info=info) for key in keys]

    return ours, theirs


def _microseconds(work: Callable[[], object]) -> float:
    start = perf_counter_ns()
    work()
    return (perf_counter_ns() - start) / 1000
