from django.urls import path

from latido.web.api.views import hub

urlpatterns = [path("", hub, name="hub")]
