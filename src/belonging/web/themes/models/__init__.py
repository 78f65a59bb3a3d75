"""Codebooks, the comments coded with them, quotes and what was released."""

from belonging.web.themes.models.codebooks import Codebook, Theme
from belonging.web.themes.models.coding import CodedComment, Quote
from belonging.web.themes.models.releases import ThemeRelease

__all__ = ["Codebook", "CodedComment", "Quote", "Theme", "ThemeRelease"]
