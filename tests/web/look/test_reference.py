"""docs/look.md, from which page authors work, names everything there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from latido.web.icons import ICONS
from latido.web.navigation import ROOMS
from latido.web.templatetags.latido_tags import register

ROOT = Path(__file__).parents[3]
WEB = ROOT / "src" / "latido" / "web"
REFERENCE = (ROOT / "docs" / "look.md").read_text()
PARTS_OF_THE_FRAME = {
    "bar",
    "bench",
    "brand",
    "foot",
    "languages",
    "leave",
    "rooms",
    "sign-out",
    "skip",
    "stays",
    "who",
}


def missing(names) -> list[str]:
    return sorted(
        name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", REFERENCE)
    )


def test_every_icon_tag_and_room_is_named():
    assert missing([*ICONS, *register.tags, *register.filters]) == []
    assert missing([*(room.name for room in ROOMS), *(room.url_name for room in ROOMS)]) == []


@pytest.mark.parametrize("sheet", ["latido.css", "workbench.css"])
def test_every_class_is_named(sheet):
    text = re.sub(r"/\*.*?\*/|\{[^{}]*\}", " ", (WEB / "static" / "latido" / sheet).read_text())
    classes = set(re.findall(r"\.([a-z][\w-]*)", text))
    assert len(classes) > 20
    assert missing(classes - PARTS_OF_THE_FRAME - {"htmx-request"}) == []


@pytest.mark.parametrize("page", ["page", "public_page", "workbench_page", "sign_in_page", "problem"])
def test_every_block_is_named(page):
    blocks = re.findall(r"{% block (\w+) %}", (WEB / "templates" / "latido" / f"{page}.html").read_text())
    assert blocks != []
    assert missing(blocks) == []
