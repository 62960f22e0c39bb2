import json
from pathlib import Path
from typing import Any

import pytest

from latido.engines.vault import KeyPair, new_key_pair

VECTORS = Path(__file__).parents[3] / "docs" / "envelope-vectors.json"


@pytest.fixture(scope="session")
def vectors() -> dict[str, Any]:
    return json.loads(VECTORS.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def pairs() -> list[KeyPair]:
    return [new_key_pair() for _ in range(3)]


@pytest.fixture(scope="session")
def stranger() -> KeyPair:
    return new_key_pair()
