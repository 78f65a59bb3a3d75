"""What a script sends: a JSON object whose values are texts."""

from __future__ import annotations

import json


def read_json(body: bytes) -> dict[str, str]:
    """ValueError for anything but a JSON object of texts."""
    try:
        sent = json.loads(body)
    except RecursionError as error:
        raise ValueError("Nested too deeply") from error
    if not isinstance(sent, dict) or not all(isinstance(value, str) for value in sent.values()):
        raise ValueError("Not an object of texts")
    return sent
