"""allauth's views that a workbench needs, under names that allauth itself looks up."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.totp import views as totp
from django.urls import path

from latido.web.workbench.sign_in.views import CodeView, second_factor_is_set

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-in/inactive/", account.account_inactive, name="account_inactive"),
    path("sign-in/again/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/code/", CodeView.as_view(), name="mfa_authenticate"),
    path("sign-in/code/again/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("second-step/", totp.activate_totp, name="mfa_activate_totp"),
    path("second-step/done/", second_factor_is_set, name="mfa_index"),
]
