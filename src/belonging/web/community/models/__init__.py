"""Topics and posts, their readers, and what moderators look at."""

from belonging.web.community.models.moderation import Pause, Report
from belonging.web.community.models.readers import Mute, Often, Reading, Wishes
from belonging.web.community.models.topics import EarlierWords, Kind, Mention, Post, PostState, Topic, TopicTag

__all__ = [
    "EarlierWords",
    "Kind",
    "Mention",
    "Mute",
    "Often",
    "Pause",
    "Post",
    "PostState",
    "Reading",
    "Report",
    "Topic",
    "TopicTag",
    "Wishes",
]
