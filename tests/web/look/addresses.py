"""The addresses of a node with the style page among them."""

from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from latido.web import node_urls

handler400 = node_urls.handler400
handler403 = node_urls.handler403
handler404 = node_urls.handler404
handler500 = node_urls.handler500


def refuse(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("cases.open")


def fail(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def read(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(len(request.POST)))


urlpatterns = [
    *i18n_patterns(
        path("look/", include("latido.web.look.urls")),
        path("look/refused/", refuse),
        path("look/broken/", fail),
        path("look/posted/", read),
    ),
    *node_urls.urlpatterns,
]
