from django.urls import path

from latido.web.workbench.screenings import asking, ending, views

ONE = "screenings/<uuid:screening_id>/"

urlpatterns = [
    path("screenings/", views.screenings, name="screenings"),
    path("screenings/start/", views.start, name="screening-start"),
    path(ONE, views.screening, name="screening"),
    path(f"{ONE}prepare/", asking.prepare, name="screening-prepare"),
    path(f"{ONE}assessment/", asking.assessment, name="screening-assessment"),
    path(f"{ONE}stop/", ending.stop, name="screening-stop"),
    path(f"{ONE}take-up/", ending.take_up, name="screening-take-up"),
    path(f"{ONE}finish/", ending.finish, name="screening-finish"),
    path(f"{ONE}result/", ending.result, name="screening-result"),
    path(f"{ONE}result.<str:form>", ending.export, name="screening-export"),
    path(f"{ONE}dimension/<str:code>/", asking.dimension, name="screening-section"),
]
