"""A made-up extract in the register's format, for the demo and for trying things out."""

from __future__ import annotations

from importlib import resources


def sample_register() -> bytes:
    """Windows-1252, as the register's own file is. Its URNs begin with 9, as no real one does."""
    return (resources.files("belonging.web.schools") / "register_sample" / "edubasealldata_sample.csv").read_bytes()
