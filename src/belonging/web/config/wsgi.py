"""The staff process: `granian --interface wsgi belonging.web.config.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belonging.web.config.settings")
application = get_wsgi_application()
