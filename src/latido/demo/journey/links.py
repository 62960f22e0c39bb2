"""Step 6: candidates from the other state, confirmed by an officer on each side, then a sealed message."""

from __future__ import annotations

import re

from latido.demo.browser import Browser
from latido.demo.journey.people_at_work import Workday, expect, found, wait_for
from latido.demo.people import JOURNEY, JOURNEY_ELSEWHERE, TEAM_MESSAGE

LINK = re.compile(r'href="(/es/work/links/[0-9a-f-]{36}/)"')
YES = r'value="(confirmed:[a-z_]+)"'
OTHER_SIDE = ("Exemplina", "Ynventada")
"""How the other state spells the name: must never be seen here."""


def find(day: Workday) -> str:
    """The case that was just opened has two links: the same person, and the same recruiter's telephone."""
    officer, case = day.member("mesa"), day.found["case"]
    mine: list[str] = []

    def both_are_there() -> bool:
        mine[:] = [link for link in _links(officer) if case in officer.get(link)]
        return len(mine) > 1

    wait_for("The two candidate links", both_are_there)
    pages = {link: officer.get(link) for link in mine}
    expect(
        not any(word in page for page in pages.values() for word in OTHER_SIDE),
        "The other side's names are shown.",
    )
    day.found["link"] = next((link for link, page in pages.items() if "De cada 100" in page), "")
    expect(bool(day.found["link"]), "No link is a question about the same person.")
    return f"{len(mine)} links, no name of the other side"


def talk(day: Workday) -> str:
    """Both officers say yes; only then a message goes over, sealed to the other team."""
    officer, link = day.member("mesa"), day.found["link"]
    officer.get(link)
    expect(not _may_write(officer), "A message could be written before both sides confirmed.")
    _say_yes(officer)
    other = day.member("caso")
    wait_for("The question in the other state", lambda: _confirm(other))
    wait_for("The channel", lambda: bool(officer.get(link)) and _may_write(officer))
    officer.submit(having="letter", text=TEAM_MESSAGE)
    wait_for(
        "The message in the other state", lambda: any(TEAM_MESSAGE in other.get(one) for one in _links(other))
    )
    expect(JOURNEY.identities["surnames"] not in other.text, "The other side's names are shown.")
    return "confirmed twice, one sealed message"


def _say_yes(browser: Browser) -> None:
    browser.submit(having="answer", answer=found(YES, browser.text, "The answer yes"))


def _links(browser: Browser) -> list[str]:
    return list(dict.fromkeys(LINK.findall(browser.get("/es/work/links/"))))


def _may_write(browser: Browser) -> bool:
    return any("letter" in form.names for form in browser.forms())


def _confirm(browser: Browser) -> bool:
    """Say yes to every open question about our own file of this person; whether there was one."""
    said = False
    for link in _links(browser):
        page = browser.get(link)
        undecided = any("answer" in form.names for form in browser.forms()) and not _may_write(browser)
        if undecided and JOURNEY_ELSEWHERE.identities["surnames"] in page and "De cada 100" in page:
            _say_yes(browser)
            said = True
    return said
