"""The guards build on the same cohort as the service's own tests."""

from tests.web.conftest import cohort

__all__ = ["cohort"]
