"""Write docs/reference/{states,events,api,problems}.md from the code, so that they can never say anything else.

    .venv/bin/python tools/make_reference.py            write
    .venv/bin/python tools/make_reference.py --check    exit 1 where a page is old
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import fields
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongban.web.site.settings")
TARGET = Path(__file__).parent.parent / "docs" / "reference"
NOTE = "<!-- 由 tools/make_reference.py 生成，请勿手改 · made by tools/make_reference.py, do not edit -->\n"


def states() -> str:
    """The lifecycles of a case, an application, a licence, a rectification, an impasse and an instruction: a drawing, the states, and every row of the table."""
    from gongban.delivery.applications.public import COMMITMENT, PART
    from gongban.delivery.assistance.public import ORDER
    from gongban.delivery.cases.public import CASE
    from gongban.delivery.impasses.public import IMPASSE
    from gongban.delivery.licences.public import LICENCE
    from gongban.outcome.leading.public import INSTRUCTION
    from gongban.outcome.ratings.public import RECTIFICATION

    case = _lifecycle(CASE, "诉求的一生 · The life of a case", "对居民怎么说 | told to residents")
    licence = _lifecycle(LICENCE, "证照的一生 · The life of a licence", "对持证人怎么说 | told to the holder")
    order = _lifecycle(ORDER, "帮代办件的一生 · The life of an assistance order", "对本人怎么说 | told to the person")
    part = _lifecycle(PART, "办件的一生 · The life of a part of an application", "对申请人怎么说 | told to the applicant")
    promise = _lifecycle(COMMITMENT, "承诺的一生 · The life of a commitment", "对申请人怎么说 | told to the applicant")
    bad = _lifecycle(RECTIFICATION, "差评整改的一生 · The life of a rectification", "对评价人怎么说 | told to the person")
    impasse = _lifecycle(IMPASSE, "办不成的事的一生 · The life of what could not be done", "对办事人怎么说 | told to the person")
    return "\n".join([NOTE, *case, "", *part, "", *promise, "", *licence, "", *order, "", *bad, "", *impasse, "", *_lifecycle(INSTRUCTION, "批示的一生 · The life of an instruction", "意思 | meaning")]) + "\n"


def _lifecycle(table: Any, title: str, explained: str) -> list[str]:
    lines = [f"# {title}", "", "```mermaid", "stateDiagram-v2", f"    [*] --> {table.start}"]
    lines += [f"    {origin} --> {target}: {row.action}" for row in table.transitions for target in row.to if target for origin in row.origins]
    lines += ["```", "", "## 状态 · States", "", f"| code | 名称 | name | {explained} | open |", "|---|---|---|---|---|---|"]
    lines += [
        f"| `{s.code}` | {s.words.zh} | {s.words.en} | {s.explained.zh} | {s.explained.en} | {'✓' if s.open else ''} |" for s in table.states
    ]
    lines += ["", "## 动作 · Actions", "", "| action | 按钮 · label | 从 · from | 到 · to | 谁可以 · who | 时钟 · clock | 为什么 · reason |", "|---|---|---|---|---|---|---|"]
    return lines + [_row(row) for row in table.transitions]


def _row(row: Any) -> str:
    cells = [
        f"`{row.action}`", f"{row.label.zh} · {row.label.en}", " ".join(row.origins), " ".join(row.to) or "—", " ".join(row.who),
        " ".join(row.clock), row.reason,
    ]  # fmt: skip
    return "| " + " | ".join(cells) + " |"


def events() -> str:
    """Every declared event with its payload and where it is declared."""
    from django.apps import apps

    from gongban.kernel.events import DECLARED

    for app in apps.get_app_configs():  # 没有被别处用到的域也要列出 · domains that nobody imports yet are listed too
        if app.name.startswith("gongban.") and find_spec(f"{app.name}.events"):
            import_module(f"{app.name}.events")
    lines = [NOTE, "# 事件 · Events", "", "载荷只有编号、代码、数量和时间。 · Payloads hold ids, codes, amounts and times only.", ""]
    lines += ["| kind | 名称 | name | payload | declared in |", "|---|---|---|---|---|"]
    for kind, declared in sorted(DECLARED.items()):
        if declared.__module__.startswith("gongban."):
            payload = ", ".join(f"`{field.name}`: {field.type}" for field in fields(declared))
            lines.append(f"| `{kind}` | {declared.words.zh} | {declared.words.en} | {payload.replace('|', 'or')} | {declared.__module__} |")
    return "\n".join(lines) + "\n"


def api() -> str:
    """Every operation of the API with its input."""
    from gongban.web.api.application import api as application

    schema = application.get_openapi_schema()
    lines = [NOTE, "# 程序接口 · API", "", "OpenAPI: `/api/v1/openapi.json`", "", "| operation | 说明 · summary | 输入 · input |", "|---|---|---|"]
    for path, operations in schema["paths"].items():
        lines += [f"| `{method.upper()} {path}` | {said['summary']} | {_input(said)} |" for method, said in operations.items()]
    return "\n".join(lines) + "\n"


def _input(operation: dict[str, Any]) -> str:
    names = [f"`{each['name']}`" for each in operation.get("parameters", []) if each["in"] == "query"]
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    shown = content.get("oneOf", [content])[0]
    required = shown.get("required", [])
    names += [f"`{name}`{'*' if name in required else ''}" for name in shown.get("properties", {})]
    return " ".join(names)


def problems() -> str:
    """Every code of a problem document with its status and sentence, as they stand in the source."""
    from problem_codes import found_in

    lines = [NOTE, "# 出错的代码 · Problem codes", ""]
    lines += ["出错时回答 `application/problem+json`（RFC 9457）；`code` 稳定不变，程序按它判断，句子给人看。", ""]
    lines += ["Problems are `application/problem+json`; programs decide by the stable `code`, people read the sentence.", ""]
    lines += ["`…` 处是变化的部分 · `…` stands for what varies", "", "| code | status | 句子 | sentence |", "|---|---|---|---|"]
    for problem in found_in(TARGET.parent.parent / "src" / "gongban"):
        lines.append(f"| `{problem.code}` | {problem.status} | {problem.zh} | {problem.en} |")
    return "\n".join(lines) + "\n"


def pages() -> Iterator[tuple[Path, str]]:
    """Each page with what it should say."""
    for make in (states, events, api, problems):
        yield TARGET / f"{make.__name__}.md", make()


def main() -> int:
    """Write the pages, or with --check say which are old."""
    import django

    django.setup()
    old = [page for page, text in pages() if not page.exists() or page.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv:
        for page in old:
            print(f"{page.name} is old: run tools/make_reference.py")
        return 1 if old else 0
    for page, text in pages():
        page.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
