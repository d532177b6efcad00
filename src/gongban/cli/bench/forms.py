"""`gongban bench forms`: a bundle of 12 items with 300 fields and 500 conditions; one answer re-evaluated, and saved in a draft."""

from __future__ import annotations

import json as json_text
import random
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
import yaml

from gongban.cli.bench.instance import CITY, loaded_city, temporary_home
from gongban.cli.bench.report import CityOption, JsonOption, WriteOption, tell
from gongban.cli.home import Home
from gongban.cli.instance import opened
from gongban.kernel.room import settle

if TYPE_CHECKING:
    from gongban.kernel.forms import Form, State

KEYS = {
    "items": "事项 · items", "fields": "表里的项 · fields", "conditions": "条件：各项何时填、预审规则 · conditions: when fields are asked, and rules",
    "reevaluate_ms": "改一项：取出草稿的状态、只重算碰到的、给出全部毛病，中位数 · one answer: state of the draft read, what it touches evaluated, all faults told; median",
    "reevaluate_p95_ms": "同上，百分之九十五在这以内 · the same, 95 of 100 within", "answer_ms": "其中只算碰到的 · of this, evaluating what is touched",
    "full_ms": "对照：全部条件重算一遍 · for comparison: everything evaluated anew", "touched": "一项平均碰到几个条件 · conditions touched by an answer on the average",
    "touched_most": "最多碰到几个 · touched at most", "total": "全部重算要算几次（规则先看那一部分办不办）· evaluations when everything is evaluated: rules look first whether their part applies",
    "save_ms": "一项存进 PostgreSQL 的草稿（起草动作），中位数 · one answer saved in the draft in PostgreSQL by the draft action; median", "save_p95_ms": "同上，百分之九十五 · the same, 95 of 100",
}  # fmt: skip
ITEMS, FIELDS, RULES = 12, 25, 18
SLUG = "bench-bundle"


def add_to(bench: typer.Typer) -> None:
    """Join the commands."""
    bench.command(name="forms", epilog="例 · example:  gongban bench forms --json")(forms)


def forms(json: JsonOption = False, write: WriteOption = None, city: CityOption = CITY) -> None:
    """十二个事项、三百项、五百个条件的一张表：改一项要多久 · A form of 12 items, 300 fields and 500 conditions: how long one answer takes."""
    with temporary_home() as home:
        folder = home / "city"
        shutil.copytree(city, folder)
        write_bundle(folder)
        loaded_city(home, folder)
        with opened(Home(home), "gongban bench"):
            settle()
            figures = _measured()
    tell("forms", KEYS, figures, json=json, write=write)


# ---- 造出来的一件事 · the generated bundle


def write_bundle(folder: Path) -> None:
    facts = folder / "facts.yaml"
    rows = "".join(f"  - {json_text.dumps(row, ensure_ascii=False)}\n" for row in _facts())
    facts.write_text(facts.read_text(encoding="utf-8") + rows, encoding="utf-8")
    for number in range(ITEMS):
        _dump(folder / "catalogue" / f"bench-{number}.yaml", _item(number))
    _dump(folder / "one-thing" / f"{SLUG}.yaml", _bundle())


def _dump(path: Path, value: Any) -> None:
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _facts() -> Iterator[dict[str, Any]]:
    """In turn yes or no, a number, a choice: `q0_0` of the first item is the one on which its part hangs."""
    for item in range(ITEMS):
        for place in range(FIELDS):
            name, words = f"q{item}_{place}", {"zh": f"第 {item} 项第 {place} 问", "en": f"Question {place} of item {item}"}
            kind = _kind(place)
            row: dict[str, Any] = {"name": name, "kind": kind, "about": "matter", "words": words, "question": words}
            if kind == "integer":
                row |= {"least": 0, "most": 1000}
            if kind == "choice":
                row["options"] = [{"code": code, "words": {"zh": code, "en": code}} for code in ("a", "b", "c")]
            yield row


def _kind(place: int) -> str:
    return ("boolean", "integer", "choice")[place % 3]


def _clause(item: int, place: int) -> str:
    name = f"q{item}_{place}"
    return {"boolean": name, "integer": f"{name} > 100", "choice": f"{name} IN ('a', 'b')"}[_kind(place)]


def _item(number: int) -> dict[str, Any]:
    """25 fields, 20 of them under a condition on one or two before; 18 rules, each over two or three fields."""
    fields = []
    for place in range(FIELDS):
        row: dict[str, Any] = {"fact": f"q{number}_{place}"}
        if place >= 5:
            row["condition"] = f"{_clause(number, place % 5)} OR {_clause(number, (place * 7) % place)}"
        fields.append(row)
    numbers = [place for place in range(FIELDS) if _kind(place) == "integer"]
    rules = [
        {"says": f"第 {rule} 条不符合。", "condition": f"q{number}_{numbers[rule % 8]} + {rule} <= q{number}_{numbers[(rule * 3 + 1) % 8]} + 1000 OR NOT {_clause(number, rule % 5)}"}
        for rule in range(RULES)
    ]
    elements = {
        "name": {"zh": f"压测事项 {number}", "en": f"Item {number} of a benchmark"}, "type": "20", "fields": fields, "prechecks": rules,
        "materials": [{"code": "form", "name": "申请表", "source": "form"}], "promised_limit": {"amount": 5},
    }  # fmt: skip
    return {"slug": f"bench-{number}", "base": f"99{60 + number}00990000", "department": "shichang", "elements": elements}


def _bundle() -> dict[str, Any]:
    parts = [{"code": f"p{number}", "item": f"bench-{number}", **({"condition": _clause(0, number % 3)} if number else {})} for number in range(ITEMS)]
    return {"slug": SLUG, "department": "shichang", "name": {"zh": "压测一件事", "en": "Bundle of a benchmark"}, "audience": "company", "phase": "start", "parts": parts}


# ---- 量 · measuring


def _measured() -> dict[str, Any]:
    from django.utils import timezone

    from gongban.design.bundles.public import bundle, form_of_bundle
    from gongban.kernel.forms import Known

    at = timezone.now()
    form = form_of_bundle(bundle(SLUG, at=at))
    known = {"today": Known(at.date())}
    state = form.start(known, _answers(form, random.Random(7)))
    took = _re_evaluated(form, state, known)
    saving = _saved(form, state)
    wanted = sum(want.condition is not None for _, want in form.wants)
    conditions, total = wanted + len(form.rules), wanted + sum(1 + (rule.applies is not None) for rule in form.rules)
    return {
        "items": ITEMS, "fields": len(form.fields), "conditions": conditions, "reevaluate_ms": _middle(took["step"]), "reevaluate_p95_ms": _middle(took["step"], 95),
        "answer_ms": _middle(took["answer"]), "full_ms": _middle([_timed(lambda: form.start(known, state.answers)) for _ in range(50)]),
        "touched": round(sum(took["looked"]) / len(took["looked"]), 1), "touched_most": int(max(took["looked"])), "total": total,
        "save_ms": _middle(saving), "save_p95_ms": _middle(saving, 95),
    }  # fmt: skip


def _re_evaluated(form: Form, state: State, known: Any) -> dict[str, list[float]]:
    """Every field answered otherwise, each from the state as it is kept with a draft."""
    chance, stored = random.Random(11), json_text.dumps(state.stored(form.fingerprint))
    found: dict[str, list[float]] = {"step": [], "answer": [], "looked": []}
    for name in chance.sample(list(form.fields), len(form.fields)):
        value = _other(form, state, name, chance)
        begun = time.perf_counter()
        here = form.resume(json_text.loads(stored), known)
        answering = time.perf_counter()
        after = form.answer(here, name, value)
        found["answer"].append(time.perf_counter() - answering)
        form.faults(after)
        found["step"].append(time.perf_counter() - begun)
        found["looked"].append(after.looked)
    return found


def _saved(form: Form, state: State) -> list[float]:
    """A draft that holds all these answers; then one answer after the other is saved in it by the draft action."""
    from django.utils import timezone

    from gongban.delivery.applications.public import begin, save
    from gongban.foundation.people.public import Account
    from gongban.kernel.actors import Actor

    by = Actor(str(Account.objects.filter(kind="resident").order_by("pk")[0].pk), "resident")
    draft = begin({"subject": "bundle", "slug": SLUG}, by=by, at=timezone.now())
    save(draft.pk, {"answers": dict(state.answers)}, by=by, at=timezone.now())
    chance = random.Random(13)
    return [
        _timed(lambda name=name: save(draft.pk, {"answers": {name: _other(form, state, name, chance)}}, by=by, at=timezone.now()))  # type: ignore[misc]
        for name in chance.sample(list(form.fields), 200)
    ]


def _answers(form: Form, chance: random.Random) -> dict[str, object]:
    return {name: _any(form, name, chance) for name in form.fields}


def _any(form: Form, name: str, chance: random.Random) -> object:
    fact = form.fields[name].fact
    return {"boolean": chance.random() < 0.5, "integer": chance.randrange(1000), "choice": chance.choice("abc")}[fact.kind.value]


def _other(form: Form, state: State, name: str, chance: random.Random) -> object:
    while (value := _any(form, name, chance)) == state.answers.get(name):
        pass
    return value


def _timed(run: Callable[[], object]) -> float:
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def _middle(took: list[float], percent: int = 50) -> float:
    return round(1000 * sorted(took)[len(took) * percent // 100], 3)
