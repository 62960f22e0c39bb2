"""Step 0: a visitor looks at the front page, the commission and a stand's poster."""

from __future__ import annotations

from latido.demo.journey.people_at_work import Workday, expect, found

HOTLINE = "800 5533 000"
PDF = b"%PDF-"


def look_around(day: Workday) -> str:
    """The call to action, the next events, the commission; a poster that is a PDF."""
    visitor = day.visitor("mx-chp")
    front = visitor.get("/es/")
    expect(HOTLINE in front, "The front page does not show the line to call.")
    poster = found(r'href="([^"]+/posters/[^"]+\.pdf)"', front, "A stand's poster")
    expect("set-cookie" not in visitor.page.headers, "The front page sets a cookie.")
    commission = visitor.get("/es/commission/")
    members = commission.count('class="card"')
    expect(members > 10, "The commission's members are missing.")
    visitor.get(poster)
    expect(visitor.bytes().startswith(PDF), "The poster is not a PDF.")
    return f"{members} members, poster of {len(visitor.bytes()) // 1024} kB"
