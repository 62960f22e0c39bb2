from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "latido.apps.exchange"
    label = "exchange"
