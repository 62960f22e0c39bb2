from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "latido.apps.statistics"
    label = "statistics"
