"""Ratings listen to cases and services: the listeners are registered when the instance starts."""

from django.apps import AppConfig


class Ratings(AppConfig):
    name = "gongban.outcome.ratings"

    def ready(self) -> None:
        import gongban.outcome.ratings.listeners
        import gongban.outcome.ratings.services.listeners  # noqa: F401 - they register the listeners
