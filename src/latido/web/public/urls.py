"""Public pages, in the order in which a visitor meets them."""

from latido.web.public.figures.urls import urlpatterns as figures
from latido.web.public.front.urls import urlpatterns as front
from latido.web.public.receipt.urls import urlpatterns as receipt
from latido.web.public.report.urls import urlpatterns as report

app_name = "public"
urlpatterns = [*front, *report, *receipt, *figures]
