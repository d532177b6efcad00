"""Addresses of the desk pages of ratings, below /desk/ratings/."""

from django.urls import path

from gongban.web.workbench.ratings import listing, one, visits

urlpatterns = [
    path("", listing.page_of_ratings, name="ratings"),
    path("visits/", visits.open_one, name="rating_visits"),
    path("visits/<uuid:pk>/", visits.show, name="rating_visit"),
    path("<uuid:pk>/", one.rectification, name="rectification"),
    path("<uuid:pk>/do/<slug:action>/", one.do, name="rectification_do"),
]
