from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "latido.apps.referrals"
    label = "referrals"
