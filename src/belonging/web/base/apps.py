from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "belonging.web.base"
    label = "base"
