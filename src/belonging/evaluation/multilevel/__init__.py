"""Mixed models with a random intercept per school, by adaptive quadrature from counted cells."""

from belonging.evaluation.multilevel.families import Binomial, CumulativeLogit, Family
from belonging.evaluation.multilevel.fitting import Fit, NoFit, fit, fit_fixed
from belonging.evaluation.multilevel.quadrature import Model, arrange

__all__ = ["Binomial", "CumulativeLogit", "Family", "Fit", "Model", "NoFit", "arrange", "fit", "fit_fixed"]
