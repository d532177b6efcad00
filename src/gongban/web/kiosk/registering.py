"""Making a browser this terminal: the token that the administrator was shown is typed in once and kept in a cookie that no script reads."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from gongban.delivery.outlets.public import kiosk_of
from gongban.web.kiosk.terminal import HOME, TOKEN, sealed, shown, terminal
from gongban.web.site.visitor import spend_here

YEARS = 5 * 365 * 24 * 3600


@sensitive_post_parameters("token")
@require_http_methods(["GET", "POST"])
@terminal(signed=False)
def register(request: HttpRequest) -> HttpResponse:
    """Type in the token, once."""
    if request.method == "GET":
        return shown(request, "kiosk/register.html", {"known": kiosk_of(request.COOKIES.get(TOKEN, ""))})
    spend_here(request, "kiosk_tokens", most=30)
    token = request.POST.get("token", "").strip()[:100]
    if kiosk_of(token) is None:
        return shown(request, "kiosk/register.html", {"error": _("这个令牌不对，或者已经停用。")}, 422)
    answer = sealed(HttpResponseRedirect(HOME))
    answer.set_cookie(TOKEN, token, max_age=YEARS, httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Strict", path=HOME)
    return answer
