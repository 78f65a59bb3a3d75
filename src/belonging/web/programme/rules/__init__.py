"""The programme's rules, pure."""

from belonging.web.programme.rules.masks import LETTERS, mask_number

__all__ = ["LETTERS", "mask_number"]
