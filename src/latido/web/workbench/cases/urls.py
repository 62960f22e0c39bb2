from django.urls import path

from latido.web.workbench.cases import access_views, coded_views, consent_views, part_views, views

CASE = "cases/<uuid:case_id>/"

urlpatterns = [
    path("cases/", views.cases, name="cases"),
    path("cases/open/", views.open_case, name="case-open"),
    path(CASE, views.case, name="case"),
    path(f"{CASE}print/", views.case_print, name="case-print"),
    path(f"{CASE}history/", views.case_history, name="case-history"),
    path(f"{CASE}htcds.json", views.case_htcds, name="case-htcds"),
    path(f"{CASE}coded/", coded_views.coded, name="case-coded"),
    path(f"{CASE}parts/<str:kind>/", part_views.part, name="case-part"),
    path(f"{CASE}notes/", part_views.add_note, name="case-note"),
    path(f"{CASE}consent/<str:purpose>/", consent_views.consent, name="case-consent"),
    path(f"{CASE}consents/<uuid:consent_id>/take-back/", consent_views.take_back, name="case-take-back"),
    path(f"{CASE}access/<uuid:grant_id>/close/", access_views.close, name="case-close-access"),
]
