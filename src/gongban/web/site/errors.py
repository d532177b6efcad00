"""What a person or program is told when a request fails: a page in the design language, or problem JSON (RFC 9457)."""

from __future__ import annotations

import logging
import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template import loader
from django.utils.module_loading import import_string

from gongban.kernel.errors import Refusal, TooOften
from gongban.kernel.words import Words

log = logging.getLogger(__name__)
TITLES = {
    400: Words("请求有误", "The request does not fit"),
    401: Words("请先登录", "Please sign in"),
    403: Words("没有权限", "Not allowed"),
    404: Words("没有找到", "Not found"),
    405: Words("不能这样访问", "This method does not fit"),
    409: Words("情况已经变化", "Things have changed meanwhile"),
    412: Words("读取之后有了变化", "Changed since it was read"),
    413: Words("内容太大", "Too large"),
    415: Words("内容的格式不对", "This kind of content is not read here"),
    422: Words("请检查填写的内容", "Please check what you filled in"),
    429: Words("请稍后再试", "Please try again later"),
    500: Words("系统出错了", "Something went wrong"),
    503: Words("暂时无法服务", "Not available for the moment"),
}
_RETRY_SECONDS = {429: 60, 503: 30}


def answer_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponseBase:
    """The answer for a Refusal: status, sentence, code and field are its own."""
    if writer := _other_format(request):
        answer: HttpResponseBase = import_string(writer)(request, refusal)
        return answer
    return problem(refusal) if wants_problem(request) else page(request, refusal)


def _other_format(request: HttpRequest) -> str:
    """Who writes errors below this address in the format of another standard; empty where nobody does."""
    return next((writer for prefix, writer in settings.REFUSAL_WRITERS.items() if request.path.startswith(prefix)), "")


def wants_problem(request: HttpRequest) -> bool:
    """Whether a program asks that reads problem documents: below /api/, or JSON is what it accepts; not where another standard rules."""
    asked = request.headers.get("Accept", "")
    return not _other_format(request) and (request.path.startswith("/api/") or ("json" in asked and "html" not in asked))


def problem(refusal: Refusal) -> JsonResponse:
    """A Refusal as problem JSON: type, title, status, detail; `code`, `field` and both languages besides."""
    title = TITLES.get(refusal.status, TITLES[400])
    body: dict[str, Any] = {
        "type": f"urn:gongban:problem:{refusal.code}", "title": str(title), "status": refusal.status,
        "detail": str(refusal.words), "code": refusal.code, "words": {"zh": refusal.words.zh, "en": refusal.words.en},
    }
    if refusal.field:
        body["field"] = refusal.field
    if link := getattr(refusal, "link", ""):
        body["link"] = settings.PUBLIC_URL + link
    if many := getattr(refusal, "problems", None):
        body["problems"] = [{"code": one.code, "field": one.field, "detail": str(one.words)} for one in many]
    answer = JsonResponse(body, status=refusal.status, content_type="application/problem+json",
                          json_dumps_params={"ensure_ascii": False})
    if refusal.status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    if isinstance(refusal, TooOften):
        answer.headers["Retry-After"] = answer.headers["RateLimit-Reset"] = str(refusal.wait)
        answer.headers["RateLimit-Remaining"] = "0"
    return _with_retry(answer)


def method_problem(answer: HttpResponseBase) -> HttpResponseBase:
    """The answer 405 to a program as a problem document; `Allow` still says what fits."""
    allowed = answer.headers.get("Allow", "")
    words = Words("这个地址不支持这种方法，可用 {allowed}。", "This address does not answer that method; use {allowed}.")
    told = problem(Refusal("method.not_allowed", words.format(allowed=allowed), status=405))
    told.headers["Allow"] = allowed
    return told


def page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A Refusal as a page. From 500 on nothing but the sentence is drawn: the fault may lie in what pages need."""
    facts = {
        "title": TITLES.get(refusal.status, TITLES[400]), "refusal": refusal, "status": refusal.status,
        "way_back": _way_back(request), "problems": getattr(refusal, "problems", ()), "link": getattr(refusal, "link", ""),
    }
    try:
        drawn = "" if refusal.status >= 500 else loader.render_to_string("site/error.html", facts, request)
    except Exception:  # 错误页本身不能再出错 · an error page must not fail
        log.exception("the error page could not be drawn")
        drawn = ""
    drawn = drawn or loader.render_to_string("site/error_plain.html", facts)
    return _with_retry(HttpResponse(drawn, status=refusal.status))


def _way_back(request: HttpRequest) -> str:
    came_from = request.headers.get("Referer", "")
    own = f"{request.scheme}://{request.META.get('HTTP_HOST', '')}/"
    return came_from if came_from.startswith(own) else "/"


def _with_retry(answer: Any) -> Any:
    if seconds := _RETRY_SECONDS.get(answer.status_code):
        answer.headers.setdefault("Retry-After", str(seconds))
    return answer


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """Django's handler400: suspicious or malformed requests; those that are too large are 413."""
    if isinstance(exception, RequestDataTooBig):
        from gongban.web.site.middleware.intake import too_much

        return answer_refusal(request, too_much())
    words = Words("请求的内容或格式不对，请返回检查。", "The request is malformed. Please go back and check it.")
    return answer_refusal(request, Refusal("request.malformed", words))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """Django's handler403."""
    words = Words("您没有权限查看这一页；如有需要，请用有权限的账号登录。", "You may not see this page. Sign in with an account that may.")
    return answer_refusal(request, Refusal("forbidden", words, status=403))


def forged(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """The form's token is missing or old."""
    words = Words("页面停留太久或不是从本站提交，请返回刷新页面后再提交，填写的内容不会丢。",
                  "The page was open too long, or the form came from elsewhere. Go back, reload the page and send again.")
    return answer_refusal(request, Refusal("request.forged", words, status=403))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """Django's handler404."""
    words = Words("没有这一页，请检查网址或编号。", "There is no such page. Please check the address or the number.")
    return answer_refusal(request, Refusal("not_found", words, status=404))


def failed(request: HttpRequest) -> HttpResponseBase:
    """Django's handler500: what no view caught, also from middleware; the trace is in the log."""
    error = sys.exc_info()[1]
    if isinstance(error, Refusal):
        return answer_refusal(request, error)
    if isinstance(error, (OperationalError, InterfaceError)):
        return no_database(request, error)
    words = Words("系统出了问题，已记录；您可以稍后再试，或拨打热线。", "Something went wrong on our side; it was noted. Try again later or call the hotline.")
    return answer_refusal(request, Refusal("failed", words, status=500))


def no_database(request: HttpRequest, error: Exception) -> HttpResponseBase:
    """The database does not answer: 503, to be tried again."""
    log.error("the database does not answer", extra={"facts": {"error": type(error).__name__}})
    words = Words("数据库暂时无法连接，请稍后再试；没有保存的内容请先留在页面上。",
                  "The database does not answer for the moment. Leave the page open and try again in a while.")
    return answer_refusal(request, Refusal("database.unreachable", words, status=503))


def locked_out(request: HttpRequest, credentials: dict[str, Any] | None = None, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """Too many failed sign-ins for this account from this address."""
    times, minutes = settings.AXES_FAILURE_LIMIT, int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    words = Words(
        f"连续 {times} 次输错，这个账号从您这里登录已锁定 {minutes} 分钟。忘记口令请联系管理员重新发放。",
        f"After {times} failures this account is locked for you for {minutes} minutes. If you forgot the password, ask the administrator for a new one.",
    )
    return answer_refusal(request, Refusal("sign_in.locked", words, status=429))
