"""The leading group listens to cases: the listeners are registered when the instance starts."""

from django.apps import AppConfig


class Leading(AppConfig):
    name = "gongban.outcome.leading"

    def ready(self) -> None:
        import gongban.outcome.leading.listeners  # noqa: F401 - registers the listeners
