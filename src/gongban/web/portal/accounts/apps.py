"""The residents' account pages are an app of their own, with their own templates and words."""

from django.apps import AppConfig


class PortalAccounts(AppConfig):
    name = "gongban.web.portal.accounts"
    label = "portal_accounts"
