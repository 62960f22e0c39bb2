from django.urls import path

from latido.web.workbench.inbox import views

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/<uuid:report_id>/", views.report, name="report"),
    path("inbox/<uuid:report_id>/answer/", views.answer, name="report-answer"),
    path("inbox/<uuid:report_id>/close/", views.close, name="report-close"),
]
