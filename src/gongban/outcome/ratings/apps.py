"""Ratings listen to cases: the listeners are registered when the instance starts."""

from django.apps import AppConfig


class Ratings(AppConfig):
    name = "gongban.outcome.ratings"

    def ready(self) -> None:
        import gongban.outcome.ratings.listeners  # noqa: F401 - registers the listeners
