"""Keys with which programs read the API."""

from belonging.web.api.models.keys import ApiKey

__all__ = ["ApiKey"]
