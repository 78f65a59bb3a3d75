"""A person's sets, and the team's pages."""

from django.urls import URLPattern, path

from belonging.web.sets.views import sets, team

urlpatterns: list[URLPattern] = [
    path("sets/", sets.mine, name="mine"),
    path("sets/<int:set>/", sets.set_, name="set"),
    path("sets/<int:set>/forget/", sets.forget, name="forget"),
    path("sets/<int:set>/words/<int:member>/erase/", sets.erase, name="erase"),
    path("programme/sets/", team.team, name="team"),
    path("programme/sets/add/", team.add, name="team_add"),
    path("programme/sets/<int:set>/", team.one, name="team_set"),
    path("programme/sets/<int:set>/members/", team.members, name="team_members"),
    path("programme/sets/<int:set>/members/<int:member>/leave/", team.leave, name="team_leave"),
]
