"""Step 5: a referral to a shelter of another agency; migration enforcement gets nothing."""

from __future__ import annotations

from latido.demo.journey.people_at_work import Workday, expect, found
from latido.demo.people import JOURNEY

SHELTER = r'recipient=([0-9a-f-]{36})">[^<]*<span class="unseen">: Refugio'
NOTE = "Una mujer adulta necesita un lugar seguro desde esta noche."
OFFERED = ("narrative", "needs")


def refer_and_open(day: Workday) -> str:
    """Consent for this service, offer of two parts, acceptance; the shelter opens those two and no other."""
    officer, case = day.member("mesa"), day.found["case"]
    page = officer.get(f"{case}consent/assistance/")
    team = day.found["shelter"] = found(SHELTER, page, "The shelter")
    officer.get(f"{case}consent/assistance/?recipient={team}")
    officer.submit(having="answer", answer="yes")
    officer.get(f"{case}refer/?team={team}")
    officer.submit(having="kinds", team=team, kinds=list(OFFERED), note=NOTE)
    shelter = day.member("refugio")
    listed = shelter.get("/es/work/referrals/")
    one = found(r'href="(/es/work/referrals/[0-9a-f-]{36}/)"', listed, "The referral")
    shelter.get(one)
    opened = shelter.submit(to="/accept/")
    opened = shelter.get(one)
    expect(JOURNEY.narrative in opened, "The shelter cannot read the part it was granted.")
    expect(JOURNEY.identities["surnames"] not in opened, "The shelter sees identities it was not granted.")
    shelter.get(f"{case}parts/identities/", expect=403)
    return f"{' and '.join(OFFERED)}, and nothing else"


def try_the_firewall(day: Workday) -> str:
    """Migration enforcement is not among the services, and a forged offer is refused."""
    officer, case = day.member("mesa"), day.found["case"]
    expect(
        "Control Migratorio" not in officer.get(f"{case}consent/assistance/"), "It is offered as a service."
    )
    border = day.member("frontera")
    border.get("/es/work/cases/", expect=403)
    border.get(case, expect=403)
    return "not offered, opens nothing"
