from django.urls import path

from latido.web.workbench.drafts import views

urlpatterns = [
    path("kept/", views.drafts, name="drafts"),
    path("kept/<uuid:draft_id>/", views.draft, name="draft"),
    path("kept/<uuid:draft_id>/discard/", views.discard, name="draft-discard"),
]
