"""The first journey in Chromium, as a reporter, an officer, a shelter and an officer of another state."""

from __future__ import annotations

import re
from typing import Any

from latido.demo.accounts import ACCOUNTS, PASSWORD
from latido.demo.people import ANSWER, JOURNEY, REPORT_CONTACT, REPORT_NARRATIVE, TEAM_MESSAGE, WRITTEN_AGAIN
from tests.journey.conftest import Demo

RECEIPT = re.compile(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}")
PATIENCE_MS = 60_000


def sign_in(page: Any, demo: Demo, username: str) -> None:
    """Type the password, then the code that the demo's page shows."""
    account = next(account for account in ACCOUNTS if account.username == username)
    page.goto(f"{demo.url(account.node)}/es/work/inbox/")
    page.get_by_label("Nombre de usuario").fill(username)
    page.get_by_label("Contraseña").fill(PASSWORD)
    page.get_by_role("button", name="Continuar").click()
    used = ""
    while "/sign-in/code/" in page.url:
        code = page.locator("#demo-code").inner_text()
        if code != used:  # each code works once: somebody else may have used this one
            used = code
            page.get_by_label("Código de seis dígitos").fill(code)
            page.get_by_role("button", name="Iniciar sesión").click()
            page.wait_for_load_state()
        else:
            page.wait_for_timeout(1000)
            page.reload()


def report(page: Any, demo: Demo) -> str:
    """Open the front page, follow its call, tick signs, write, send; return the receipt."""
    page.goto(f"{demo.url('mx-chp')}/es/")
    page.get_by_role("link", name="Avise aquí").click()
    page.get_by_label("¿Dónde fue?").select_option(label="Tapachula")
    page.locator("input[name=signs]").first.check()
    page.get_by_label("¿Qué vio o escuchó?").fill(REPORT_NARRATIVE)
    page.get_by_label("¿Cómo podemos comunicarnos con usted?").fill(REPORT_CONTACT)
    page.get_by_role("button", name="Sellar y enviar").click()
    page.locator("#sent").wait_for(state="visible")
    found = RECEIPT.search(page.locator("#sent").inner_text())
    assert found
    return found[0]


def answer(page: Any, demo: Demo) -> str:
    """Open the newest report of the inbox that says so, answer it; return its address."""
    sign_in(page, demo, "mesa")
    links = page.locator("a[href*='/work/inbox/']").evaluate_all("links => links.map(link => link.href)")
    for link in [link for link in links if re.search(r"/inbox/[0-9a-f-]{36}/$", link)]:
        page.goto(link)
        text = page.locator("main").inner_text()
        if REPORT_NARRATIVE in text and ANSWER not in text:
            break
    page.get_by_label("Responder a quien reportó").fill(ANSWER)
    page.get_by_role("button", name="Sellar y enviar").click()
    page.get_by_text(ANSWER).first.wait_for()
    return str(page.url)


def come_back(page: Any, demo: Demo, receipt: str) -> None:
    """With the receipt the answer opens in the page itself, and one more message is sealed there."""
    page.goto(f"{demo.url('mx-chp')}/es/answer/")
    page.locator("#receipt").fill(receipt)
    page.locator("form:has(#receipt) button").first.click()
    page.get_by_text(ANSWER).wait_for()
    page.locator("textarea[name=text]").fill(WRITTEN_AGAIN)
    page.locator("form:has(textarea[name=text]) button").first.click()
    page.wait_for_load_state("networkidle")
    assert WRITTEN_AGAIN not in page.locator("main").inner_text()  # a receipt taken by force shows no words


def screen(page: Any, report_url: str) -> str:
    """From the report to a result; every dimension is opened, two are answered. Returns its address."""
    page.goto(report_url)
    page.get_by_role("button", name="Entrevistar a una persona adulta").click()
    page.wait_for_url(re.compile(r"/screenings/[0-9a-f-]{36}/"))
    one = re.match(r".*/screenings/[0-9a-f-]{36}/", page.url)
    assert one
    page.goto(f"{one[0]}prepare/")
    for box in page.locator("input[name=checks]").all():
        box.check()
    page.locator("input[name=age][value=adult]").check()
    page.locator("button[name=go][value=next]").click()
    for code, signs in {"D4": ["D4-01", "D4-02"], "D5": ["D5-01", "D5-03"]}.items():
        page.goto(f"{one[0]}dimension/{code}/")
        for sign in signs:
            page.locator(f"input[name='{sign}'][value=yes]").check()
        page.locator("button[name=go][value=next]").click()
    page.goto(f"{one[0]}result/")
    page.locator("form[action$='/finish/'] button").click()
    page.goto(f"{one[0]}result/")
    assert "no es una prueba" in page.locator("main").inner_text()
    return one[0]


def keep_case(page: Any, screening: str) -> str:
    """A case from the screening with its identities and narrative; returns its address."""
    page.goto(f"{screening}result/")
    page.locator("form[action*='/cases/open/'] button").click()
    page.wait_for_url(re.compile(r"/cases/[0-9a-f-]{36}/"))
    case = str(page.url).split("?")[0]
    page.goto(f"{case}parts/identities/")
    page.locator("[name=given_names]").fill(JOURNEY.identities["given_names"])
    page.locator("[name=surnames]").fill(JOURNEY.identities["surnames"])
    page.locator("main form button").first.click()
    page.goto(f"{case}parts/narrative/")
    page.locator("textarea[name=text]").fill(JOURNEY.narrative)
    page.locator("main form button").first.click()
    page.goto(case)
    assert JOURNEY.identities["surnames"] in page.locator("main").inner_text()
    return case


def refer(page: Any, shelter: Any, demo: Demo, case: str) -> None:
    """Consent for one service, an offer of one part; the shelter accepts and reads that part alone."""
    page.goto(f"{case}consent/assistance/")
    page.get_by_role("link", name=re.compile("Refugio")).first.click()
    assert page.locator("input[name=answer]:checked").count() == 0
    page.locator("[name=answer][value=yes]").first.click()
    if page.locator("main form button[type=submit], main form button:not([name=answer])").count():
        page.locator("main form button:not([name=answer])").first.click()
    page.goto(f"{case}refer/")
    page.locator("input[name=team]").first.check()
    page.locator("input[name=kinds][value=narrative]").check()
    page.locator("textarea[name=note]").fill("Un lugar seguro desde esta noche, para una persona.")
    page.locator("main form button").last.click()
    page.wait_for_load_state()
    sign_in(shelter, demo, "refugio")
    shelter.goto(f"{demo.url('mx-chp')}/es/work/referrals/")
    shelter.locator("a[href*='/work/referrals/']").filter(has_text=re.compile(".")).last.wait_for()
    links = shelter.locator("a").evaluate_all("links => links.map(link => link.href)")
    shelter.goto(next(link for link in links if re.search(r"/referrals/[0-9a-f-]{36}/$", link)))
    shelter.locator("form[action*='/accept/'] button").click()
    shelter.wait_for_load_state()
    text = shelter.locator("main").inner_text()
    assert JOURNEY.narrative in text
    assert JOURNEY.identities["surnames"] not in text


def link_and_talk(page: Any, other: Any, demo: Demo) -> None:
    """The link that waits in both inboxes: yes on both sides, then a sealed message."""
    page.goto(f"{demo.url('mx-chp')}/es/work/links/")
    own = _open_person_link(page, "Delejemplo")
    sign_in(other, demo, "caso")
    other.goto(f"{demo.url('mx-chh')}/es/work/links/")
    _open_person_link(other, "Ymaginario")
    for side in (page, other):
        if side.locator("input[value^='confirmed:']").count():
            side.locator("input[value^='confirmed:']").first.check()
            side.locator("form:has(input[value^='confirmed:']) button").first.click()
    for _ in range(60):
        page.goto(own)
        if page.locator("textarea[name=text]").count():
            break
        page.wait_for_timeout(1000)
    page.locator("textarea[name=text]").fill(TEAM_MESSAGE)
    page.locator("form:has(textarea[name=text]) button").first.click()
    for _ in range(60):
        other.reload()
        if other.get_by_text(TEAM_MESSAGE).count():
            break
        other.wait_for_timeout(1000)
    assert TEAM_MESSAGE in other.locator("main").inner_text()
    assert "Delejemplo" not in other.locator("main").inner_text()


def _open_person_link(page: Any, surname: str) -> str:
    """Open the link whose own file carries ``surname`` and return its address."""
    links = page.locator("a").evaluate_all("links => links.map(link => link.href)")
    for link in dict.fromkeys(link for link in links if re.search(r"/links/[0-9a-f-]{36}/$", link)):
        page.goto(link)
        text = page.locator("main").inner_text()
        if surname in text and "De 100 pares" in text:
            return str(link)
    raise AssertionError(f"no link about the file of {surname}")


def look_at_figures(page: Any, demo: Demo) -> None:
    """The public page shows figures and protected cells."""
    page.goto(f"{demo.url('mx-chp')}/es/figures/")
    assert page.locator("table").count() > 0
