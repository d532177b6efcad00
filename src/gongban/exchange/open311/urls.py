"""Where Open311 lives."""

from django.urls import path

from gongban.exchange.open311 import views

urlpatterns = [
    path("open311/discovery.<str:form>", views.discovery),
    path("open311/v2/discovery.<str:form>", views.discovery),
    path("open311/v2/services.<str:form>", views.service_list),
    path("open311/v2/services/<str:code>.<str:form>", views.service_definition),
    path("open311/v2/requests.<str:form>", views.requests),
    path("open311/v2/requests/<str:number>.<str:form>", views.one_request),
    path("open311/v2/tokens/<str:token>.<str:form>", views.one_token),
    path("open311/v2/servicerequestupdates.<str:form>", views.updates),
]
