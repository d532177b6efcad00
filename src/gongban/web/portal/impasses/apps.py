"""The pages of what could not be done are an app of their own, with their own templates and words."""

from django.apps import AppConfig


class PortalImpasses(AppConfig):
    name = "gongban.web.portal.impasses"
    label = "portal_impasses"
