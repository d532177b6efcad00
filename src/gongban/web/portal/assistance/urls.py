"""Addresses of the residents' pages of assistance, below /me/mandates/."""

from django.urls import path

from gongban.web.portal.assistance import mandates, orders

urlpatterns = [
    path("me/mandates/", mandates.listing, name="mandates"),
    path("me/mandates/new/", mandates.write, name="mandate_new"),
    path("me/mandates/acts/", mandates.deeds, name="mandate_acts"),
    path("me/mandates/orders/", orders.listing, name="orders"),
    path("me/mandates/orders/new/", orders.write, name="order_new"),
    path("me/mandates/orders/<uuid:pk>/", orders.one, name="order"),
    path("me/mandates/orders/<uuid:pk>/withdraw/", orders.withdraw, name="order_withdraw"),
    path("me/mandates/orders/<uuid:pk>/papers/<int:stage>.pdf", orders.paper, name="order_paper"),
    path("me/mandates/<uuid:pk>/mandate.pdf", mandates.paper, name="mandate_paper"),
    path("me/mandates/<uuid:pk>/photo/", mandates.photo, name="mandate_photo"),
    path("me/mandates/<uuid:pk>/<slug:what>/", mandates.end, name="mandate_end"),
]
