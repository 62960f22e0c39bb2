"""Two attacks on encoded records by somebody who has the hub's data and a public list, but not the key.

The list holds names, birth dates and places in clear: 30 % of the people in the encoded file are on it, spelt
differently. Each attack names, for records it is surest of, one person of the list; what is right counts.

* Pattern mining, after Christen, Ranbaduge, Vatsalan and Schnell 2018: bits that go together are sought in
  the filters, held to be one frequent feature each, matched with the list's features by their frequency,
  and read back in every record.
* Graph matching, after Vidanage, Christen, Ranbaduge and Schnell 2020: the attacker encodes the list with a
  key of his own, describes every record by what no key changes (how many others share each of its tokens,
  how near its nearest neighbours are, which parts are known), and pairs what looks alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from latido.engines.linkage import EncodedFile, EpochKey, LinkSettings, PersonColumns, encode
from latido.engines.linkage.classification.prior import FARTHEST
from latido.engines.linkage.comparison.compared import compared_in_memory
from latido.engines.linkage.encoding.features import features
from latido.engines.linkage.encoding.scheme import Pass

Numbers = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]
ATTACKERS_KEY = EpochKey(bytes(range(100, 132)), "attack")
FREQUENT_FEATURES = 60
NEIGHBOURS = 5
_QUERIES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """named: how many records the attack named a person for. right: how many of these were right.
    could: how many records of the file stand on the list at all."""

    named: int
    right: int
    could: int

    @property
    def share(self) -> float:
        """Share of the people on the list who were re-identified."""
        return self.right / self.could


def graph_matching(file: EncodedFile, listed: PersonColumns, truth: Integers, names: int) -> Outcome:
    """Name a person of the list for the `names` records whose description fits one best.

    truth: for each record of the file its row in the list, or -1.
    """
    theirs = encode(listed, ATTACKERS_KEY)
    ours_described, theirs_described = _described(file), _described(theirs)
    best, margin = _nearest(ours_described, theirs_described)
    return _outcome(best, margin, truth, names)


def _described(file: EncodedFile) -> Numbers:
    """What no key changes, on comparable scales."""
    shared = _token_counts(file)
    neighbours = _neighbours(file)
    flags = (file.known[:, None] >> np.arange(9)) & 1
    return np.concatenate([2 * np.log1p(shared), neighbours / 40, 3 * flags], axis=1).astype(np.float32)


def _token_counts(file: EncodedFile) -> npt.NDArray[np.float64]:
    """(n, passes): how many records hold the record's (most frequent) token of each pass."""
    _, inverse, counts = np.unique(file.tokens, return_inverse=True, return_counts=True)
    found = np.zeros((len(file), len(Pass) + 1))
    np.maximum.at(found, (file.token_rows, (file.tokens >> np.uint64(60)).astype(np.int64)), counts[inverse])
    return found[:, 1:]


def _neighbours(file: EncodedFile) -> npt.NDArray[np.float64]:
    """(n, NEIGHBOURS + 1): distances of the nearest records that share a token, and their number."""
    near = compared_in_memory(file, file, cap=LinkSettings().token_cap, farthest=FARTHEST).near
    left, right = np.divmod(near.pairs, len(file))
    others = left != right
    left, apart = left[others], near.apart[others].astype(np.float64)
    order = np.lexsort((apart, left))
    left, apart = left[order], apart[order]
    counts = np.bincount(left, minlength=len(file))
    place = np.arange(len(left)) - np.repeat(np.cumsum(counts) - counts, counts)
    found = np.full((len(file), NEIGHBOURS + 1), float(FARTHEST))
    kept = place < NEIGHBOURS
    found[left[kept], place[kept]] = apart[kept]
    found[:, NEIGHBOURS] = 40 * np.log1p(counts)
    return found


def pattern_mining(file: EncodedFile, listed: PersonColumns, truth: Integers, names: int) -> Outcome:
    """Name a person of the list for the `names` records whose mined features fit one best."""
    signs = 1 - 2 * np.unpackbits(file.filters[file.has_filter], axis=1).astype(np.float32)
    groups = _groups(signs)
    frequencies, held = _list_features(listed)
    scores = np.stack([signs[:, at] @ sign for at, sign in groups], axis=1)
    strength = np.argsort(-scores.var(axis=0))[: held.shape[1]]
    scores = scores[:, strength] - scores[:, strength].mean(axis=0)
    scores /= scores.std(axis=0)
    told = np.argsort(-frequencies * (1 - frequencies))[: len(strength)]
    list_side = held[:, told] - frequencies[told]
    list_side = list_side / np.maximum(list_side.std(axis=0), 1e-6)
    best, margin = _nearest(scores.astype(np.float32), list_side.astype(np.float32))
    return _outcome(best, margin, truth[file.has_filter], names)


def _groups(signs: Numbers) -> list[tuple[Integers, Numbers]]:
    """Groups of bits that go together beyond chance: their places and the side each takes."""
    centred = (signs - signs.mean(axis=0)) / np.maximum(signs.std(axis=0), 1e-6)
    together = centred.T @ centred / len(centred)
    np.fill_diagonal(together, 0)
    chance = 6 / np.sqrt(len(signs))
    free = np.ones(len(together), dtype=np.bool_)
    found = []
    for _ in range(FREQUENT_FEATURES):
        strong = (np.abs(together) > chance) & free[:, None] & free[None]
        seed = int(strong.sum(axis=1).argmax())
        members = np.flatnonzero(strong[seed])
        if len(members) < 2:
            break
        members = np.append(members, seed)
        sides = np.sign(np.append(together[seed, members[:-1]], 1.0)).astype(np.float32)
        found.append((members, sides))
        free[members] = False
    return found or [(np.arange(2), np.ones(2, dtype=np.float32))]


def _list_features(listed: PersonColumns) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Frequencies of the list's most frequent bigrams and sexes, and who has them (n, features)."""
    people = features(listed)
    columns: dict[str, npt.NDArray[np.bool_]] = {}
    for names in (people.given, people.surnames):
        for gram, texts in _texts_with_gram(names.spellings, names.words, names.starts).items():
            mask = np.zeros(len(names.starts) - 1, dtype=np.bool_)
            mask[list(texts)] = True
            columns[gram] = columns.get(gram, np.zeros(len(listed), dtype=np.bool_)) ^ mask[names.codes]
    for at, sex in enumerate(people.sex.distinct):
        columns[f"sex {sex}"] = people.sex.codes == at
    ordered = sorted(columns.values(), key=lambda mask: abs(float(mask.mean()) - 0.5))[:FREQUENT_FEATURES]
    held = np.stack(ordered, axis=1).astype(np.float64)
    return held.mean(axis=0), held


def _texts_with_gram(
    spellings: Sequence[str], words: npt.NDArray[np.int32], starts: Integers
) -> dict[str, set[int]]:
    of_text = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    found: dict[str, set[int]] = {}
    for word, text in zip(words.tolist(), of_text.tolist(), strict=True):
        padded = f"_{spellings[word]}_"
        for at in range(len(padded) - 1):
            found.setdefault(padded[at : at + 2], set()).add(text)
    return found


def _nearest(queries: Numbers, targets: Numbers) -> tuple[Integers, Numbers]:
    """For each query its nearest target, and by how much it is nearer than the second."""
    best = np.empty(len(queries), dtype=np.int64)
    margin = np.empty(len(queries), dtype=np.float32)
    sizes = (targets**2).sum(axis=1)
    for begin in range(0, len(queries), _QUERIES_AT_ONCE):
        part = slice(begin, begin + _QUERIES_AT_ONCE)
        apart = sizes - 2 * (queries[part] @ targets.T)
        best[part] = apart.argmin(axis=1)
        first = apart.min(axis=1)
        apart[np.arange(len(apart)), best[part]] = np.inf
        margin[part] = apart.min(axis=1) - first
    return best, margin


def _outcome(best: Integers, margin: Numbers, truth: Integers, names: int) -> Outcome:
    surest = np.argsort(-margin)[:names]
    right = int((best[surest] == truth[surest]).sum())
    return Outcome(len(surest), right, int((truth >= 0).sum()))
