from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "latido.apps.reports"
    label = "reports"
