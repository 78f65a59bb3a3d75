"""What a service has after a term: `python -m benchmarks.soak.earlier 12` makes so many schools, each with a round.

Every second round is sealed, the others are open: slips, answers, journals, agreements, people beside them.
"""

from __future__ import annotations

import sys

import django

django.setup()

from tests.web.conftest import NOW  # noqa: E402  # Django must be set up before models are imported
from tests.web.findings.given import an_answered_round, schools, sealed  # noqa: E402  # as above

from belonging.web.accounts.models import User  # noqa: E402  # as above
from belonging.web.base.scope import school_scope  # noqa: E402  # as above
from belonging.web.journal.services import Act, record_act  # noqa: E402  # as above
from belonging.web.programme.models import Cohort  # noqa: E402  # as above


def main(count: int) -> None:
    cohort = Cohort.objects.create(
        name="Pilot", slug="pilot", starts_on=NOW.date().replace(month=9, day=1), is_demo=True, comments_on=True
    )
    for number, school in enumerate(schools(cohort, (f"Birch {n}" for n in range(count)))):
        User.objects.create(email=f"lead{number}@example.org", password="!")  # noqa: S106  # nobody signs in with it
        round_ = an_answered_round(school, cohort, people=24)
        with school_scope(school.pk):
            record_act(act=Act("tried", f"school:{school.pk}"), actor="earlier", now=NOW, school_id=school.pk)
        if number % 2:
            sealed(round_)


if __name__ == "__main__":
    main(int(sys.argv[1]))
