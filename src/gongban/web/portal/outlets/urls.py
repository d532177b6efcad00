"""Addresses of the pages of outlets."""

from django.urls import path

from gongban.web.portal.outlets import finding, one

urlpatterns = [
    path("outlets/", finding.listing, name="outlets"),
    path("outlets/points.geojson", finding.points, name="outlet_points"),
    path("outlets/<slug:code>/", one.page, name="outlet"),
]
