"""How much one person may write in a time, and when reports hide a post by themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

POSTS_AN_HOUR: Final = 20
TOPICS_A_DAY: Final = 6
REPORTS_A_DAY: Final = 20
REPORTS_THAT_HIDE: Final = 3
TWICE_WITHIN: Final = timedelta(minutes=5)
"""The same words of the same person again are a second press of the button."""
MOST_MENTIONS: Final = 10
LONGEST_TITLE: Final = 150
LONGEST_TEXT: Final = 6000
LONGEST_REASON: Final = 500
LONGEST_PAUSE: Final = 90
"""Days for which a person may be kept from writing."""
