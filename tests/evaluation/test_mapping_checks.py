"""A mapping file that says two things of one."""

from __future__ import annotations

import pytest

from belonging.evaluation.adhoc import InvalidMapping
from belonging.evaluation.mapping import MISSING, Mapped
from belonging.evaluation.mapping_checks import check_mapped
from tests.evaluation.rows import PUPIL


@pytest.mark.parametrize(
    ("mapped", "said"),
    [
        (Mapped("m.toml", items={"belong": "Q1", "safe": "Q1"}), r"m.toml, \[items\]: .* are both the column 'Q1'"),
        (Mapped("m.toml", items={"belong": "safe"}), "are both the column 'safe'"),
        (Mapped("m.toml", answers={"-9": 9}, missing=(*MISSING, "-9")), r"\[answers\]: '-9' is given a code and also"),
        (Mapped("m.toml", answers_of={"safe": {"NA": 9}}), r"\[answers_of.safe\]: 'NA' is given a code and also"),
    ],
)
def test_one_thing_in_two_places_is_refused(mapped: Mapped, said: str) -> None:
    with pytest.raises(InvalidMapping, match=said):
        check_mapped(mapped, PUPIL)


def test_items_may_change_columns_with_each_other() -> None:
    check_mapped(Mapped("m.toml", items={"belong": "safe", "safe": "belong"}, answers={"Mostly": 3}), PUPIL)
