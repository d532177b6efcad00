"""The site itself: lets words of the kernel follow the reader's language, every listener hear what happens, every list be exported."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import get_language

from gongban.kernel.words import read_language_from


class Site(AppConfig):
    name = "gongban.web.site"
    label = "site"

    def ready(self) -> None:
        read_language_from(lambda: get_language() or "zh-hans")
        # 网页、任务、命令行各自的进程都要听得到 · pages, jobs and commands run in processes of their own
        autodiscover_modules("listeners", "exporting")
