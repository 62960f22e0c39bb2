"""``/api/v1/``: what nodes call. The description is at ``/api/v1/openapi.json``."""

from django.urls import path

from latido.web.api.endpoints import api

urlpatterns = [path("v1/", api.urls)]
