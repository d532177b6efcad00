"""Who acts in this request? Pages and the API ask `actor(request)`; the guards send strangers to the right login."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from gongban.foundation.people.public import Account, actor_of
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Forbidden
from gongban.kernel.words import Words

FOR_ABSENT, FOR_ENTERPRISE, PROVED = "for_absent", "for_enterprise", "proved_parties"
View = Callable[..., HttpResponseBase]


def account_of(request: HttpRequest) -> Account | None:
    """The signed-in account, or None."""
    user = getattr(request, "user", None)
    return cast(Account, user) if user is not None and user.is_authenticated else None


def actor(request: HttpRequest, number: str = "") -> Actor:
    """The actor of this request, read once: account, roles, the absent colleague or the enterprise for whom they act.

    Somebody without an account who proved to be a party by the code they keep acts as that party: of the case
    `number`, or of the one proved last. With `number` a signed-in person may also act as a party that they proved.
    """
    found: Actor | None = getattr(request, "_gongban_actor", None)
    if found is None:
        found = _read(request)
        request._gongban_actor = found  # type: ignore[attr-defined]
    proved = _proved(request)
    if number in proved:
        return found.as_party(proved[number])
    if found.account is None and proved and not number:
        return found.as_party(list(proved.values())[-1])
    return found


def actors(request: HttpRequest) -> list[Actor]:
    """The actor of this request as each of the parties that they proved to be; at least the actor as such.

    For what names no case, such as a photo: whoever follows several cases by their codes may see the photos of all.
    """
    plain = actor(request)
    return [plain, *(plain.as_party(party) for party in _proved(request).values() if party != plain.party)]


def remember_party(request: HttpRequest, number: str, party: str) -> None:
    """Keep in the session that this visitor proved to be a party of the case `number`; the last twenty are kept."""
    proved = _proved(request) | {number: str(party)}
    request.session[PROVED] = dict(list(proved.items())[-20:])


def forget_actor(request: HttpRequest) -> None:
    """Read the actor anew, after the account or the person acted for has changed."""
    if hasattr(request, "_gongban_actor"):
        del request._gongban_actor


def residents_only(view: View) -> View:
    """Guard of a view: strangers go to the residents' login and come back; staff are told in one sentence."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        by = actor(request)
        if by.kind == "resident":
            return view(request, *args, **kwargs)
        if by.is_staff:
            words = Words("这是居民页面，请退出工作账号后用手机号登录。", "This page is for residents. Sign out and sign in with your phone.")
            raise Forbidden("page.residents_only", words)
        return _to("/login/", request)

    guarded.guard = "resident"  # type: ignore[attr-defined]
    return guarded


def staff_only(*roles: str) -> Callable[[View], View]:
    """Guard of a view: members of staff holding one of `roles` (any role where none is named); others to the staff login."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            by = actor(request)
            if not by.is_staff:
                return _to("/desk/login/", request)
            if roles and not any(by.holds(role) for role in roles):
                words = Words("您的岗位没有这一页的权限；如有需要，请联系管理员。", "Your role does not cover this page. Ask the administrator.")
                raise Forbidden("page.role_missing", words)
            return view(request, *args, **kwargs)

        guarded.guard = ("staff", *roles)  # type: ignore[attr-defined]
        return guarded

    return guard


def _read(request: HttpRequest) -> Actor:
    session, account = request.session, account_of(request)
    return actor_of(
        account, at=timezone.now(), for_absent=session.get(FOR_ABSENT), enterprise=session.get(FOR_ENTERPRISE)
    )


def _proved(request: HttpRequest) -> dict[str, str]:
    return dict(request.session.get(PROVED, {}))


def _to(login: str, request: HttpRequest) -> HttpResponseRedirect:
    back = request.get_full_path() if request.method == "GET" else _page_of_the_form(request)
    return HttpResponseRedirect(f"{login}?{urlencode({'next': back})}" if back else login)


def _page_of_the_form(request: HttpRequest) -> str:
    """The page of ours whose form was sent after the sign-in had run out: there the kept draft waits."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return ""
    page = urlsplit(came_from)
    return f"{page.path}?{page.query}" if page.query else page.path
