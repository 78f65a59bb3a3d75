from django.apps import AppConfig


class VoiceConfig(AppConfig):
    name = "belonging.web.voice"
    label = "voice"
    default_auto_field = "django.db.models.BigAutoField"
