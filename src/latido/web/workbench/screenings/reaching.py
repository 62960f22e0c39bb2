"""From an address to a screening that the member may conduct."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from latido.apps.agencies.key_holders import NoKeyError
from latido.apps.screening import queries
from latido.apps.screening.rules import CONDUCT, NotAllowedError
from latido.web.problems import show_problem
from latido.web.workbench.sign_in.access import StaffRequest, permitted

View = Callable[..., HttpResponse]


def with_screening(view: View) -> View:
    """The view gets the screening itself: an unknown one is 404, another team's 403."""

    @permitted(CONDUCT)
    @wraps(view)
    def wrapped(request: StaffRequest, screening_id: uuid.UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            found = queries.screening_for(request.key_holder.member, screening_id)
        except ObjectDoesNotExist as error:
            raise Http404 from error
        except NotAllowedError:
            return _not_yours(request)
        try:
            return view(request, found, *args, **kwargs)
        except NoKeyError:
            return _not_yours(request)

    return wrapped


def _not_yours(request: StaffRequest) -> HttpResponse:
    explanation = _("Another team keeps this interview. Ask that team if your work needs it.")
    return show_problem(request, 403, explanation=explanation)
