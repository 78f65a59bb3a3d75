"""The answering process: `granian --interface wsgi belonging.web.config.answering_wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "belonging.web.config.answering_settings"
application = get_wsgi_application()
