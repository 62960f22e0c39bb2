"""Refusals of the apps below as pages that say what happened and what to do."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from latido.apps.agencies.key_holders import NoKeyError
from latido.apps.cases.rules import NotAllowedError
from latido.apps.keyring.rules import FirewallError
from latido.apps.keyring.shredding import ShreddedError
from latido.web.problems import show_problem

View = Callable[..., HttpResponse]


def refusals_explained(view: View) -> View:
    """Answer 404 for what is not there, 403 with the reason for a refusal, 410 for what is forgotten."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except ObjectDoesNotExist as error:
            raise Http404 from error
        except FirewallError:
            return show_problem(request, 403, explanation=firewall_words())
        except NotAllowedError:
            return show_problem(
                request, 403, explanation=_("Another team keeps this, or your role does not reach it.")
            )
        except NoKeyError:
            return show_problem(
                request, 403, explanation=_("Your team has not been given the key to this part.")
            )
        except ShreddedError:
            return show_problem(
                request,
                410,
                explanation=_("This has been forgotten on purpose. Nobody can open it any more."),
            )

    return wrapped


def firewall_words() -> str:
    return _(
        "A person's data never goes to migration enforcement, and health or counselling never to police or"
        " prosecution. No setting changes this. The attempt was recorded."
    )
