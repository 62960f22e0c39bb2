from django.urls import path

from latido.web.public.receipt import views

urlpatterns = [path("answer/", views.receipt, name="receipt")]
