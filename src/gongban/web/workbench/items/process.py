"""The process diagram of an item: drawn in the browser, or taken as a file and given back as one; what is wrong is listed with its element."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongban.design.catalogue.public import desk_item, units_of_the_city
from gongban.foundation.facts.public import declared
from gongban.kernel.clock import Unit
from gongban.kernel.clock.terms import LIMIT_WORDS
from gongban.kernel.conditions import BadCondition
from gongban.kernel.errors import Forbidden, Refusal
from gongban.kernel.process import (
    OUTCOMES,
    OWNER,
    SERVICES,
    BadDiagram,
    Finding,
    check,
    diagram,
    parallel_sample,
    standard,
)
from gongban.kernel.words import Words
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench.forms.choices import names_of_departments
from gongban.web.workbench.frame import page
from gongban.web.workbench.items.clauses import EDITING
from gongban.web.workbench.items.item import about, save
from gongban.web.workbench.items.sections import BY_KEY

MOST_BYTES = 800_000
SAMPLES = {"standard": standard, "parallel": parallel_sample}


@dataclass(frozen=True)
class Told:
    """A finding with the name of its element, as the page lists it."""

    finding: Finding
    where: Words


@never_cache
@require_http_methods(["GET", "POST"])
@staff_only(*EDITING)
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The diagram of the draft with what is wrong; posted: the text that was drawn, or the file."""
    found = desk_item(pk, by=actor(request), at=timezone.now())
    own = found.guide.elements.diagram
    text, wrong = SAMPLES.get(request.GET.get("from", ""), lambda: own or standard())(), ""
    if request.method == "POST":
        try:
            text = _sent(request)
            _refuse_wrong(text)
            save(request, found, {"diagram": text}, Words("改了流程图", "Changed the process diagram"))
            return HttpResponseRedirect(f"/desk/items/{pk}/#diagram")
        except Forbidden:
            raise
        except Refusal as refusal:
            wrong = str(refusal.words)
    facts = {**about(found), "section": BY_KEY["diagram"], "diagram": text, "own": bool(own), "wrong": wrong, **findings_facts(text), **_choices()}
    return page(request, "desk/items/process.html", facts, status=422 if wrong else 200)


@require_POST
@staff_only(*EDITING)
def look(request: HttpRequest) -> HttpResponse:
    """What is wrong in a diagram as it is being drawn, for the script; nothing is kept."""
    return render(request, "desk/items/process_findings.html", findings_facts(request.POST.get("diagram", "")))


@never_cache
@require_safe
@staff_only(*EDITING)
def give(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The diagram as a .bpmn file; the standard one where the item has none."""
    found = desk_item(pk, by=actor(request), at=timezone.now())
    answer = HttpResponse(found.guide.elements.diagram or standard(), content_type="application/xml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.guide.slug or found.guide.code}.bpmn"'
    return answer


def _refuse_wrong(text: str) -> None:
    """A diagram that is wrong is not saved: whoever draws sees the list, and the file keeps what was drawn."""
    if found := _findings(text):
        raise Refusal(found[0].code, found[0].words, field="diagram", status=422)


def _findings(text: str) -> list[Finding]:
    return check(text, facts=declared(), services=SERVICES, units=units_of_the_city()) if text.strip() else []


def findings_facts(text: str) -> dict[str, Any]:
    """What the list of findings shows: each with the name of its element, and every condition in words."""
    names, conditions = _said(text)
    return {"findings": [Told(each, names.get(each.element, Words(each.element, each.element))) for each in _findings(text)], "conditions": conditions}


def _said(text: str) -> tuple[dict[str, Words], list[tuple[str, Words, Words]]]:
    """The elements by id in words, and the conditions of the ways: flow, where it leads, as it is understood."""
    try:
        read = diagram(text, facts=declared())
        conditions = read.conditions
    except (BadDiagram, BadCondition, Refusal):
        return {}, []
    structure = read.structure
    names = {node.id: node.words for node in structure.nodes} | {flow.id: structure.by_id[flow.target].words for flow in structure.flows if flow.target in structure.by_id}
    return names, [(structure.flows[place].id, names[structure.flows[place].id], each.explain({}).phrase) for place, each in conditions.items()]


def _sent(request: HttpRequest) -> str:
    """The text that was sent: a file counts over what was drawn; nothing where the standard process is wanted."""
    if request.POST.get("do") == "standard":
        return ""
    file = request.FILES.get("file")
    if file is None:
        return request.POST.get("diagram", "").strip()
    if (file.size or 0) > MOST_BYTES:
        raise Refusal("process.too_big", Words("文件太大，流程图最多 200,000 个字符。", "The file is too large: a diagram has at most 200,000 characters."), status=422)
    try:
        return file.read().decode("utf-8-sig").strip()
    except UnicodeDecodeError as bad:
        raise Refusal("process.not_utf8", Words("文件不是 UTF-8 文字，请重新导出。", "The file is not text in UTF-8: export it again."), status=422) from bad


def _choices() -> dict[str, Any]:
    """What the properties are chosen from, and how the tools are called."""
    words = {
        "task": _("人工任务"), "service": _("服务任务"), "exclusive": _("排他网关（选一条）"), "parallel": _("并行网关（都走）"), "inclusive": _("包容网关（选几条）"),
        "timer": _("定时"), "message": _("等消息"), "end": _("结束"), "start": _("开始"), "flow": _("连线"), "connect": _("连线到……"), "remove": _("删除"),
        "nothing": _("（没有选）"), "unreadable": _("这个文件画不出来，请看下面的说明。"),
    }  # fmt: skip
    units = [(code, LIMIT_WORDS[code][1].format(n="").zh.strip(), LIMIT_WORDS[code][1].format(n="").en.strip()) for code in Unit]
    return {
        "tool_words": words, "outcomes": OUTCOMES.items(), "services": SERVICES.items(), "owner": OWNER, "who_choices": sorted(names_of_departments().items()),
        "time_units": [(str(code), Words(zh, en)) for code, zh, en in units], "tools": [(name, words[name]) for name in ("task", "service", "exclusive", "parallel", "inclusive", "timer", "message", "end")],
    }  # fmt: skip
