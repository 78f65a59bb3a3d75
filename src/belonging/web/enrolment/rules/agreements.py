"""Which documents are signed, by whom."""

from __future__ import annotations

from collections.abc import Mapping

SIGNED_IN_FULL = ("school_programme", "processor_terms")
"""What a school, or a trust for its schools, accepts with one signature."""

JOINS = "school_joins"
"""What a head accepts where the trust has signed."""


def enough(document: str, version: int, least_versions: Mapping[str, int]) -> bool:
    """Whether a signature under this version still counts. A newer text alone makes no signature void."""
    return version >= least_versions.get(document, 1)
