"""The WSGI door of the web server; it stays shut while the settings are unsafe."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from latido.checks import refuse_if_unsafe

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "latido.settings")
refuse_if_unsafe(settings)
application = get_wsgi_application()
