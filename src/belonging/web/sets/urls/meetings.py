"""A set's meetings: finding a time, holding them, what is said."""

from django.urls import URLPattern, path

from belonging.web.sets.views import later, meetings, notes, room

_IN = "sets/<int:set>/meetings/<int:number>/"

urlpatterns: list[URLPattern] = [
    path("sets/<int:set>/meetings/plan/", meetings.plan, name="plan"),
    path(_IN, room.meeting, name="meeting"),
    path(f"{_IN}times/", meetings.times, name="times"),
    path(f"{_IN}times/more/", meetings.more_times, name="more_times"),
    path(f"{_IN}times/choose/", meetings.choose, name="choose"),
    path(f"{_IN}change/", meetings.change, name="change"),
    path(f"{_IN}call-off/", meetings.off, name="call_off"),
    path(f"{_IN}meeting.ics", meetings.ics, name="ics"),
    path(f"{_IN}presenter/", room.presenter, name="presenter"),
    path(f"{_IN}step/", room.step, name="step"),
    path(f"{_IN}close/", room.close, name="close"),
    *(path(f"{_IN}{kind}/", notes.write, {"kind": kind}, name=kind) for kind in notes.KINDS),
    path(f"{_IN}remove/<slug:kind>/<int:note>/", notes.remove, name="remove"),
    path(f"{_IN}commitments/<int:note>/", later.commitment, name="commitment_change"),
    path(f"{_IN}commitments/<int:note>/outcome/", later.outcome, name="outcome"),
    path(f"{_IN}reflection/", later.reflection, name="reflection"),
    path(f"{_IN}reflection/action/", later.to_action, name="to_action"),
]
