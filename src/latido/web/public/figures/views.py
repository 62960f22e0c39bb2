"""The public figures: a page and two files. No cookie is read or set; a plain proxy may keep them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from latido.apps.statistics import exports, queries
from latido.web.public.figures import reading

PAGE_KEPT_S = 300
FILE_KEPT_S = 86_400
"""A publication never changes, so its files may be kept for a day."""


@csrf_exempt
@require_safe
@cache_control(public=True, max_age=PAGE_KEPT_S)
def figures(request: HttpRequest) -> HttpResponse:
    """One quarter in one state: ``?q=2026-Q2&state=07``; by default the latest and the node's own."""
    publications = list(queries.current_publications())
    if not publications:
        return render(request, "public/no_figures.html")
    try:
        page = reading.page(
            publications,
            quarter=request.GET.get("q", ""),
            state=request.GET.get("state", ""),
            own_state=settings.LATIDO_STATE,
            language=_language(),
        )
    except reading.NothingThereError:
        raise Http404 from None
    history = queries.publications_of(page.publication.quarter)
    return render(request, "public/figures.html", {"page": page, "history": history})


@csrf_exempt
@require_safe
@cache_control(public=True, max_age=FILE_KEPT_S)
def as_csv(_request: HttpRequest, publication_id: uuid.UUID) -> HttpResponse:
    """Every cell of a publication as a row, names in the language of the address."""
    found = _found(publication_id)
    return _file(exports.to_csv(found, language=_language()), f"{found.quarter}.csv", "text/csv")


@csrf_exempt
@require_safe
@cache_control(public=True, max_age=FILE_KEPT_S)
def as_json(_request: HttpRequest, publication_id: uuid.UUID) -> HttpResponse:
    """A publication with its signature and the key to check it with."""
    found = _found(publication_id)
    return _file(exports.to_json(found), f"{found.quarter}.json", "application/json")


def _found(publication_id: uuid.UUID) -> queries.Publication:
    try:
        return queries.publication(publication_id)
    except queries.Publication.DoesNotExist:
        raise Http404 from None


def _file(text: str, name: str, content_type: str) -> HttpResponse:
    answer = HttpResponse(text, content_type=f"{content_type}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="latido-{settings.LATIDO_NODE}-{name}"'
    return answer


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
