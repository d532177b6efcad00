"""The addresses of GeoReport v2: each names its format, answers in it, and never looks at a browser's session."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from gongban.exchange.open311 import errors
from gongban.exchange.open311.arguments import asked_in, flag, span_in
from gongban.exchange.open311.keys import count_list, sender
from gongban.exchange.open311.offer import changed_at, terms
from gongban.exchange.open311.repeating import once
from gongban.exchange.open311.requests import list_requests, list_updates, read_request
from gongban.exchange.open311.sending import number_for, send
from gongban.exchange.open311.services import service_named, services
from gongban.exchange.open311.terms import SPECIFICATION, TYPES
from gongban.exchange.open311.writing import moment, written
from gongban.foundation.territory.public import city
from gongban.kernel.errors import NotFound, Refusal
from gongban.kernel.words import Words

View = Callable[..., HttpResponse]
READ = ("GET", "HEAD")
NO_FORMAT = Words("只有 xml 和 json 两种格式。", "There are two formats, xml and json.")
NO_METHOD = Words("这个网址不接受这种请求方法。", "This address does not take that method.")
TOO_MUCH = Words("内容太大，请减少文字或照片后再提交。", "That is too much at once. Shorten the text or send fewer photos.")
NO_CITY = Words("没有 jurisdiction_id 为 {asked} 的辖区，这里是 {own}。", "There is no jurisdiction_id {asked} here; this is {own}.")


def endpoint(*methods: str) -> Callable[[View], View]:
    """A view that takes these methods and tells every Refusal as an errors document. Keys, not cookies, say who calls."""

    def wrap(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def answered(request: HttpRequest, **named: str) -> HttpResponse:
            try:
                _check(request, named["form"], methods)
                answer = view(request, **named)
            except Refusal as refusal:
                answer = errors.answer(request, refusal)
            except RequestDataTooBig:
                answer = errors.answer(request, Refusal("request.too_large", TOO_MUCH, status=413))
            answer.headers["Access-Control-Allow-Origin"] = "*"
            if answer.status_code == 405:
                answer.headers["Allow"] = ", ".join(methods)
            return answer

        return answered

    return wrap


def _check(request: HttpRequest, form: str, methods: tuple[str, ...]) -> None:
    if form not in TYPES:
        raise NotFound("open311.format", NO_FORMAT)
    if request.method not in methods:
        raise Refusal("open311.method", NO_METHOD, status=405)
    asked = request.GET.get("jurisdiction_id", "") or (request.POST.get("jurisdiction_id", "") if request.method == "POST" else "")
    if asked and asked not in (terms().jurisdiction, city().code):
        raise NotFound("open311.jurisdiction", NO_CITY.format(asked=asked[:80], own=terms().jurisdiction))


@endpoint(*READ)
def discovery(request: HttpRequest, form: str) -> HttpResponse:
    """Where the service is, and whom to ask for a key."""
    offered, changed = terms(), moment(changed_at() or timezone.now())
    point = {
        "specification": SPECIFICATION, "url": f"{settings.PUBLIC_URL}/open311/v2", "changeset": changed,
        "type": "production" if offered.production else "test", "formats": [kind.partition(";")[0] for kind in TYPES.values()],
    }  # fmt: skip
    facts = {"changeset": changed, "contact": str(offered.contact), "key_service": str(offered.key_service), "endpoints": [point]}
    return written("discovery", facts, form)


@endpoint(*READ)
def service_list(request: HttpRequest, form: str) -> HttpResponse:
    """What can be asked for."""
    return written("services", [one.summary for one in services()], form)


@endpoint(*READ)
def service_definition(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The questions of one service; NotFound where it asks none, as its metadata say."""
    found = service_named(code)
    if not found.attributes:
        words = Words(f"服务 {code} 没有附加问题。", f"The service {code} asks nothing besides.")
        raise NotFound("open311.no_definition", words)
    return written("service_definition", found.definition, form)


@endpoint(*READ, "POST")
def requests(request: HttpRequest, form: str) -> HttpResponse:
    """The list of requests; or, with POST and a key, a new one."""
    if request.method == "POST":
        return _receive(request, form)
    count_list(request)
    asked = asked_in(request.GET, timezone.now())
    rows, more = list_requests(asked)
    return _page(request, written("service_requests", rows, form), asked.page, more)


def _receive(request: HttpRequest, form: str) -> HttpResponse:
    by, spent = sender(request)

    def make() -> HttpResponse:
        sent = send(request.POST, request.FILES.getlist("media"), by=by, at=timezone.now())  # type: ignore[arg-type] # files read alike
        return written("service_requests", [sent.told], form)

    answer = once(request, by, make)
    for name, value in (spent.headers if spent else {}).items():
        answer.headers[name] = value
    return answer


@endpoint(*READ)
def one_request(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """One request by its number."""
    return written("service_requests", read_request(number, extended=flag(request.GET.get("extensions", ""))), form)


@endpoint(*READ)
def one_token(request: HttpRequest, token: str, form: str) -> HttpResponse:
    """The number behind a token, once it may be told."""
    return written("service_requests", [number_for(token)], form)


@endpoint(*READ)
def updates(request: HttpRequest, form: str) -> HttpResponse:
    """What happened in public requests in a span: the extension that FixMyStreet reads."""
    count_list(request)
    now = timezone.now()
    asked, (since, until) = asked_in(request.GET, now), span_in(request.GET, now)
    rows, more = list_updates(since, until, skip=asked.skip, size=asked.size)
    return _page(request, written("service_request_updates", rows, form), asked.page, more)


def _page(request: HttpRequest, answer: HttpResponse, page: int, more: bool) -> HttpResponse:
    """Name the neighbouring pages in a Link header, so that a client need not count."""
    links = [(page - 1, "prev")] if page > 1 else []
    links += [(page + 1, "next")] if more else []
    if links:
        answer.headers["Link"] = ", ".join(f'<{_address(request, number)}>; rel="{name}"' for number, name in links)
    return answer


def _address(request: HttpRequest, page: int) -> str:
    query: Any = request.GET.copy()
    query["page"] = str(page)
    return f"{settings.PUBLIC_URL}{request.path}?{query.urlencode()}"
