"""The pages of ratings are an app of their own, with their own templates and words."""

from django.apps import AppConfig


class PortalRatings(AppConfig):
    name = "gongban.web.portal.ratings"
    label = "portal_ratings"
