from django.apps import AppConfig


class EnrolmentConfig(AppConfig):
    name = "belonging.web.enrolment"
    label = "enrolment"
    default_auto_field = "django.db.models.BigAutoField"
