"""The desk of assistance is an app of its own, with its own templates and words."""

from django.apps import AppConfig


class DeskAssistance(AppConfig):
    name = "gongban.web.workbench.assistance"
    label = "desk_assistance"
