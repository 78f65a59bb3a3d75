"""Self-paced learning."""

from belonging.web.learning.models.progress import Progress

__all__ = ["Progress"]
