from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "belonging.web.schools"
    label = "schools"
    default_auto_field = "django.db.models.BigAutoField"
