"""The addresses of a hub: its API for nodes, one page in plain words, and a health check."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from latido.web.health import live, ready

urlpatterns = [
    path("health/live", live, name="health-live"),
    path("health/ready", ready, name="health-ready"),
    path("api/", include("latido.web.api.urls")),
    *i18n_patterns(path("", include("latido.web.api.page_urls"))),
]
handler400 = "latido.web.problems.bad_request"
handler403 = "latido.web.problems.forbidden"
handler404 = "latido.web.problems.not_found"
handler500 = "latido.web.problems.server_error"
