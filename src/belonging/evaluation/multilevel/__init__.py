"""Mixed models with a random intercept per school, by adaptive quadrature from counted cells."""

from belonging.evaluation.multilevel.families import Binomial, CumulativeLogit, Family
from belonging.evaluation.multilevel.fitting import Fit, NoFit, fit, fit_at, fit_fixed
from belonging.evaluation.multilevel.quadrature import Model, arrange
from belonging.evaluation.multilevel.robust import clustered_slope

__all__ = [
    "Binomial",
    "CumulativeLogit",
    "Family",
    "Fit",
    "Model",
    "NoFit",
    "arrange",
    "clustered_slope",
    "fit",
    "fit_at",
    "fit_fixed",
]
