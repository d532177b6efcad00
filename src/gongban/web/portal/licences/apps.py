"""The residents' pages of licences are an app of their own, with their own templates and words."""

from django.apps import AppConfig


class PortalLicences(AppConfig):
    name = "gongban.web.portal.licences"
    label = "portal_licences"
