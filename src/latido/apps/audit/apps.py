from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "latido.apps.audit"
    label = "audit"
