"""Addresses of the front page, the commission and the posters."""

from django.urls import path

from latido.web.public.front import views

urlpatterns = [
    path("", views.front, name="front"),
    path("commission/", views.commission, name="commission"),
    path("posters/<uuid:stand_id>.pdf", views.poster, name="poster"),
    path("s/<slug:code>/", views.stand, name="stand"),
]
