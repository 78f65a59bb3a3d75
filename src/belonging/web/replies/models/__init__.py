"""What a school tells pupils and families, and what pupils say about the findings."""

from belonging.web.replies.models.discussions import Discussion, DiscussionWord
from belonging.web.replies.models.pages import Line, Page
from belonging.web.replies.rules.kinds import Edition, PageState, Stage

__all__ = ["Discussion", "DiscussionWord", "Edition", "Line", "Page", "PageState", "Stage"]
