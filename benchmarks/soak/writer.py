"""Writers of answers that are killed: `python -m benchmarks.soak.writer HANDLE ACKNOWLEDGED REST [SETTING]`.

Reads "go" lines and forks a child for each, which stores one answer after another from four threads through the
service that takes answers, and appends each row's key to the file once the service has returned. REST: seconds that a
thread rests after each. SETTING is said to the database on each connection first: how a control is made unsafe. Prints
the child's number.
"""

from __future__ import annotations

import os
import secrets
import sys
import threading
import time

import django

django.setup()

from django.db import DatabaseError, connection  # noqa: E402  # Django must be set up before models are imported
from django.utils import timezone  # noqa: E402  # as above

from belonging.web.base.scope import programme_scope  # noqa: E402  # as above
from belonging.web.surveys.models import Round  # noqa: E402  # as above
from belonging.web.surveys.rules.helping import Manner  # noqa: E402  # as above
from belonging.web.surveys.services.answering import Submission, key_of, record_durably  # noqa: E402  # as above

WRITERS = 4


def main(handle: str, acknowledged: str, rest: float, setting: str) -> None:
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            write_until_killed(handle, acknowledged, rest, setting)
        print(child, flush=True)
        os.waitpid(child, 0)
        print("ended", flush=True)


def write_until_killed(handle: str, acknowledged: str, rest: float, setting: str) -> None:
    kept = os.open(acknowledged, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    with programme_scope("writers of the soak"):
        round_ = Round.objects.get(handle=handle)
    connection.close()

    def write() -> None:
        try:
            write_on()
        except DatabaseError:
            os._exit(1)  # The database was killed before its writers.

    def write_on() -> None:
        if setting:
            with connection.cursor() as cursor:
                cursor.execute(setting)
        while True:
            number = secrets.token_hex(16)
            key = key_of(round_=round_, secret=number)
            submission = Submission.of(answers={"staff_belong": 5}, submission_id=number, manner=Manner())
            record_durably(round_=round_, key=key, submission=submission, now=timezone.now())
            os.write(kept, f"{key}\n".encode())
            time.sleep(rest)

    threads = [threading.Thread(target=write) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]), sys.argv[4] if len(sys.argv) > 4 else "")
