"""The pages of self-service terminals, with their own templates and words."""

from django.apps import AppConfig


class Kiosk(AppConfig):
    name = "gongban.web.kiosk"
    label = "kiosk"
