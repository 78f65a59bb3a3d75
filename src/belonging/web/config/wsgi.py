"""The staff process: `granian --interface wsgi belonging.web.config.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

from belonging.web.base.sqlite_file import make_no_file
from belonging.web.config import statements

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belonging.web.config.settings")
make_no_file()
application = get_wsgi_application()
statements.end_long_statements(statements.STAFF)
