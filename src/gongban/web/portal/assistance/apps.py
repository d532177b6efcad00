"""The residents' pages of assistance are an app of their own, with their own templates and words."""

from django.apps import AppConfig


class PortalAssistance(AppConfig):
    name = "gongban.web.portal.assistance"
    label = "portal_assistance"
