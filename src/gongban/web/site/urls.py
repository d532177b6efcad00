"""Where every page lives: each human edge brings its own list."""

from django.urls import URLPattern, URLResolver, include, path

from gongban.web.site import health, photos, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("look/large-print/", views.large_print, name="large_print"),
    path("photos/", photos.upload, name="upload_photo"),
    path("photos/<uuid:photo>/<slug:size>/", photos.show, name="photo"),
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("metrics", health.metrics, name="metrics"),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("opendata/", include("gongban.exchange.opendata.urls")),
    path("", include("gongban.web.portal.accounts.urls")),
    path("", include("gongban.web.portal.licences.urls")),
    path("", include("gongban.web.portal.outlets.urls")),
    path("", include("gongban.web.portal.ratings.urls")),
    path("", include("gongban.web.portal.impasses.urls")),
    path("", include("gongban.web.portal.assistance.urls")),
    path("", include("gongban.web.portal.applications.urls")),
    path("", include("gongban.web.portal.urls")),
    path("kiosk/", include("gongban.web.kiosk.urls")),
    path("desk/", include("gongban.web.workbench.accounts.urls")),
    path("", include("gongban.web.api.urls")),
    path("", include("gongban.exchange.open311.urls")),
    path("desk/", include("gongban.web.workbench.urls")),
]

handler400 = "gongban.web.site.errors.bad_request"
handler403 = "gongban.web.site.errors.forbidden"
handler404 = "gongban.web.site.errors.not_found"
handler500 = "gongban.web.site.errors.failed"
