"""Refusals of this app; each message is the sentence a person reads."""

from __future__ import annotations

from belonging.web.base.errors import Refused


class KeyNotPossible(Refused):
    """What was chosen for a key cannot be."""


class KeyEnded(Refused):
    def __init__(self) -> None:
        super().__init__("This key has ended already. Nobody can read with it.")


class Problem(Exception):  # an answer to a program, not a fault of ours
    """What a call is told instead of figures: RFC 9457. `status` and a sentence that says what to do."""

    def __init__(self, status: int, title: str, detail: str, **headers: str) -> None:
        super().__init__(detail)
        self.status, self.title, self.detail = status, title, detail
        self.headers = headers


def no_key() -> Problem:
    detail = "Send a key that is valid: Authorization: Bearer, a space, and the key. /api/ says how to get one."
    return Problem(401, "No valid key", detail, **{"WWW-Authenticate": "Bearer"})


def lacks_scope(scope: str) -> Problem:
    return Problem(403, "The key may not do this", f"This call needs a key with the scope {scope}. Ask for one.")


def nothing_there() -> Problem:
    return Problem(404, "Nothing there", "There is nothing at this address that your key may read.")


def too_many(seconds: int) -> Problem:
    detail = f"The key has made all calls that it may in a minute. Try again in {seconds} seconds."
    return Problem(429, "Too many calls", detail, **{"Retry-After": str(seconds)})
