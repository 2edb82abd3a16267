"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from cairn.core.memory import settle
from cairn.matching.variants import shipped

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cairn.config.settings")
application = get_wsgi_application()
shipped()  # the first who looks for a child need not wait for it
settle()
