"""The living style page; mounted in the demo and in tests only."""

from __future__ import annotations

from django.urls import path

from latido.web.look.views import look, look_at_problem, look_at_sign_in, look_at_workbench

app_name = "look"
urlpatterns = [
    path("", look, name="public"),
    path("workbench/", look_at_workbench, name="workbench"),
    path("sign-in/", look_at_sign_in, name="sign-in"),
    path("problem/<int:status>/", look_at_problem, name="problem"),
]
