"""Addresses of open data, below /opendata/."""

from django.urls import path

from gongban.exchange.opendata import pages

urlpatterns = [
    path("", pages.overview, name="opendata"),
    path("catalog.jsonld", pages.catalogue, name="opendata_catalogue"),
    path("feed.atom", pages.feed, name="opendata_feed"),
    path("files/<str:name>", pages.file, name="opendata_file"),
]
