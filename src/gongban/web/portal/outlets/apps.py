"""The pages of outlets are an app of their own, with their own templates and words."""

from django.apps import AppConfig


class PortalOutlets(AppConfig):
    name = "gongban.web.portal.outlets"
    label = "portal_outlets"
