"""What an encoding leaves behind in the process: no name, no bigram, no key."""

from __future__ import annotations

import gc
from functools import cache

from latido.engines.linkage import encode
from tests.engines.linkage.linkage_people import KEY, person


def texts_in_memory() -> set[str | bytes]:
    """Every text that a living container holds, also inside plain dicts and tuples the collector skips."""
    texts: set[str | bytes] = set()
    seen: set[int] = set()
    waiting = gc.get_objects()
    while waiting:
        container = waiting.pop()
        # The collector does not walk the keys of a dict whose keys are all texts.
        keys = list(container) if type(container) is dict else []
        for held in [*keys, *gc.get_referents(container)]:
            # By type: asking an object for its class may run its code, as lazy ones of the web do.
            if issubclass(type(held), str | bytes):
                texts.add(held)
            elif not gc.is_tracked(held) and issubclass(type(held), dict | tuple) and id(held) not in seen:
                seen.add(id(held))
                waiting.append(held)
    return texts


def test_no_name_bigram_or_subkey_stays_in_memory():
    name = "".join(["Zq", "xw", "jk", "vy"])
    encode([person(1, given_names=name)], KEY)
    gc.collect()
    texts = texts_in_memory()
    found = [
        name.lower() in texts,
        f"name|{name[1:3]}" in texts,
        KEY.subkey("filter positions") in texts,
        KEY.subkey("identifiers") in texts,
    ]
    assert found == [False] * 4


def test_the_scan_of_memory_sees_what_a_cache_would_keep():
    name = "".join(["zq", "xw", "jk", "vz"])

    @cache
    def remembered(text: str) -> int:
        return len(text)

    remembered(name)
    assert name in texts_in_memory()
