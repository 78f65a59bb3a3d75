"""The talk request's route in the answering process."""

from django.urls import path

from belonging.web.safeguarding.views.talking import talk

app_name = "talking"
urlpatterns = [path("r/<str:handle>/talk/", talk, name="talk")]
