"""All that happens to the pages for pupils and families."""

from belonging.web.replies.services.building import build_pages, build_pages_due
from belonging.web.replies.services.editing import LineWords, PageWords, edit_page
from belonging.web.replies.services.publishing import approve, publish, publish_due, withdraw, withhold
from belonging.web.replies.services.reminders import remind_due

__all__ = [
    "LineWords",
    "PageWords",
    "approve",
    "build_pages",
    "build_pages_due",
    "edit_page",
    "publish",
    "publish_due",
    "remind_due",
    "withdraw",
    "withhold",
]
