from django.urls import path

from latido.web.public.report import views

urlpatterns = [
    path("report/", views.report, name="report"),
    path("routing.json", views.routing, name="routing"),
]
