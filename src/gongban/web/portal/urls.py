"""Addresses of the residents' pages."""

from django.urls import path

from gongban.web.portal import (
    answers,
    browsing,
    case,
    following,
    front,
    mine,
    places,
    reading,
    reporting,
    statistics,
)

urlpatterns = [
    path("", front.home, name="home"),
    path("report/", reporting.write, name="report"),
    path("report/check/", reporting.check, name="report_check"),
    path("report/drop/", reporting.drop, name="report_drop"),
    path("report/done/<str:number>/", reporting.done, name="report_done"),
    path("report/<slug:board>/", reporting.write, name="report_board"),
    path("cases/", browsing.case_list, name="cases"),
    path("cases/feed.atom", browsing.feed, name="cases_feed"),
    path("cases/<str:number>/", case.show, name="case"),
    path("cases/<str:number>/judge/", case.judge, name="case_judge"),
    path("cases/<str:number>/<slug:action>/", case.act_on, name="case_act"),
    path("map/", browsing.map_page, name="map"),
    path("map/cases.geojson", browsing.map_cases, name="map_cases"),
    path("map/boundaries.geojson", browsing.map_boundaries, name="map_boundaries"),
    path("boards/", browsing.boards, name="boards"),
    path("boards/<slug:code>/", browsing.board, name="board"),
    path("places/search/", places.search, name="places_search"),
    path("places/near/", places.near, name="places_near"),
    path("statistics/", statistics.figures, name="statistics"),
    path("statistics/figures.csv", statistics.figures_csv, name="statistics_csv"),
    path("my/", mine.my_list, name="my_cases"),
    path("follow/", following.follow, name="follow"),
    path("help/", reading.help_page, name="help"),
    path("help/answers/", answers.search, name="answers"),
    path("help/answers/<slug:code>/", answers.one, name="answer"),
    path("norms/", reading.norms, name="norms"),
    path("privacy/", reading.privacy, name="privacy"),
    path("accessibility/", reading.accessibility, name="accessibility"),
    path("notices/", reading.notices, name="notices"),
]
