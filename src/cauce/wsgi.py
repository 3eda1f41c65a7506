"""The door through which a web server reaches Cauce."""

import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cauce.settings")

# Whoever holds the write gate comes back from each statement within a millisecond, while others compute: with
# Python's own five, a thread that screens a household would keep all that want to store one waiting.
sys.setswitchinterval(0.001)

application = get_wsgi_application()
