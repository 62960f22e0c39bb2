"""The lists of referrals, and one referral as each of its two teams sees it."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from rules import has_perm

from latido.apps.referrals import queries
from latido.apps.referrals.rules import OFFER, RECEIVE
from latido.web.workbench.cases.refusals import refusals_explained
from latido.web.workbench.referrals.forms import DeclineForm
from latido.web.workbench.referrals.showing import referral_page
from latido.web.workbench.sign_in.access import StaffRequest, signed_in

ON_A_PAGE = 25


@require_GET
@signed_in
def referrals(request: StaffRequest) -> HttpResponse:
    """What was offered to the member's teams, and what they offered; what waits for an answer comes first."""
    member = request.key_holder.member
    may = {"receive": has_perm(RECEIVE, member), "offer": has_perm(OFFER, member)}
    if not any(may.values()):
        raise PermissionDenied
    sent = may["offer"] and (request.GET.get("side") == "sent" or not may["receive"])
    found = queries.outgoing(member) if sent else queries.incoming(member)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"here": "referrals", "page": page, "sent": sent, "both": all(may.values())}
    return render(request, "workbench/referrals.html", context)


@require_GET
@signed_in
@refusals_explained
def referral(request: StaffRequest, referral_id: uuid.UUID) -> HttpResponse:
    """One referral: the note for both teams, the granted parts for the receiving team once it accepted."""
    found = queries.referral_for(request.key_holder.member, referral_id)
    return show(request, found)


def show(
    request: StaffRequest, found: queries.Referral, *, form: DeclineForm | None = None, status: int = 200
) -> HttpResponse:
    """The page of a referral; ``form`` is a refused answer that keeps what was chosen."""
    context: dict[str, Any] = {
        "here": "referrals",
        "referral": found,
        "page": referral_page(request.key_holder, found),
        "decline": form or DeclineForm(),
        "form": form,
    }
    return render(request, "workbench/referral.html", context, status=status)
