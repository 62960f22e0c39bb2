"""Asking for consent, one purpose on one screen, and taking a yes back."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from latido.apps.agencies.choices import Mandate, TeamFunction
from latido.apps.agencies.queries import Team, teams_that_may_receive
from latido.apps.agencies.queries import team as find_team
from latido.apps.cases import access, actions, code_lists, queries
from latido.apps.cases.choices import ASKED_PURPOSES
from latido.apps.keyring.choices import Purpose
from latido.web.workbench.cases.consent_words import Wording, wording
from latido.web.workbench.cases.refusals import refusals_explained
from latido.web.workbench.sign_in.access import StaffRequest, signed_in

ANSWERS = {"yes": True, "no": False}
WITHOUT_HELP = frozenset({Mandate.AWARENESS, Mandate.STATISTICS})
"""Mandates whose teams help nobody in person, so nobody is asked about them."""


@require_http_methods(["GET", "POST"])
@signed_in
@refusals_explained
def consent(request: StaffRequest, case_id: uuid.UUID, purpose: str) -> HttpResponse:
    """One question alone: the limits first, then the question, then a yes and a no of the same size."""
    if purpose not in ASKED_PURPOSES:
        raise Http404
    case = queries.case_for(request.key_holder.member, case_id)
    recipient = _recipient(request, purpose)
    if purpose == Purpose.ASSISTANCE and recipient is None:
        return _choose_service(request, case, purpose)
    if recipient is not None:
        actions.check_recipient(by=request.key_holder, case=case, team=recipient, kinds=[])
    minor = queries.facts_of(case).age_band in code_lists.MINORS
    words = wording(purpose, recipient=str(recipient or ""), minor=minor)
    if request.method == "POST":
        return _record(request, case, purpose, recipient, words)
    return _ask(request, case, purpose, recipient, words)


def _recipient(request: StaffRequest, purpose: str) -> Team | None:
    """The service that the question names; none for questions that name none."""
    asked = request.POST if request.method == "POST" else request.GET
    value = asked.get("recipient", "")
    if purpose != Purpose.ASSISTANCE or not value:
        return None
    try:
        return find_team(uuid.UUID(value))
    except ValueError:
        raise Http404 from None


def _choose_service(request: StaffRequest, case: queries.Case, purpose: str) -> HttpResponse:
    context = {
        "here": "cases",
        "case": case,
        "purpose": Purpose(purpose),
        "teams": _services(case),
    }
    return render(request, "workbench/case_consent_service.html", context)


def _services(case: queries.Case) -> list[Team]:
    """Teams that could help a person: shelters first, then by name."""
    able = [
        team
        for team in teams_that_may_receive(other_than=case.team)
        if team.agency.mandate not in WITHOUT_HELP and team.function != TeamFunction.LINKING_DESK
    ]
    return sorted(able, key=lambda team: (team.function != TeamFunction.SHELTER, str(team)))


def _ask(
    request: StaffRequest,
    case: queries.Case,
    purpose: str,
    recipient: Team | None,
    words: Wording,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "here": "cases",
        "case": case,
        "purpose": Purpose(purpose),
        "recipient": recipient,
        "words": words,
        "shown": _fingerprint(words),
        "newest": access.newest_answer(case, purpose, recipient),
        **more,
    }
    return render(request, "workbench/case_consent.html", context, status=status)


def _record(
    request: StaffRequest, case: queries.Case, purpose: str, recipient: Team | None, words: Wording
) -> HttpResponse:
    """Keep the answer, unless the words changed or somebody else asked in the meantime: then ask again."""
    given = ANSWERS.get(request.POST.get("answer", ""))
    newest = access.newest_answer(case, purpose, recipient)
    if given is None:
        return _ask(request, case, purpose, recipient, words, status=400, problem=_("Choose yes or no."))
    if request.POST.get("newest", "") != str(newest.id if newest else ""):
        said = _("This question was answered meanwhile. Look at the answer, and ask again if needed.")
        return _ask(request, case, purpose, recipient, words, status=409, problem=said)
    if request.POST.get("shown") != _fingerprint(words):
        said = _("The words have changed since you asked. Please read them and ask again.")
        return _ask(request, case, purpose, recipient, words, status=409, problem=said)
    actions.record_consent(
        by=request.key_holder,
        case=case,
        purpose=purpose,
        given=given,
        wording=words.as_text,
        language=get_language() or "",
        recipient=recipient,
    )
    messages.success(request, _("The answer is kept in the words in which it was asked."))
    return redirect("workbench:case", case.id)


def _fingerprint(words: Wording) -> str:
    """Says whether the words on the screen are those that would be kept."""
    return hashlib.sha256(words.as_text.encode()).hexdigest()


@require_http_methods(["GET", "POST"])
@signed_in
@refusals_explained
def take_back(request: StaffRequest, case_id: uuid.UUID, consent_id: uuid.UUID) -> HttpResponse:
    """First what it would close; then, after one more click, it is closed."""
    case = queries.case_for(request.key_holder.member, case_id)
    found = access.consent_of(case, consent_id)
    if request.method == "POST":
        actions.withdraw_consent(by=request.key_holder, case=case, consent=found)
        messages.success(request, _("Taken back. What rested on it is closed."))
        return redirect("workbench:case", case.id)
    context = {"here": "cases", "case": case, "consent": found, "closes": access.grants_resting_on(found)}
    return render(request, "workbench/case_take_back.html", context)
