"""Where the API lives."""

from django.urls import path

from gongban.web.api.application import api

urlpatterns = [path("api/v1/", api.urls)]
