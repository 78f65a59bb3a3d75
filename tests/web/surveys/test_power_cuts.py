"""The plug is pulled: what was acknowledged is there, on a disk that keeps only what was flushed.

The whole is two hundred cuts (`make soak`); the control shows that a cut can lose something.
"""

from __future__ import annotations

import shutil
import sys

import pytest
from benchmarks.soak.power_cut import UNSAFE, cut_power
from django.db import connection

pytestmark = [
    pytest.mark.skipif(
        connection.vendor != "sqlite", reason="copies SQLite's files; PostgreSQL's kills are in the soak"
    ),
    pytest.mark.skipif(sys.platform != "linux", reason="stands before the C library, as Linux lets it"),
    pytest.mark.skipif(shutil.which("cc") is None, reason="builds a disk in C (Debian: gcc, libc6-dev)"),
]


def test_no_acknowledged_answer_is_lost_when_the_power_fails() -> None:
    cuts = cut_power(6)

    assert (cuts.cycles, cuts.lost, cuts.broken) == (6, 0, 0)
    assert cuts.acknowledged > cuts.cycles


def test_with_a_laxer_setting_the_same_cuts_lose_answers() -> None:
    assert cut_power(12, setting=UNSAFE).lost > 0
