from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "latido.apps.agencies"
    label = "agencies"
