"""The workbench: sign-in first, then the rooms in the order of a report's journey."""

from django.urls import include, path

from latido.web.workbench.cases.urls import urlpatterns as cases
from latido.web.workbench.drafts.urls import urlpatterns as drafts
from latido.web.workbench.figures.urls import urlpatterns as figures
from latido.web.workbench.inbox.urls import urlpatterns as inbox
from latido.web.workbench.links.urls import urlpatterns as links
from latido.web.workbench.referrals.urls import urlpatterns as referrals
from latido.web.workbench.screenings.urls import urlpatterns as screenings
from latido.web.workbench.sign_in.urls import urlpatterns as sign_in
from latido.web.workbench.sign_in.views import home

rooms = [path("", home, name="home"), *inbox, *screenings, *cases, *referrals, *links, *figures, *drafts]
urlpatterns = [path("", include((rooms, "workbench"))), *sign_in]
