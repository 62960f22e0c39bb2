"""A desk, a screening begun there, and a hand that writes sections."""

from __future__ import annotations

import pytest


@pytest.fixture
def desk():
    from tests import factories  # needs Django, which is set up after this file was read

    return factories.desk()


@pytest.fixture
def begin(desk):
    """``begin("adult")``: a screening of the desk's team."""
    from latido.apps.screening import actions, queries

    def start(instrument="adult", **more):
        return actions.start_screening(
            by=desk.holder, team=desk.team, instrument=queries.instrument_named(instrument), **more
        )

    return start


@pytest.fixture
def write(desk):
    """``write(screening, "D4", {"D4-01": "yes"}, note="...")``, from the version that stands."""
    from latido.apps.screening import actions

    def save(screening, code, answers=None, *, note="", content=None, by=None, **more):
        version = more.pop("version", None)
        if version is None:
            version = actions.open_interview(by=desk.holder, screening=screening).section(code).version
        content = {"answers": answers or {}, "note": note} if content is None else content
        return actions.save_section(
            by=by or desk.holder, screening=screening, code=code, content=content, version=version, **more
        )

    return save
