"""The door through which a web server reaches Cauce."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cauce.settings")

application = get_wsgi_application()
