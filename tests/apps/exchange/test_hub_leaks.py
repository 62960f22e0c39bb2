"""What a thief of the hub's database finds: no name, no key."""

from __future__ import annotations

import base64
import json

import pytest
from django.apps import apps

from latido.apps.exchange.models import (
    FeedEvent,
    HubEpoch,
)
from tests.apps.exchange.stations import (
    KEY,
)

pytestmark = pytest.mark.django_db


HUB_MODELS = (
    "HubNode",
    "SeenRequest",
    "AcceptedItem",
    "HubEpoch",
    "HubRecord",
    "Candidate",
    "FeedEvent",
    "Refusal",
)


def spellings(word: str) -> set[bytes]:
    """How a word might stand in a table: plain, folded, UTF-16, hexadecimal, base64 at each offset."""
    found = set()
    for text in {word, word.lower(), word.upper()}:
        for raw in (text.encode(), text.encode("utf-16-le")):
            found |= {raw, raw.hex().encode()}
            for shift in range(3):
                inner = base64.b64encode(b"\0" * shift + raw)
                found.add(inner[(shift * 8 + 5) // 6 : (shift * 8 + len(raw) * 8) // 6])
    return found


def dump() -> bytes:
    """Every value of every table of the hub, and of its audit chain."""
    models = [apps.get_model("exchange", name) for name in HUB_MODELS] + [apps.get_model("audit", "Entry")]
    rows = [row for model in models for row in model.objects.values()]
    return json.dumps(rows, default=str, ensure_ascii=False).encode()


SECRETS = (
    "Estrella",
    "Inventada",
    "Ficticia",
    "Muestra",
    "0001112233",
    "1999-04-13",
    "07089",
    KEY.secret.hex(),
)


def leaked() -> set[str]:
    tables = dump()
    return {word for word in SECRETS if any(form in tables for form in spellings(word))}


def test_the_hub_holds_no_name_and_no_key(pair, here, other):
    mine, theirs = pair
    here.send(here.decision(mine, "confirmed"))
    other.send(other.decision(theirs, "confirmed"))
    other.send(other.letter(theirs, "Estrella Inventada duerme aquí", here.team.public))
    assert FeedEvent.objects.filter(kind="letter").exists()
    assert leaked() == set()


@pytest.mark.parametrize("form", ["{0}", "x{1}", "{2}", "xx{3}"])
def test_the_scan_finds_what_leaks(pair, form):
    word = "Estrella Inventada"
    hidden = form.format(
        word.upper(),
        base64.b64encode(f"a{word}".encode()).decode(),
        word.encode("utf-16-le").hex(),
        base64.b64encode(word.encode()).decode(),
    )
    HubEpoch.objects.update(name=hidden[:32])
    assert "Estrella" in leaked()
