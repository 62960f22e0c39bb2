"""Addresses of the workbench's figures."""

from django.urls import path

from latido.web.workbench.figures import views

urlpatterns = [
    path("figures/", views.statistics, name="statistics"),
    path("figures/draft/", views.draft_quarter, name="statistics-draft"),
    path("figures/drafts/<uuid:draft_id>/", views.show_draft, name="statistics-compare"),
    path("figures/drafts/<uuid:draft_id>/approve/", views.approve, name="statistics-approve"),
    path("figures/drafts/<uuid:draft_id>/withdraw/", views.withdraw, name="statistics-withdraw"),
    path("figures/<str:quarter>/correct/", views.correct, name="statistics-correct"),
]
