"""The desk pages of ratings are an app of their own, with their own templates and words."""

from django.apps import AppConfig


class DeskRatings(AppConfig):
    name = "gongban.web.workbench.ratings"
    label = "desk_ratings"
