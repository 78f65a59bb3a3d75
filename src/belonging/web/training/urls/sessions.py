"""A person's own training, and a school's."""

from django.urls import path

from belonging.web.training.views import by_link, own, schools

urlpatterns = [
    path("training/", own.mine, name="mine"),
    path("training/sessions/<int:session>/", own.session, name="session"),
    path("training/sessions/<int:session>/cancel/", own.cancel, name="cancel"),
    path("training/sessions/<int:session>/calendar.ics", own.calendar, name="calendar"),
    path("training/sessions/<int:session>/materials/<int:material>/", own.material, name="material"),
    path("training/mine/<str:token>/", by_link.own, name="own"),
    path("training/mine/<str:token>/cancel/", by_link.cancel, name="own_cancel"),
    path("training/mine/<str:token>/calendar.ics", by_link.calendar, name="own_calendar"),
    path("training/mine/<str:token>/materials/<int:material>/", by_link.material, name="own_material"),
    path("schools/<slug:school>/training/", schools.school, name="school"),
    path("schools/<slug:school>/training/people/", schools.school_people, name="school_people"),
    path("schools/<slug:school>/training/<int:session>/", schools.school_session, name="school_session"),
    path(
        "schools/<slug:school>/training/<int:session>/<int:booking>/cancel/",
        schools.school_cancel,
        name="school_cancel",
    ),
]
