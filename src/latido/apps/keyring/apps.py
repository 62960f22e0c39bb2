from django.apps import AppConfig


class KeyringConfig(AppConfig):
    name = "latido.apps.keyring"
    label = "keyring"
