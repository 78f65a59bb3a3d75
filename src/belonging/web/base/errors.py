"""Refusals shared by every app. The message is the sentence a person reads."""


class Refused(Exception):  # an answer to the person, not a fault of the program
    """An act that the rules do not allow now; the message says why and what to do next."""


class NoScope(RuntimeError):
    """A query on school-owned data without saying which school. Always a fault of ours."""
