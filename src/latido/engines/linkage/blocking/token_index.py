"""The tokens of one file, sorted once: what every join with the file uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt

from latido.engines.linkage.blocking.pairs import Integers, first_of_each
from latido.engines.linkage.encoding.file import EncodedFile
from latido.engines.linkage.encoding.scheme import PASS_BITS, TOKEN_BYTES, Pass

Tokens = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True, eq=False)
class PassTokens:
    """One pass: distinct tokens ascending, and the rows that hold token t at starts[t] to starts[t + 1]."""

    values: Tokens
    starts: Integers
    rows: npt.NDArray[np.int32]

    @property
    def counts(self) -> Integers:
        """How many records hold each token."""
        return np.diff(self.starts)


@dataclass(frozen=True, slots=True, eq=False)
class TokenIndex:
    """All passes of one file of `size` records."""

    size: int
    passes: dict[Pass, PassTokens]

    @classmethod
    def of(cls, file: EncodedFile) -> TokenIndex:
        """The file's index, made at the first call and kept with the file."""
        if "tokens" not in file.kept:
            file.kept["tokens"] = cls(len(file), _passes(file))
        return cast(TokenIndex, file.kept["tokens"])


def _passes(file: EncodedFile) -> dict[Pass, PassTokens]:
    rows = file.token_rows.astype(np.int32)
    passes = (file.tokens >> np.uint64(8 * TOKEN_BYTES - PASS_BITS)).astype(np.uint8)
    found = {}
    for which in Pass:
        chosen = np.flatnonzero(passes == which)
        tokens = file.tokens[chosen]
        order = np.argsort(tokens)
        ordered = tokens[order]
        new = np.flatnonzero(first_of_each(ordered))
        starts = np.append(new, len(ordered)).astype(np.int64)
        found[which] = PassTokens(ordered[new], starts, rows[chosen[order]])
    return found
