"""The further methods by the names that plans use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from belonging.evaluation.supplements.job import Maker

MAKERS: Final[Mapping[str, Maker]] = {}
