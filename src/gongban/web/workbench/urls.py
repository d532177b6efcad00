"""Addresses of the desk's pages, below /desk/."""

from django.urls import path

from gongban.web.workbench import (
    blurring,
    bulk,
    calling,
    casepage,
    dispatching,
    figures,
    hotline,
    knowledge,
    looking_up,
    moderation,
    orders,
    queue,
    studying,
    supervision,
)

app_name = "desk"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("search/", looking_up.search, name="search"),
    path("cases/<str:number>/", casepage.case, name="case"),
    path("cases/<str:number>/presence/", casepage.presence, name="presence"),
    path("cases/<str:number>/reporters/", casepage.reporters, name="reporters"),
    path("cases/<str:number>/duplicates/", looking_up.duplicates, name="duplicates"),
    path("cases/<str:number>/do/<slug:action>/", casepage.do, name="do"),
    path("cases/<str:number>/draft/<slug:action>/", casepage.draft, name="draft"),
    path("cases/<str:number>/order/", orders.order, name="order"),
    path("cases/<str:number>/order.pdf", orders.pdf, name="order_pdf"),
    path("cases/<str:number>/qr.svg", orders.qr, name="qr"),
    path("cases/<str:number>/photos/<uuid:pk>/", blurring.photo, name="photo"),
    path("statistics/", figures.statistics, name="statistics"),
    path("dispatch/", dispatching.dispatch, name="dispatch"),
    path("supervision/", supervision.supervision, name="supervision"),
    path("study/", studying.listing, name="studies"),
    path("study/<uuid:pk>/", studying.meeting, name="study"),
    path("hotline/", hotline.hotline, name="hotline"),
    path("hotline/look/", hotline.look, name="hotline_look"),
    path("moderation/", moderation.moderation, name="moderation"),
    path("callbacks/", calling.callbacks, name="callbacks"),
    path("callbacks/<uuid:pk>/number/", calling.number, name="callback_number"),
    path("callbacks/<uuid:pk>/<slug:what>/", calling.result, name="callback_result"),
    path("knowledge/", knowledge.listing, name="knowledge"),
    path("knowledge/new/", knowledge.write, name="knowledge_new"),
    path("knowledge/notices/new/", knowledge.post, name="notice_new"),
    path("knowledge/notices/<slug:code>/end/", knowledge.take_back, name="notice_end"),
    path("knowledge/<slug:code>/", knowledge.article, name="article"),
    path("knowledge/<slug:code>/<slug:what>/", knowledge.decide, name="article_decide"),
]
