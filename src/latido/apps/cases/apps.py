from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "latido.apps.cases"
    label = "cases"
