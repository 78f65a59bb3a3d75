"""Conversations, and what a reader does with them."""

from django.urls import URLPattern, path

from belonging.web.community.views import acts, topics

_POST = "community/posts/<int:post>/"

urlpatterns: list[URLPattern] = [
    path("community/", topics.home, name="home"),
    path("community/new/", topics.begin, name="begin"),
    path("community/read/", acts.read_all, name="read_all"),
    path("community/mail/", acts.wishes, name="wishes"),
    path("community/muted/", acts.hear_again, name="hear_again"),
    path("community/name/", acts.nameless, name="nameless"),
    path("community/<int:topic>/", topics.topic, name="topic"),
    path("community/<int:topic>/reply/", topics.reply, name="reply"),
    path("community/<int:topic>/follow/", acts.follow, name="follow"),
    path(_POST, topics.post, name="post"),
    path(f"{_POST}edit/", topics.edit, name="edit"),
    path(f"{_POST}remove/", acts.remove, name="remove"),
    path(f"{_POST}answered/", acts.solved, name="solved"),
    path(f"{_POST}report/", acts.report, name="report"),
    path(f"{_POST}mute/", acts.mute_writer, name="mute"),
]
