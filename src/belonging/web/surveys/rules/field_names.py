"""How the fields of the answering page are named: by the form that reads them and the page that draws them."""

ANSWER = "a-"
"""Prefix of a choice: `a-safe`, `a-year_group`."""
COMMENT = "c-"
"""Prefix of a comment box: `c-what_helps`."""
