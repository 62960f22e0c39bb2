"""Saying yes or no to a referral, taking it back, completing it."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from latido.apps.referrals import actions, queries
from latido.apps.referrals.rules import WrongStepError
from latido.web.workbench.cases.refusals import refusals_explained
from latido.web.workbench.referrals.forms import DeclineForm
from latido.web.workbench.referrals.views import show
from latido.web.workbench.sign_in.access import StaffRequest, signed_in


@require_POST
@signed_in
@refusals_explained
def accept(request: StaffRequest, referral_id: uuid.UUID) -> HttpResponse:
    """The parts open."""
    referral = queries.referral_for(request.key_holder.member, referral_id)
    done = _("Accepted. The parts are open below.")
    return _step(
        request, referral, lambda: actions.accept_referral(by=request.key_holder, referral=referral), done
    )


@require_POST
@signed_in
@refusals_explained
def decline(request: StaffRequest, referral_id: uuid.UUID) -> HttpResponse:
    """The keys are deleted."""
    referral = queries.referral_for(request.key_holder.member, referral_id)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return show(request, referral, form=form, status=400)
    reason = form.cleaned_data["reason"]
    return _step(
        request,
        referral,
        lambda: actions.decline_referral(by=request.key_holder, referral=referral, reason=reason),
        _("Declined. Your team's keys to this file are deleted."),
    )


@require_POST
@signed_in
@refusals_explained
def withdraw(request: StaffRequest, referral_id: uuid.UUID) -> HttpResponse:
    """The offering team takes it back."""
    referral = queries.referral_for(request.key_holder.member, referral_id)
    done = _("Taken back. The other team's keys are deleted.")
    return _step(
        request, referral, lambda: actions.withdraw_referral(by=request.key_holder, referral=referral), done
    )


@require_POST
@signed_in
@refusals_explained
def complete(request: StaffRequest, referral_id: uuid.UUID) -> HttpResponse:
    """The help was given."""
    referral = queries.referral_for(request.key_holder.member, referral_id)
    done = _("Completed. The access is closed.")
    return _step(
        request, referral, lambda: actions.complete_referral(by=request.key_holder, referral=referral), done
    )


def _step(
    request: StaffRequest, referral: queries.Referral, take: Callable[[], object], done: str
) -> HttpResponse:
    """Take one step, or say that somebody was faster; either way the page shows how it stands."""
    try:
        take()
    except WrongStepError:
        messages.warning(request, _("This referral has moved on meanwhile. Here is how it stands now."))
    else:
        messages.success(request, done)
    return redirect("workbench:referral", referral.id)
