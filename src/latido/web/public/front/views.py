"""The first pages a visitor meets. They read no cookie and set none; a plain proxy may keep them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from latido import countries
from latido.apps.campaigns import posters, queries
from latido.apps.campaigns.choices import PaperSize
from latido.web.public.front import addresses, telling

KEEP_S = 300
"""Seconds that a proxy or browser may keep a page: new events show within five minutes."""

EVENTS_SHOWN = 8

public_page = cache_control(public=True, max_age=KEEP_S)


@csrf_exempt
@require_safe
@public_page
def front(request: HttpRequest) -> HttpResponse:
    """What the campaign is, the one thing it asks for, and where to meet it."""
    now = timezone.now()
    country, language = countries.load(settings.LATIDO_COUNTRY), get_language()
    told = telling.campaign(country, queries.current_campaign(timezone.localdate(now)), language)
    events = queries.next_events(settings.LATIDO_STATE, now)[:EVENTS_SHOWN]
    context = {
        "told": told,
        "events": [telling.event(one, language) for one in events],
        "state": telling.state_name(country, settings.LATIDO_STATE, language),
        "has_commission": bool(country.commission),
        "report_url": addresses.report(campaign=told.code),
    }
    return render(request, "public/front.html", context)


@csrf_exempt
@require_safe
@public_page
def commission(request: HttpRequest) -> HttpResponse:
    """Who sits on the commission and what each does for a person."""
    country = countries.load(settings.LATIDO_COUNTRY)
    groups = telling.commission(country, timezone.localdate())
    return render(request, "public/commission.html", {"groups": groups})


@csrf_exempt
@require_safe
@public_page
def poster(request: HttpRequest, stand_id: uuid.UUID) -> HttpResponse:
    """A stand's poster; ``?size=a4`` for the small one."""
    try:
        stand = queries.stand(stand_id)
        size = PaperSize(request.GET.get("size", PaperSize.A3))
    except (queries.Stand.DoesNotExist, ValueError):
        raise Http404 from None
    words = posters.poster_of(
        stand,
        country=countries.load(settings.LATIDO_COUNTRY),
        language=get_language() or settings.LANGUAGE_CODE,
        size=size,
        report_url=addresses.absolute(addresses.report_from(stand)),
        short_url=addresses.absolute(addresses.short(stand)),
    )
    answer = HttpResponse(posters.poster_pdf(words), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="latido-{stand.code}-{size}.pdf"'
    return answer


@csrf_exempt
@require_safe
@public_page
def stand(_request: HttpRequest, code: str) -> HttpResponse:
    """The short address on a poster: on to the report page, with place and campaign chosen."""
    found = queries.stand_by_code(code)
    if found is None:
        raise Http404
    return HttpResponseRedirect(addresses.report_from(found))
