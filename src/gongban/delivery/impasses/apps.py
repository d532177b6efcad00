"""办不成事: people are told of each step; the listeners are registered when the instance starts."""

from django.apps import AppConfig


class Impasses(AppConfig):
    name = "gongban.delivery.impasses"

    def ready(self) -> None:
        import gongban.delivery.impasses.listeners  # noqa: F401 - registers the listeners
