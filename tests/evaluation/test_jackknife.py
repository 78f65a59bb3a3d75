"""The delete-one-school jackknife against survey's own, with weights and without."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from belonging.evaluation.clusters import contrast
from belonging.evaluation.jackknife import TooFewSchools, covariance, replicates
from tests.evaluation.test_nonresponse import R, schools, waves

Floats = NDArray[np.float64]


@pytest.mark.parametrize("name", ["even", "uneven"])
def test_errors_of_weighted_shares_and_change_are_svrepdesigns(name: str) -> None:
    expected = R["cases"][name]["plain"]

    def shares(kept: NDArray[np.bool_]) -> Floats:
        both = [(wave.hits[0] * kept[wave.school], wave.sums * kept[wave.school]) for wave in waves(name)]
        return np.array([hits.sum() / sums.sum() for hits, sums in both])

    full, without = replicates(shares, schools(name))
    made = covariance(full, without)

    assert full == pytest.approx(expected["shares"], rel=1e-10)
    assert np.sqrt(np.diag(made)) == pytest.approx(expected["errors"], rel=1e-10)
    assert np.sqrt([-1, 1] @ made @ [-1, 1]) == pytest.approx(expected["change_error"], rel=1e-10)


def test_no_less_sure_than_cr2_and_close_to_it() -> None:
    n = np.array([260, 220, 180, 150, 140, 80, 70, 50, 30, 20])
    positive = np.array([170, 139, 131, 98, 77, 61, 40, 37, 16, 12])

    full, without = replicates(lambda kept: np.array([positive[kept].sum() / n[kept].sum()]), 10)
    error = covariance(full, without)[0, 0] ** 0.5

    assert 1 < error / contrast(n[:, None], positive[:, None], [1]).error < 1.1


def test_fewer_than_two_schools_are_refused() -> None:
    with pytest.raises(TooFewSchools):
        replicates(lambda kept: kept.astype(float), 1)
