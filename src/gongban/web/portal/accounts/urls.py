"""Addresses of the residents' account pages."""

from django.urls import path

from gongban.web.portal.accounts import consent, identity, inbox, own, signing_in

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
    path("me/identity/", identity.page, name="identity"),
    path("me/identity/provider/", identity.to_provider, name="identity_provider"),
    path("me/identity/provider/back/", identity.from_provider, name="identity_back"),
    path("me/identity/agents/<int:agent>/revoke/", identity.revoke, name="agent_revoke"),
    path("me/identity/agents/<int:agent>/leave/", identity.leave, name="agent_leave"),
    path("account/messages/", inbox.messages, name="account_messages"),
]
