"""The hub for its readers."""

from django.urls import path

from belonging.web.hub.views import resources, saying

urlpatterns = [
    path("hub/", resources.home, name="home"),
    path("hub/search/", resources.search, name="search"),
    path("hub/school/", resources.choose, name="choose"),
    path("hub/propose/", saying.propose, name="propose"),
    path("hub/collections/<slug:collection>/", resources.collection, name="collection"),
    path("hub/notes/<int:note>/report/", saying.report, name="report"),
    path("hub/<slug:resource>/", resources.resource, name="resource"),
    path("hub/<slug:resource>/file/", resources.file, name="file"),
    path("hub/<slug:resource>/verdict/", saying.verdict, name="rate"),
    path("hub/<slug:resource>/tried/", saying.note, name="note"),
    path("hub/<slug:resource>/tried/remove/", saying.remove, name="note_remove"),
]
