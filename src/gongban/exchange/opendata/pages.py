"""The page of open data, its catalogue, its feed, and the files themselves."""

from __future__ import annotations

from email.utils import format_datetime
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from gongban.exchange.opendata.catalogue import DATASETS, address_of, dcat
from gongban.exchange.opendata.columns import dictionary
from gongban.exchange.opendata.editions import Edition, Published, current, file_of, licence
from gongban.kernel.errors import NotFound
from gongban.kernel.words import Words

FRESH = 600  # 撤回后最多十分钟出新版 · what is taken back is gone from the files within ten minutes


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Which files there are, under which licence, and what their columns mean."""
    edition, named = current(), licence()
    facts = {
        "edition": edition, "licence": _licence(named) if named else None, "datasets": _datasets(edition) if edition else [],
        "dictionary": [(DATASETS[name][0], [column for file, column in dictionary() if file == name]) for name in ("cases", "statistics")],
    }  # fmt: skip
    return render(request, "opendata/overview.html", facts)


@require_safe
@cache_control(public=True, max_age=FRESH)
def catalogue(request: HttpRequest) -> JsonResponse:
    """The catalogue for programs (DCAT)."""
    return JsonResponse(dcat(_edition()), json_dumps_params={"ensure_ascii": False}, content_type="application/ld+json")


@require_safe
@cache_control(public=True, max_age=FRESH)
def feed(request: HttpRequest) -> HttpResponse:
    """The files as Atom: an entry is updated with each edition."""
    edition = _edition()
    lines = Atom1Feed(title=_("开放数据"), link=f"{settings.PUBLIC_URL}/opendata/", description="", feed_url=f"{settings.PUBLIC_URL}/opendata/feed.atom")
    for file in edition.files:
        title, text = DATASETS[file.dataset]
        lines.add_item(title=f"{title} · {file.name}", link=address_of(file), description=str(text), unique_id=address_of(file), updateddate=edition.made_at)
    return HttpResponse(lines.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=FRESH)
def file(request: HttpRequest, name: str) -> HttpResponseBase:
    """One of the files; a reader who has it already is told so (304)."""
    found = file_of(name)
    if found is None:
        raise NotFound("opendata.no_file", Words("没有这个文件。", "There is no such file."))
    published, path, made_at = found
    tag = f'"{published.digest}"'
    same = tag in request.headers.get("If-None-Match", "")
    answer = HttpResponse(status=304) if same else _streamed(published, path)
    answer.headers["ETag"] = tag
    answer.headers["Last-Modified"] = format_datetime(made_at.replace(microsecond=0), usegmt=True) if made_at.tzname() == "UTC" else ""
    return answer


def _streamed(published: Published, path: Any) -> HttpResponseBase:
    try:
        opened = path.open("rb")
    except FileNotFoundError:  # 刚好换了新版 · replaced by a new edition this very moment
        raise NotFound("opendata.no_file", Words("文件刚刚更新，请再试一次。", "The file was just replaced. Please try again.")) from None
    answer = FileResponse(opened, as_attachment=True, filename=published.name, content_type=published.media_type)
    answer.headers["Access-Control-Allow-Origin"] = "*"  # 公开文件，别的网站的脚本也可读 · public: scripts of other sites may read it
    return answer


def _edition() -> Edition:
    edition = current()
    if edition is None:
        raise NotFound("opendata.none", Words("还没有开放的数据。", "No data have been opened yet."))
    return edition


def _licence(named: dict[str, Any]) -> dict[str, str]:
    return {"name": named["name"]["en" if (get_language() or "").startswith("en") else "zh"], "url": named["url"]}


def _datasets(edition: Edition) -> list[dict[str, Any]]:
    return [
        {"title": title, "text": text, "files": [(each, _in_words(each.size)) for each in edition.files if each.dataset == name]}
        for name, (title, text) in DATASETS.items()
    ]  # fmt: skip


def _in_words(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, size // 1000)} KB"
