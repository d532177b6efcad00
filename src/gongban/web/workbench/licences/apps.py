"""The staff's pages of licences are an app of their own, with their own templates and words."""

from django.apps import AppConfig


class DeskLicences(AppConfig):
    name = "gongban.web.workbench.licences"
    label = "desk_licences"
