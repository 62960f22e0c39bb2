"""Sealing 2 kB to three teams, against three bare HPKE operations of `cryptography`."""

from collections.abc import Callable
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from latido.bench.figures import Figure
from latido.bench.machines import medians_interleaved
from latido.engines.vault import Kind, key_id, new_content_key, new_key_pair, seal_envelope

ROUNDS = 400
SHORT_ROUNDS = 80
WARM_UP = 20
TEAMS = 3
CONTENT_BYTES = 2048
TARGET = "ratio <= 1.3"
RECORD = UUID("00000000-0000-4000-8000-000000000002")


def run(*, short: bool = False) -> list[Figure]:
    """Medians of both sides, timed in turns.

    The rival gets its public keys parsed and seals only 32 bytes each time: the least that any sealing to
    three teams costs.
    """
    ours, theirs = _contestants()
    rounds = SHORT_ROUNDS if short else ROUNDS
    seconds = medians_interleaved({"ours": ours, "theirs": theirs}, rounds, warm_up=WARM_UP)
    name = "seal 2 kB to three teams (rival: three bare HPKE operations)"
    value, rival = seconds["ours"] * 1e6, seconds["theirs"] * 1e6
    return [Figure.measured(name, value, "µs", rival=rival, target=TARGET)]


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
