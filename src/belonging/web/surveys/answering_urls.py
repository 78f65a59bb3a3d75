"""The routes of the answering process."""

from django.urls import path

from belonging.web.surveys.views import answering, class_session, sending, shown_pictures

app_name = "answering"
urlpatterns = [
    path("", answering.start, name="start"),
    path("help/", answering.help_page, name="help"),
    path("r/<str:handle>/", answering.questionnaire, name="round"),
    path("r/<str:handle>/class/", class_session.open_class, name="class"),
    path("r/<str:handle>/class/pictures/", class_session.pictures, name="pictures"),
    path("r/<str:handle>/picture/<slug:slot>/", shown_pictures.own_picture, name="own_picture"),
    path("r/<str:handle>/check/", sending.check, name="check"),
    path("r/<str:handle>/send/", sending.send, name="send"),
    path("r/<str:handle>/delete/", answering.withdraw, name="withdraw"),
]
