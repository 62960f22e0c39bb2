from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "latido.apps.campaigns"
    label = "campaigns"
