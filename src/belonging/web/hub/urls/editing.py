"""The hub for the programme's team. Fixed words come before names of resources."""

from django.urls import path

from belonging.web.hub.views import collecting, editing, starting

urlpatterns = [
    path("programme/hub/", editing.team, name="team"),
    path("programme/hub/add/", editing.add, name="add"),
    path("programme/hub/begin/", starting.begin, name="begin"),
    path("programme/hub/use/", editing.use, name="use"),
    path("programme/hub/collections/add/", collecting.add, name="collection_add"),
    path("programme/hub/collections/<slug:collection>/", collecting.edit, name="collection_edit"),
    path("programme/hub/collections/<slug:collection>/remove/", collecting.remove, name="collection_remove"),
    path("programme/hub/reports/<int:report>/", editing.settle, name="settle"),
    path("programme/hub/resources/<slug:resource>/", editing.edit, name="edit"),
    path("programme/hub/resources/<slug:resource>/withdraw/", editing.take_back, name="withdraw"),
    path("programme/hub/resources/<slug:resource>/versions/<int:number>/", editing.version, name="version"),
]
