"""The answering process: `granian --interface wsgi belonging.web.config.answering_wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

from belonging.web.base.sqlite_file import make_no_file
from belonging.web.config import statements

os.environ["DJANGO_SETTINGS_MODULE"] = "belonging.web.config.answering_settings"
make_no_file()
application = get_wsgi_application()
statements.end_long_statements(statements.ANSWERING)
