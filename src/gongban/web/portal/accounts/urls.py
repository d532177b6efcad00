"""Addresses of the residents' account pages."""

from django.urls import path

from gongban.web.portal.accounts import consent, inbox, own, signing_in

urlpatterns = [
    path("login/", signing_in.ask_phone, name="login"),
    path("login/code/", signing_in.ask_code, name="login_code"),
    path("logout/", signing_in.leave, name="logout"),
    path("consent/", consent.ask, name="consent"),
    path("consent/withdraw/", consent.withdraw, name="consent_withdraw"),
    path("account/", own.page, name="account"),
    path("account/reveal/", own.reveal, name="account_reveal"),
    path("account/language/", own.language, name="account_language"),
    path("account/enterprise/", own.enterprise, name="account_enterprise"),
    path("account/export/", own.export, name="account_export"),
    path("account/delete/", own.delete, name="account_delete"),
    path("account/messages/", inbox.messages, name="account_messages"),
]
