"""Django has an app called messages of its own, so ours is labelled "messaging"."""

from django.apps import AppConfig


class Messaging(AppConfig):
    name = "gongban.foundation.messages"
    label = "messaging"
