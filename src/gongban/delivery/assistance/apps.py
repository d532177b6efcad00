"""Assistance listens to mandates that end and accounts that are erased: the listeners are registered when the instance starts."""

from django.apps import AppConfig


class Assistance(AppConfig):
    name = "gongban.delivery.assistance"

    def ready(self) -> None:
        import gongban.delivery.assistance.listeners  # noqa: F401 - registers the listeners
