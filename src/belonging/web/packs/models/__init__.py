"""The evaluator's agreement, packs and their bytes."""

from belonging.web.packs.models.agreements import Agreement, Detail
from belonging.web.packs.models.packs import Pack, PackFile

__all__ = ["Agreement", "Detail", "Pack", "PackFile"]
