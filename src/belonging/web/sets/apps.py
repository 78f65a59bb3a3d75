from django.apps import AppConfig


class SetsConfig(AppConfig):
    name = "belonging.web.sets"
    label = "sets"
    default_auto_field = "django.db.models.BigAutoField"
