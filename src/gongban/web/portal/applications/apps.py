"""The residents' pages of applications are an app of their own, with their own templates and words."""

from django.apps import AppConfig


class PortalApplications(AppConfig):
    name = "gongban.web.portal.applications"
    label = "portal_applications"
