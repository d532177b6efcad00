"""Licences listen to accounts that are erased and tell their holders: the listeners are registered when the instance starts."""

from django.apps import AppConfig


class Licences(AppConfig):
    name = "gongban.delivery.licences"

    def ready(self) -> None:
        import gongban.delivery.licences.listeners  # noqa: F401 - registers the listeners
