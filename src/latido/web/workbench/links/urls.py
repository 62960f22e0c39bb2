from django.urls import path

from latido.web.workbench.links import views

urlpatterns = [
    path("links/", views.links, name="links"),
    path("links/try-now/", views.try_now, name="links-try-now"),
    path("links/<uuid:link_id>/", views.link, name="link"),
]
