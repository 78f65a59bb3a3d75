"""What may be found in the source is a list with reasons; the scan itself runs in `make scan`."""

from __future__ import annotations

import tomllib
from collections import Counter

from tests.guards.test_sizes import ROOT
from tests.scans.code import EXPLAINED, RULES, SAMPLES, differences, explained

PAGE = "| B608 | `src/a.py` | 2 | Named by a migration. |\n| own-sql | `src/b/*` | 1 | Because of limits. |"


def test_what_is_explained_may_stay() -> None:
    found = Counter({("B608", "src/a.py"): 2, ("own-sql", "src/b/c.py"): 1})
    assert differences(found, explained(PAGE)) == []


def test_one_more_one_elsewhere_and_one_that_is_gone_are_told() -> None:
    found = Counter({("B608", "src/a.py"): 3, ("B608", "src/c.py"): 1})
    told = differences(found, explained(PAGE))
    assert [sentence.split(" ")[0] for sentence in told] == ["B608", "B608", "own-sql"]
    assert "src/c.py" in told[0]
    assert "1 more in src/a.py" in told[1]
    assert "1 fewer in src/b/*" in told[2]


def test_every_rule_has_samples_that_it_must_catch_and_let_pass() -> None:
    samples = tomllib.loads(SAMPLES.read_text("utf-8"))
    rules = {line.split(": ")[1] for line in RULES.read_text("utf-8").splitlines() if line.startswith("  - id: ")}
    assert samples.keys() == rules
    assert all(each["bad"] and each["good"] for each in samples.values())


def test_what_is_explained_is_a_file_that_is_there() -> None:
    for _, path in explained((ROOT / EXPLAINED).read_text("utf-8")):
        assert list(ROOT.glob(path)), path
