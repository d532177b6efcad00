"""The site itself: lets words of the kernel follow the reader's language."""

from django.apps import AppConfig
from django.utils.translation import get_language

from gongban.kernel.words import read_language_from


class Site(AppConfig):
    name = "gongban.web.site"
    label = "site"

    def ready(self) -> None:
        read_language_from(lambda: get_language() or "zh-hans")
