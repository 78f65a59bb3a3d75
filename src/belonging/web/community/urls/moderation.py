"""What the programme's team looks after."""

from django.urls import URLPattern, path

from belonging.web.community.views import moderation

_TEAM = "programme/community/"

urlpatterns: list[URLPattern] = [
    path(_TEAM, moderation.queue, name="moderation"),
    path(f"{_TEAM}posts/<int:post>/", moderation.judge, name="judge"),
    path(f"{_TEAM}posts/<int:post>/pause/", moderation.pause, name="pause"),
    path(f"{_TEAM}<int:topic>/lock/", moderation.lock, name="lock"),
    path(f"{_TEAM}pauses/<int:pause>/", moderation.lift, name="lift"),
]
