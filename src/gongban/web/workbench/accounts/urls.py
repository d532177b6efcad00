"""Addresses of the staff's account pages, below /desk/."""

from django.urls import path

from gongban.web.workbench.accounts import signing_in

urlpatterns = [
    path("login/", signing_in.sign_in, name="desk_login"),
]
