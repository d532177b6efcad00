"""The desk pages of what could not be done are an app of their own, with their own templates and words."""

from django.apps import AppConfig


class DeskImpasses(AppConfig):
    name = "gongban.web.workbench.impasses"
    label = "desk_impasses"
