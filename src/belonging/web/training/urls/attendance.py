"""Being there: what the door asks."""

from django.urls import path

from belonging.web.training.views import door

urlpatterns = [
    path("training/here/", door.here, name="here"),
    path("training/here/<str:token>/", door.at_door, name="door"),
]
