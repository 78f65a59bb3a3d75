"""The demo's loader as a process of its own, so that its memory ends with it: `python -m belonging.web.cli.loading`."""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path

from belonging.simulation import Pilot, simulate
from belonging.web.cli.start import start_django
from belonging.web.home.demo_file import Loading, Phase, TryIt, write_loading, write_try_it

SEED = 7
TELL_EVERY = 0.25
"""Seconds between two writes of the state file."""
SMALL = frozenset({"saffron-lock", "lanternbridge", "paper-kite", "moonrake-hill"})


class Telling:
    """Keeps the state file up to date, so that the terminal and the front page can show a bar."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._began = self._told = time.monotonic()
        self._last = Loading(Phase.LOADING, 0, 1, "Making the pretend answers")

    def tell(self, done: int, total: int, words: str) -> None:
        self._last = Loading(Phase.LOADING, done, total, words)
        if time.monotonic() - self._told >= TELL_EVERY:
            self._told = time.monotonic()
            write_loading(self._home, self._last)

    def finish(self, try_it: TryIt) -> None:
        write_try_it(self._home, try_it)
        seconds = round(time.monotonic() - self._began, 1)
        total = self._last.total
        write_loading(self._home, Loading(Phase.READY, total, total, "Everything is loaded", seconds))

    def fail(self, error: BaseException) -> None:
        words = f"Loading stopped: {type(error).__name__}: {error}"
        write_loading(self._home, replace(self._last, phase=Phase.FAILED, words=words))


def main() -> int:
    parser = argparse.ArgumentParser(prog="belonging.web.cli.loading")
    parser.add_argument("--small", action="store_true", help="three schools of the pilot and one that left")
    small: bool = parser.parse_args().small
    start_django()
    from django.conf import settings
    from django.utils import timezone

    from belonging.web.cli.loading.calendar import SchoolYear
    from belonging.web.cli.loading.demo import OwnAnswers, load_demo

    # What was mailed long ago is in the demo's post box; the terminal need not say it again.
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    telling = Telling(settings.BELONGING_HOME)
    try:
        pilot = _pilot(small=small)
        own = OwnAnswers.simulated(pilot.seed)
        try_it = load_demo(pilot=pilot, own=own, year=SchoolYear.before(timezone.now()), tell=telling.tell)
    except BaseException as error:
        telling.fail(error)
        raise
    telling.finish(try_it)
    return 0


def _pilot(*, small: bool) -> Pilot:
    whole = simulate(SEED)
    if not small:
        return whole
    schools = tuple(school for school in whole.schools if school.key in SMALL)
    return replace(whole, schools=schools, answers=tuple(row for row in whole.answers if row.school in SMALL))


if __name__ == "__main__":
    sys.exit(main())
