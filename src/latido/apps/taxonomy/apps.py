from django.apps import AppConfig


class TaxonomyConfig(AppConfig):
    name = "latido.apps.taxonomy"
    label = "taxonomy"
