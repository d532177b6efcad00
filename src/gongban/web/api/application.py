"""The API for programs: what the pages do, a program does by the same actions (OpenAPI at openapi.json)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.docs import DocsBase

from gongban import __version__
from gongban.kernel.errors import NotFound, Refusal
from gongban.kernel.input import InvalidInput
from gongban.kernel.words import Words
from gongban.web.api.applications.parts import router as parts
from gongban.web.api.applications.routes import router as applications
from gongban.web.api.assistance.routes import router as assistance
from gongban.web.api.bundle_drafts import router as bundle_drafts
from gongban.web.api.bundles import router as bundles
from gongban.web.api.callbacks import router as callbacks
from gongban.web.api.calls import router as calls
from gongban.web.api.cases.acting_routes import router as actions
from gongban.web.api.cases.beside_routes import router as beside
from gongban.web.api.cases.reading_routes import router as cases
from gongban.web.api.codes import router as codes
from gongban.web.api.drafts import router as drafts
from gongban.web.api.exports import router as exports
from gongban.web.api.guard import guarded
from gongban.web.api.impasses import router as impasses
from gongban.web.api.items import router as items
from gongban.web.api.journal import router as journal
from gongban.web.api.licences.routes import router as licences
from gongban.web.api.licences.shares import router as shares
from gongban.web.api.looking import router as looking
from gongban.web.api.outlets import router as outlets
from gongban.web.api.ratings import router as ratings
from gongban.web.api.search import router as search
from gongban.web.api.services import router as services
from gongban.web.api.webhooks import router as webhooks
from gongban.web.site.errors import problem

DESCRIPTION = """共办的接口。页面能做的，程序用同样的动作来做：`POST /cases/{number}/{action}` 由生命周期表生成。
出错时回答 RFC 9457 的 problem+json，`code` 稳定不变。

The API of Gongban. Whatever the pages do, programs do by the same actions; errors are RFC 9457
problem documents whose `code` is stable. Sign in by session, or send `Authorization: Bearer TOKEN`."""


class NoDocs(DocsBase):
    """The reference page is our own (offline, strict content policy): docs/reference/api.md and openapi.json."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        raise NotFound()


class Documented(NinjaAPI):
    """Says in its document that refusals come as problem documents, which Ninja would call plain JSON."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> Any:
        """Ninja's seam: the document."""
        schema = super().get_openapi_schema(*args, **kwargs)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400 and "application/json" in answer.get("content", {}):
                        answer["content"] = {"application/problem+json": answer["content"]["application/json"]}
        return schema


api = Documented(title="共办 Gongban", version=__version__, description=DESCRIPTION, urls_namespace="api", docs=NoDocs(), docs_url=None)
for place, router in (
    ("", codes), ("", services), ("", looking), ("", search), ("/journal", journal), ("/callbacks", callbacks), ("/webhooks", webhooks), ("/calls", calls),
    ("/exports", exports), ("/bundles", bundle_drafts), ("/bundles", bundles), ("/items", drafts), ("/items", items), ("/outlets", outlets), ("/ratings", ratings), ("/impasses", impasses), ("/licences", shares), ("/licences", licences), ("/applications", parts), ("/applications", applications), ("/assistance", assistance), ("/cases", cases), ("/cases", beside), ("/cases", actions),
):  # fmt: skip
    router.add_decorator(guarded, mode="view")
    api.add_router(place, router)


@api.exception_handler(Refusal)
def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponseBase:
    return problem(refusal)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponseBase:
    return problem(InvalidInput([_of_parameter(each) for each in error.errors]))


def _of_parameter(detail: dict[str, Any]) -> Refusal:
    name = str(detail["loc"][-1])
    said = Words(f"参数“{name}”不对，请检查。", f"The parameter “{name}” is not valid.")
    return Refusal(f"input.{detail['type']}", said, field=name, status=422)


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: HttpError) -> HttpResponseBase:
    said = Words("请求的内容不是合格的 JSON，请检查。", "The body is not valid JSON.")
    return problem(Refusal("request.malformed", said, status=error.status_code))
