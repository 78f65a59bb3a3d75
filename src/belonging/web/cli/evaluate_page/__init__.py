"""Findings as one HTML file: sentences first, then pictures, then tables, then how it was worked out."""

from belonging.web.cli.evaluate_page.page import page

__all__ = ["page"]
