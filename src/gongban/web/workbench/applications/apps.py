"""The staff's pages of applications are an app of their own, with their own templates and words."""

from django.apps import AppConfig


class DeskApplications(AppConfig):
    name = "gongban.web.workbench.applications"
    label = "desk_applications"
