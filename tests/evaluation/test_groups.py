"""Every group has a name that a head understands."""

from __future__ import annotations

import pytest

from belonging.evaluation.groups import VALUES, breakdown_name, group_label
from belonging.instruments.model import Audience


@pytest.mark.parametrize(("by", "group"), [(by, group) for by, values in VALUES.items() for group in values])
def test_every_value_of_every_column_has_a_label_of_its_own(by: str, group: str) -> None:
    labels = [group_label(by, value, Audience.PUPIL) for value in VALUES[by]]

    assert group_label(by, group, Audience.PUPIL)
    assert len(set(labels)) == len(labels)
    assert breakdown_name(by)


@pytest.mark.parametrize(
    ("by", "group", "label"),
    [
        ("sen", "E", "With an EHC plan"),
        ("sen", "K", "SEN support"),
        ("sen", "N", "No SEN recorded"),
        ("joined", "yes", "Joined since the baseline"),
        ("edition", "standard", "Standard edition"),
        ("edition", "easy_read", "Easy read edition"),
        ("arm", "comparison", "Comparison schools"),
        ("all", "all", "All pupils"),
        ("school", "elm", "elm"),
    ],
)
def test_groups_are_called_what_schools_call_them(by: str, group: str, label: str) -> None:
    assert group_label(by, group, Audience.PUPIL) == label
