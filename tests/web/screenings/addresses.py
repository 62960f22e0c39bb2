"""Where the pages of a screening stand, and how a test writes and reads one."""

from __future__ import annotations

import re
from html import unescape

from latido.apps.screening import actions, queries

ROOT = "/es/work/screenings/"
CAVEAT = "Es una guía para ofrecer ayuda, no es una prueba ni una conclusión legal."
EXPLOITED = {"D4-01": "yes", "D4-02": "yes"}


def at(screening, *more) -> str:
    return "/".join([f"{ROOT}{screening.id}", *more, ""])


def dimension(screening, code) -> str:
    return at(screening, "dimension", code)


def opened(desk, screening):
    return actions.open_interview(by=desk.holder, screening=queries.screening(screening.id))


def save(desk, screening, code, content, version=0):
    actions.save_section(by=desk.holder, screening=screening, code=code, content=content, version=version)


def text_of(response) -> str:
    """The words of a page, as a reader sees them."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))
