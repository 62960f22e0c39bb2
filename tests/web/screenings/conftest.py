"""A signed-in interviewer, in a test client and in a browser."""

from __future__ import annotations

import pytest


@pytest.fixture
def desk(db):
    from tests import factories  # needs Django, which is set up after this file was read

    return factories.desk()


@pytest.fixture
def signed(client, desk):
    """The Django test client, signed in as the desk's member."""
    from tests.web.signed_in import sign_in

    return sign_in(client, desk.holder)


@pytest.fixture
def begin(desk):
    """``begin("child")``: a screening of the desk's team."""
    from latido.apps.screening import actions, queries

    def start(instrument="adult", **more):
        return actions.start_screening(
            by=desk.holder, team=desk.team, instrument=queries.instrument_named(instrument), **more
        )

    return start


@pytest.fixture
def in_browser(browse, signed, live_server):
    """``in_browser(viewport=...)``: a page whose cookies are those of the signed-in client."""

    def open_page(**options):
        page = browse(**options)
        cookies = [
            {"name": name, "value": morsel.value, "url": live_server.url}
            for name, morsel in signed.cookies.items()
        ]
        page.context.add_cookies(cookies)
        return page

    return open_page


@pytest.fixture
def everywhere(begin):
    """Every address of one screening that answers to a reader."""
    root = f"/es/work/screenings/{begin().id}/"
    reads = ["", "prepare/", "assessment/", "stop/", "result/", "result.json", "result.csv"]
    return [f"{root}{path}" for path in [*reads, *[f"dimension/D{number}/" for number in range(1, 7)]]]
