"""Nothing that findings hold may differ without being named."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from belonging.evaluation import Findings
from belonging.web.cli.findings_differences import SAID_APART, compare
from tests.web.cli.evaluations import SUPPLEMENT, belonging, findings

WHOLE = replace(findings(), supplements=(replace(SUPPLEMENT, notes=("As answered.", "Twice.")),))


def changed(change: Callable[[Any], None]) -> list[str]:
    raw = json.loads(WHOLE.to_json())
    change(raw)
    _, differences = compare(Findings.from_json(json.dumps(raw)), WHOLE)
    return [str(difference) for difference in differences]


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not isinstance(value, dict | list):
        yield path
    for key, one in inner:
        yield from leaves(one, (*path, key))


@pytest.mark.parametrize(
    ("path", "says"),
    [
        (("audience",), "The findings, audience: the file says “other”, the answers give “pupil”."),
        (("scope",), "The findings, scope: the file says “other”"),
        (("policy_version",), "The findings, policy version: the file says “other”, the answers give 2."),
        (("headlines", 0, "tone"), ", tone: the file says “other”"),
        (("supplements", 0, "title"), "further result average-school, title: the file says “other”"),
        (("supplements", 0, "says"), "further result average-school, question: the file says “other”"),
        (("supplements", 0, "notes", 1), "further result average-school, note, 2: the file says “other”"),
    ],
)
def test_what_is_changed_is_named(path: tuple[Any, ...], says: str) -> None:
    def change(raw: Any) -> None:
        for key in path[:-1]:
            raw = raw[key]
        raw[path[-1]] = "other"

    (said,) = changed(change)

    assert says in said


def test_no_value_at_all_can_be_changed_silently() -> None:
    raw = json.loads(WHOLE.to_json())
    tables = raw["tables"]
    small = {**raw, "tables": tables[:2]}
    found = Findings.from_json(json.dumps(small))
    for path in leaves(small):
        if path[0] in SAID_APART or path[-1] in ("frame", "rung", "reading"):
            continue
        other = json.loads(json.dumps(small))
        at = other
        for key in path[:-1]:
            at = at[key]
        at[path[-1]] = "altered" if isinstance(at[path[-1]], str) else at[path[-1]] is not True
        try:
            stored = Findings.from_json(json.dumps(other))
        except (TypeError, ValueError, AttributeError):
            continue  # Refused as no findings: not silent either.
        assert compare(stored, found)[1], path


def test_order_repetition_and_what_is_missing_are_named() -> None:
    assert "order" in changed(lambda raw: raw["tables"].reverse())[0]
    assert changed(lambda raw: raw["tables"].append(raw["tables"][0]))
    assert changed(lambda raw: raw["headlines"].pop())[0].startswith("headline ")
    assert compare(WHOLE, WHOLE)[1] == []


def test_the_command_says_so_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [f"{school},secondary,baseline,8,girl,N,{code}" for school in ("elm", "oak") for code in (4, 3, 1) * 9]
    answers, out = tmp_path / "answers.csv", tmp_path / "findings.json"
    answers.write_text("\n".join(["school,setting,wave,year_group,gender,sen,safe", *rows]), "utf-8")
    assert belonging("evaluate", str(answers), "--json", str(out)) == 0
    stored = Findings.from_json(out.read_text("utf-8"))
    for other in (replace(stored, policy_version=7), replace(stored, audience="staff")):
        out.write_text(other.to_json(), "utf-8")
        capsys.readouterr()
        assert belonging("verify", str(out), "--answers", str(answers)) == 1
        assert "1 value differs" in capsys.readouterr().out
