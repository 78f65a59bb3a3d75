"""The plan and its actions."""

from django.urls import URLPattern, path

from belonging.web.actions.views import add, plan

_PLAN = "schools/<slug:school>/plan/"
_IN = f"{_PLAN}<slug:cohort>/"

urlpatterns: list[URLPattern] = [
    path(_PLAN, plan.home, name="home"),
    path(_IN, plan.plan, name="plan"),
    path(f"{_IN}board/", plan.board, name="board"),
    path(f"{_IN}calendar/", plan.calendar, name="calendar"),
    path(f"{_IN}add/", add.add, name="add"),
    path(f"{_IN}<int:number>/", plan.action, name="action"),
    path(f"{_IN}<int:number>/edit/", add.edit, name="edit"),
    path(f"{_IN}<int:number>/update/", plan.update, name="update"),
    path(f"{_IN}<int:number>/move/", plan.move, name="move"),
]
