"""The desk pages of outlets are an app of their own, with their own templates and words."""

from django.apps import AppConfig


class DeskOutlets(AppConfig):
    name = "gongban.web.workbench.outlets"
    label = "desk_outlets"
