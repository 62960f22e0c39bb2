from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "latido.apps.screening"
    label = "screening"
