from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "latido.apps.places"
    label = "places"
