"""The staff's account pages are an app of their own, with their own templates and words."""

from django.apps import AppConfig


class DeskAccounts(AppConfig):
    name = "gongban.web.workbench.accounts"
    label = "desk_accounts"
