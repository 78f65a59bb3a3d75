from django.apps import AppConfig


class FindingsConfig(AppConfig):
    name = "belonging.web.findings"
    label = "findings"
    default_auto_field = "django.db.models.BigAutoField"
