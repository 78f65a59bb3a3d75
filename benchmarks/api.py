"""One call of the API on the pilot's size, as a ratio to the smallest page, in the same run.

    python -m benchmarks.api [--runs 40]

Server time of Django's handler and everything below it, no network: the pupils' findings of a school of 420 from what
the examples keep stored, a page of 50 tables, with the key looked up and counted.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from http import HTTPStatus
from urllib.parse import urlsplit

from benchmarks.measured import machine, spread
from benchmarks.national_schools import set_up

CALL = "/api/v1/cohorts/measured/findings/pupil"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.api")
    parser.add_argument("--runs", type=int, default=40)
    runs = parser.parse_args(arguments).runs
    set_up()
    from django.conf import settings
    from django.test import Client

    client, key = Client(headers={"host": urlsplit(settings.STAFF_URL).netloc}), _given()
    headers = {"Authorization": f"Bearer {key}"}
    first = client.get(CALL, headers=headers)
    if first.status_code != HTTPStatus.OK:
        raise SystemExit(f"The call was refused ({first.status_code}), and a refusal is not what is measured.")
    again = {**headers, "If-None-Match": first["ETag"]}
    print(machine())
    smallest = _timed(lambda: client.get("/about/"), runs)
    print(f"smallest public page: {spread(smallest)} ms")
    for name, sent in (("findings, 50 tables", headers), ("the same, not changed", again)):
        times = _timed(partial(client.get, CALL, headers=sent), runs)
        ratio = sorted(times)[runs // 2] / sorted(smallest)[runs // 2]
        print(f"{name}: {spread(times)} ms, {ratio:.1f} times the smallest page; {len(first.content):,} bytes")


def _timed(call: Callable[[], object], runs: int) -> list[float]:
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        call()
        times.append(1000 * (time.perf_counter() - started))
    return times


def _given() -> str:
    """A cohort with one release, and a key with the budget of a whole run."""
    from django.utils import timezone

    from belonging.web.api.rules.keys import Scope
    from belonging.web.api.services import keys
    from belonging.web.base.scope import programme_scope
    from belonging.web.findings.models import Release
    from belonging.web.programme.models import Cohort
    from belonging.web.reports.presenters.examples import example_findings

    now, found = timezone.now(), example_findings("four-hundred-and-twenty")
    vars(keys)["CALLS_A_MINUTE"] = 1_000_000
    with programme_scope("benchmark"):
        cohort = Cohort.objects.create(name="Measured", slug="measured", starts_on=now.date(), is_demo=True)
        Release.objects.create(
            cohort=cohort,
            audience=found.audience,
            instrument=found.instrument,
            waves="+".join(found.waves),
            policy=found.policy,
            engine_version=found.engine_version,
            input_digest=found.input_digest,
            rounds=[],
            findings=found.to_json(),
            released_at=now,
        )
        last_day = timezone.localdate(now) + timedelta(days=1)
        return keys.make_key(new=keys.NewKey("A benchmark", list(Scope), [], last_day), actor="test", now=now)[1]


if __name__ == "__main__":
    main()
