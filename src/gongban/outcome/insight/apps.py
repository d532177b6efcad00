"""Insight hears from the journal which months changed: the listener is registered when the instance starts."""

from django.apps import AppConfig


class Insight(AppConfig):
    name = "gongban.outcome.insight"

    def ready(self) -> None:
        import gongban.outcome.insight.keeping  # noqa: F401 - registers the listener
