"""The routes of the answering process."""

from django.urls import path

from belonging.web.surveys.views import answering, board, class_session, media, offline, sending, shown_pictures, typing

app_name = "answering"
urlpatterns = [
    path("", answering.start, name="start"),
    path("help/", answering.help_page, name="help"),
    path("audio/<slug:language>/<slug:name>.mp3", media.audio, name="audio"),
    path("signed/<slug:instrument>/<slug:edition>/<slug:item>.<slug:kind>", media.signed, name="signed"),
    path("r/<str:handle>/", answering.questionnaire, name="round"),
    path("r/<str:handle>/class/", class_session.open_class, name="class"),
    path("worker.js", offline.worker, name="worker"),
    path("r/<str:handle>/class/board/", board.board, name="board"),
    path("r/<str:handle>/class/sheet/", board.sheet, name="sheet"),
    path("r/<str:handle>/class/kept/", offline.kept, name="kept"),
    path("r/<str:handle>/class/typing/", typing.typing, name="typing"),
    path("r/<str:handle>/class/pictures/", class_session.pictures, name="pictures"),
    path("r/<str:handle>/picture/<slug:slot>/", shown_pictures.own_picture, name="own_picture"),
    path("r/<str:handle>/check/", sending.check, name="check"),
    path("r/<str:handle>/send/", sending.send, name="send"),
    path("r/<str:handle>/delete/", answering.withdraw, name="withdraw"),
    # After every other word that may stand there.
    path("r/<str:handle>/<slug:edition>/", answering.questionnaire, name="edition"),
    path("r/<str:handle>/<slug:edition>/<slug:language>/", answering.questionnaire, name="worded"),
]
