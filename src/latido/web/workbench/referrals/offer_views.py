"""Offering named parts of a case to a service the person agreed to."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from latido.apps.agencies.queries import team as find_team
from latido.apps.cases import queries as cases
from latido.apps.cases.actions import check_recipient
from latido.apps.cases.choices import CASE_PARTS
from latido.apps.keyring.actions.grants import NoConsentError
from latido.apps.keyring.queries import kinds_open_to
from latido.apps.referrals import actions, queries
from latido.apps.referrals.choices import OPEN
from latido.apps.referrals.rules import OFFER, NotGrantableError
from latido.web.workbench.cases.refusals import refusals_explained
from latido.web.workbench.referrals.forms import OfferForm
from latido.web.workbench.sign_in.access import StaffRequest, permitted


@require_http_methods(["GET", "POST"])
@permitted(OFFER)
@refusals_explained
def offer(request: StaffRequest, case_id: uuid.UUID) -> HttpResponse:
    """The form of an offer; nothing in it is chosen beforehand."""
    case = cases.case_for(request.key_holder.member, case_id)
    if request.method == "POST":
        return _offer(request, case, _form(request, case, request.POST))
    return _show(request, case, _form(request, case))


def _form(request: StaffRequest, case: cases.Case, data: QueryDict | None = None) -> OfferForm:
    open_to_me = kinds_open_to(request.key_holder.member, case.subject)
    kinds = [kind for kind in CASE_PARTS if kind in open_to_me]
    return OfferForm(data, teams=queries.agreed_recipients(case), kinds=kinds)


def _offer(request: StaffRequest, case: cases.Case, form: OfferForm) -> HttpResponse:
    team_id = _team_id(request)
    if team_id is not None:  # before anything else: a team that may never receive is refused and audited
        check_recipient(by=request.key_holder, case=case, team=find_team(team_id), kinds=[])
    if not form.is_valid():
        return _show(request, case, form, status=400)
    try:
        referral = _make(request, case, form)
    except actions.AlreadyOfferedError as running:
        messages.info(request, _("This case was already offered to that team. Here is that referral."))
        return redirect("workbench:referral", running.referral.id)
    except NoConsentError:
        form.add_error(
            "team", _("The person has not agreed to help from this service. Ask first, then offer.")
        )
        return _show(request, case, form, status=409)
    except NotGrantableError:
        form.add_error(
            None, _("This cannot be offered as it stands: a part or the team is not available now.")
        )
        return _show(request, case, form, status=409)
    messages.success(request, _("Offered. You will see the answer here."))
    return redirect("workbench:referral", referral.id)


def _make(request: StaffRequest, case: cases.Case, form: OfferForm) -> queries.Referral:
    wanted = form.cleaned_data
    return actions.offer_referral(
        by=request.key_holder,
        case=case,
        team=find_team(wanted["team"]),
        kinds=wanted["kinds"],
        note=wanted["note"],
        access_days=wanted["access_days"],
        referral_id=wanted["id"],
    )


def _team_id(request: StaffRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("team", ""))
    except ValueError:
        return None


def _show(
    request: StaffRequest, case: cases.Case, form: OfferForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "here": "cases",
        "case": case,
        "form": form,
        "has_teams": form.has_teams,
        "running": [each for each in queries.referrals_of(case) if each.status in OPEN],
        **more,
    }
    return render(request, "workbench/referral_offer.html", context, status=status)
