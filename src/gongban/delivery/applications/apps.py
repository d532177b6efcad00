"""Applications listen to the clock and to accounts, and tell applicants: the listeners are registered when the instance starts."""

from django.apps import AppConfig


class Applications(AppConfig):
    name = "gongban.delivery.applications"

    def ready(self) -> None:
        import gongban.delivery.applications.listeners  # noqa: F401 - registers the listeners
