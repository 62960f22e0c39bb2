"""Addresses of the public figures."""

from django.urls import path

from latido.web.public.figures import views

urlpatterns = [
    path("figures/", views.figures, name="figures"),
    path("figures/<uuid:publication_id>.csv", views.as_csv, name="figures-csv"),
    path("figures/<uuid:publication_id>.json", views.as_json, name="figures-json"),
]
