"""Every clock."""

from __future__ import annotations

from belonging.web.cli.retention.answers import ANSWERS
from belonging.web.cli.retention.people import PEOPLE
from belonging.web.cli.retention.schools import SCHOOLS

CLOCKS = (*ANSWERS, *SCHOOLS, *PEOPLE)
