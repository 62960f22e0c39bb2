"""Keyed noise on filters: the same record under the same key always gets the same, nobody else can take it
off. Independent random flips of this kind are called BLIP (Alaggan, Gambs and Kermarrec 2012).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from latido.engines.linkage.encoding.columns import Bytes
from latido.engines.linkage.encoding.scheme import FILTER_BYTES, FILTER_WORDS, NOISE_WORDS

_BLOCKS = NOISE_WORDS * FILTER_BYTES // 16
_AT_ONCE = 20_000


def flip(filters: npt.NDArray[np.uint64], ids: Bytes, subkey: bytes) -> None:
    """Flip each bit of (n, FILTER_WORDS) filters in place with chance 2**-NOISE_WORDS, by record id.

    The bits are AES-256 of the record's id exclusive-or a block number: a keyed function of the id.
    """
    cipher = Cipher(algorithms.AES(subkey), modes.ECB())  # noqa: S305  distinct blocks: a keyed function
    numbers = np.arange(_BLOCKS, dtype=np.uint8)
    for begin in range(0, len(filters), _AT_ONCE):
        part = slice(begin, begin + _AT_ONCE)
        blocks = np.repeat(ids[part, None, :], _BLOCKS, axis=1)
        blocks[:, :, 15] ^= numbers
        stream = np.frombuffer(cipher.encryptor().update(blocks.tobytes()), dtype=np.uint64)
        words = stream.reshape(-1, NOISE_WORDS, FILTER_WORDS)
        filters[part] ^= np.bitwise_and.reduce(words, axis=1)
