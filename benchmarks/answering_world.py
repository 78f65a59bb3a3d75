"""Open rounds for the benchmarks of answering: `python -m benchmarks.answering_world 20000` prints them as JSON.

Needs a migrated database. The slips are written past the services: a pack holds no 20,000.
"""

from __future__ import annotations

import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402  # Django must be set up before models are imported
from tests.journeys.make import open_for_answers  # noqa: E402  # as above

from belonging.web.base.scope import programme_scope  # noqa: E402  # as above
from belonging.web.surveys.models import Pack, Round, Slip  # noqa: E402  # as above
from belonging.web.surveys.rules.codes import new_code, response_key  # noqa: E402  # as above


def main(slips: int) -> dict[str, object]:
    """A pupils' round with so many slips, their codes, each with the proof that it was looked at before."""
    made = open_for_answers(slips=1, cohort="crowd")
    with programme_scope("benchmark of answering"):
        round_ = Round.objects.get(handle=made["handle"])
        codes = sorted({new_code() for _ in range(slips)})
        pack, salt = Pack.objects.get(round=round_), bytes(round_.salt or b"")
        Slip.objects.bulk_create(
            (
                Slip(
                    key=response_key(pepper=settings.BELONGING_PEPPER, salt=salt, secret=code),
                    school_id=round_.school_id, round=round_, pack=pack, year_group="5", sen="N",
                )
                for code in codes
            ),
            batch_size=500,
        )  # fmt: skip
        checked = {
            code: response_key(pepper=settings.BELONGING_PEPPER, salt=salt, secret=f"checked:{code}") for code in codes
        }
    return {"handle": round_.handle, "codes": checked, "round": round_.pk, "school": round_.school_id}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
