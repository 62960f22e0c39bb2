from django.urls import path

from latido.web.workbench.referrals import answer_views, offer_views, views

REFERRAL = "referrals/<uuid:referral_id>/"

urlpatterns = [
    path("cases/<uuid:case_id>/refer/", offer_views.offer, name="referral-offer"),
    path("referrals/", views.referrals, name="referrals"),
    path(REFERRAL, views.referral, name="referral"),
    path(f"{REFERRAL}accept/", answer_views.accept, name="referral-accept"),
    path(f"{REFERRAL}decline/", answer_views.decline, name="referral-decline"),
    path(f"{REFERRAL}withdraw/", answer_views.withdraw, name="referral-withdraw"),
    path(f"{REFERRAL}complete/", answer_views.complete, name="referral-complete"),
]
