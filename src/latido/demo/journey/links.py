"""Step 6: candidates from the other state, confirmed by an officer on each side, then a sealed message."""

from __future__ import annotations

import re
from collections.abc import Iterator

from latido.demo.browser import Browser
from latido.demo.journey.people_at_work import Workday, expect, found, wait_for
from latido.demo.people import JOURNEY, JOURNEY_ELSEWHERE, RECRUITER_PHONE, TEAM_MESSAGE, Person

LINK = re.compile(r'href="(/es/work/links/[0-9a-f-]{36}/)"')
UNDECIDED = 'value="confirmed:'
SAME_PERSON = "De 100 pares"
"""A question about the same person says how often such evidence would be right."""
STILL_OPEN = ('name="answer"', 'name="letter"')
YES = r'value="(confirmed:[a-z_]+)"'
OTHER_SIDE = ("Exemplina", "Ynventada")
"""How the other state spells the name: must never be seen here."""


def find(day: Workday) -> str:
    """The journey's person has two links: perhaps the same person, and the same recruiter's telephone.

    After an earlier walk they may belong to that walk's file of the same person.
    """
    officer = day.member("mesa")
    pages: dict[str, str] = {}

    def both_are_there() -> bool:
        pages.update({link: officer.get(link) for link in _links(officer)})
        live = {link: page for link, page in pages.items() if any(sign in page for sign in STILL_OPEN)}
        ours = {link: page for link, page in live.items() if JOURNEY.identities["surnames"] in page}
        day.found["link"] = next((link for link, page in ours.items() if SAME_PERSON in page), "")
        return bool(day.found["link"]) and any(RECRUITER_PHONE in page for page in pages.values())

    wait_for("The two candidate links", both_are_there)
    shown = "".join(pages.values())
    expect(not any(word in shown for word in OTHER_SIDE), "The other side's names are shown.")
    return f"{len(pages)} links in the inbox, no name of the other side"


def talk(day: Workday) -> str:
    """Both officers say yes; only then a message goes over, sealed to the other team."""
    officer, other = day.member("mesa"), day.member("caso")
    if not _channel(officer, JOURNEY):
        _confirm(officer, JOURNEY)
        expect(not _channel(officer, JOURNEY), "A message could be written before both sides confirmed.")

    def opened() -> bool:
        # A file that was just added may have replaced the question; then the new one is answered.
        _confirm(officer, JOURNEY)
        _confirm(other, JOURNEY_ELSEWHERE)
        return bool(_channel(officer, JOURNEY))

    wait_for("The channel between the two teams", opened)
    officer.get(_channel(officer, JOURNEY))
    wanted = f"{TEAM_MESSAGE} {day.receipt[:4]}"
    officer.submit(having="letter", text=wanted)
    wait_for("The message in the other state", lambda: any(wanted in other.get(one) for one in _links(other)))
    expect(JOURNEY.identities["surnames"] not in other.text, "The other side's names are shown.")
    return "confirmed twice, one sealed message"


def _links(browser: Browser) -> list[str]:
    return list(dict.fromkeys(LINK.findall(browser.get("/es/work/links/"))))


def _about(browser: Browser, person: Person) -> Iterator[str]:
    """Open, one after another, the questions whether our file of ``person`` is about the same person."""
    for link in _links(browser):
        page = browser.get(link)
        if person.identities["surnames"] in page and SAME_PERSON in page:
            yield link


def _channel(browser: Browser, person: Person) -> str:
    """The link about ``person`` through which messages can be written; empty while there is none."""
    for link in _about(browser, person):
        if any("letter" in form.names for form in browser.forms()):
            return link
    return ""


def _confirm(browser: Browser, person: Person) -> None:
    """Say yes to every undecided question about our own file of ``person``."""
    for _link in _about(browser, person):
        if UNDECIDED in browser.text:
            browser.submit(having="answer", answer=found(YES, browser.text, "The answer yes"))
