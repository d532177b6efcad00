"""`gongban bench search`: how often do everyday questions find the right service, and how fast among 20,000?"""

from __future__ import annotations

import json as json_text
import re
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from gongban.cli.bench.instance import CITY
from gongban.cli.bench.report import CityOption, JsonOption, WriteOption, tell
from gongban.kernel.city import CityFolder
from gongban.kernel.errors import Refusal
from gongban.kernel.ranking import (
    Card,
    Lexicon,
    Shelf,
    Told,
    everyday_words,
    is_installed,
    meaning_of_question,
    meanings_of,
)
from gongban.kernel.words import Words

KEYS = {
    "top1": "第一条就对的比例 · share of questions whose first result fits",
    "top3": "前三条里有对的比例 · share with a fitting one among the first three",
    "p99_ms": "在 crowd_items 个事项里一次查一个，毫秒 · one at a time among crowd_items, milliseconds",
    "p50_ms": "同上，中位数 · the same, median",
    "p99_ms_at_20": "20 个人同时查，毫秒 · twenty at once, milliseconds",
    "cpu_ms": "每次查找的处理器时间，毫秒 · processor time a search, milliseconds",
    "semantic_top1": "也看意思时：第一条就对 · with meaning: the first result fits",
    "semantic_top3": "也看意思时：前三条里有对的 · with meaning: one of the first three fits",
    "semantic_p99_ms": "也看意思时一次查一个，在 items 里，毫秒 · with meaning, one at a time among items, milliseconds",
    "questions": "问题 · questions",
    "items": "事项 · items",
    "crowd_items": "测速度用的事项，由原文件变化而来 · items for the speed, made from the file by variants",
    "everyday_words": "群众语言 · everyday words in use",
}
CROWD, AT_ONCE, TIMED = 20_000, 20, 2_000  # items; people at once; searches that are timed

ItemsOption = Annotated[
    Path,
    typer.Option(
        "--items", exists=True, dir_okay=False, help="事项，JSON 行（task_name …）· items as JSON lines"
    ),
]
QuestionsOption = Annotated[
    Path,
    typer.Option(
        "--questions",
        exists=True,
        dir_okay=False,
        help="问题，JSON 行：q、accept · questions as JSON lines: q, accept",
    ),
]
MissedOption = Annotated[
    bool, typer.Option("--missed", help="列出没答对的问题 · list the questions that were missed")
]
SemanticOption = Annotated[
    bool, typer.Option("--semantic", help="另测也看意思的（要装 gongban[semantic]）· also with meaning (needs gongban[semantic])")
]


@dataclass(frozen=True)
class Asked:
    """A question, and which names are right."""

    text: str
    accept: re.Pattern[str]


def add_to(bench: typer.Typer) -> None:
    """Join the commands."""
    bench.command(
        name="search",
        epilog="例 · example:  gongban bench search --items items.jsonl --questions questions.jsonl --json",
    )(search)


def search(items: ItemsOption, questions: QuestionsOption, json: JsonOption = False, write: WriteOption = None, city: CityOption = CITY,
           missed: MissedOption = False, semantic: SemanticOption = False) -> None:  # fmt: skip
    """平常话找得到事项吗，多快：用城市的群众语言，不联网 · Are services found in plain words, and how fast? Offline, with the city's everyday words."""
    cards, asked = list(read_items(items)), read_questions(questions)
    lexicon = Lexicon.of(each.saying for each in everyday_words(CityFolder(city)))
    told = [Told.of(card) for card in cards]
    shelf = Shelf(told, lexicon)
    figures = _right(shelf, asked, missed=missed and not json)
    figures |= _with_meaning(told, lexicon, asked) if semantic else {}
    crowd = Shelf(crowded(told, max(CROWD, len(told))), lexicon)
    figures |= _times(crowd, asked) | {
        "questions": len(asked), "items": len(cards), "crowd_items": len(crowd), "everyday_words": len(lexicon.things) + len(lexicon.acts),
    }  # fmt: skip
    tell("search", KEYS, {key: figures[key] for key in KEYS if key in figures}, json=json, write=write)


def read_items(file: Path) -> Iterator[Card]:
    """Service items of a JSON-lines file as cards; Refusal names the line that is none."""
    for number, row in _rows(file, "task_name"):
        family = str(row.get("cataname") or "")
        yield Card(
            "item", UUID(int=number), Words(row["task_name"], ""), str(row.get("url") or ""), family="" if family == row["task_name"] else family,
            owner=str(row.get("dept_name") or ""), themes=_texts(row.get("theme_category")), materials=_texts(row.get("material_intro")),
            conditions=str(row.get("accept_standard") or ""),
        )  # fmt: skip


def read_questions(file: Path) -> list[Asked]:
    """Questions of a JSON-lines file; Refusal names the line that is none."""
    found = []
    for number, row in _rows(file, "q", "accept"):
        try:
            found.append(Asked(row["q"], re.compile(row["accept"])))
        except re.error as error:
            raise _bad(
                file,
                number,
                f"accept 不是正则表达式（{error}）",
                f"accept is no regular expression ({error})",
            ) from None
    if not found:
        raise Refusal("bench.empty", Words(f"{file.name} 里没有问题。", f"{file.name} holds no questions."))
    return found


def _rows(file: Path, *needed: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(file.read_text(encoding="utf-8-sig").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json_text.loads(line)
        except ValueError:
            raise _bad(file, number, "不是 JSON", "is not JSON") from None
        if not isinstance(row, dict) or not all(
            isinstance(row.get(name), str) and row[name] for name in needed
        ):
            raise _bad(file, number, f"要有 {'、'.join(needed)}", f"needs {', '.join(needed)}")
        yield number, row


def _bad(file: Path, number: int, zh: str, en: str) -> Refusal:
    return Refusal(
        "bench.rows", Words(f"{file.name} 第 {number} 行{zh}。", f"{file.name}, line {number}: {en}.")
    )


def _texts(given: Any) -> tuple[str, ...]:
    return tuple(map(str, given)) if isinstance(given, list) else (str(given),) if given else ()


def crowded(told: Sequence[Told], size: int) -> Iterator[Told]:
    """So many items, made from these in turn: as many words to look through as a province has."""
    for number in range(size):
        each = told[number % len(told)]
        yield replace(each, spine=replace(each.spine, key=UUID(int=number)))


def _right(shelf: Shelf, asked: Sequence[Asked], *, missed: bool) -> dict[str, float]:
    first = three = 0
    for each in asked:
        meaning = meaning_of_question(each.text) if shelf.knows_meanings else None
        names = [shelf.spines[at].name.zh for at, _ in shelf.rank(shelf.question(each.text), limit=3, meaning=meaning)]
        fits = [bool(each.accept.search(name)) for name in names]
        first, three = first + fits[:1].count(True), three + any(fits)
        if missed and not fits[:1].count(True):
            typer.echo(f"{'—' if any(fits) else '✗'} {each.text} → {'；'.join(names)}")
    return {"top1": round(first / len(asked), 4), "top3": round(three / len(asked), 4)}


def _with_meaning(told: Sequence[Told], lexicon: Lexicon, asked: Sequence[Asked]) -> dict[str, float]:
    if not is_installed():
        words = Words("没有装 gongban[semantic]：pip install 'gongban[semantic]'。", "gongban[semantic] is not installed: pip install 'gongban[semantic]'.")
        raise Refusal("bench.semantic", words)
    meanings = meanings_of([each.spine.name.zh for each in told])
    shelf = Shelf([replace(each, meaning=meaning) for each, meaning in zip(told, meanings, strict=True)], lexicon)
    right = _right(shelf, asked, missed=False)
    took = sorted(_timed(shelf, each.text) for each in asked)
    return {"semantic_top1": right["top1"], "semantic_top3": right["top3"], "semantic_p99_ms": round(took[int(len(took) * 0.99)], 2)}


def _times(shelf: Shelf, asked: Sequence[Asked]) -> dict[str, float]:
    texts = [asked[number % len(asked)].text for number in range(TIMED)]
    for text in texts[: len(asked)]:  # 先热一次 · once before, as in a process that has been at work
        _timed(shelf, text)
    begun = time.process_time()
    alone = sorted(_timed(shelf, text) for text in texts)
    spent = time.process_time() - begun
    together = _at_once(shelf, texts)
    return {
        "p99_ms": round(alone[int(len(alone) * 0.99)], 2), "p50_ms": round(alone[len(alone) // 2], 2),
        "p99_ms_at_20": round(together[int(len(together) * 0.99)], 2), "cpu_ms": round(1000 * spent / len(texts), 2),
    }  # fmt: skip


def _at_once(shelf: Shelf, texts: Sequence[str]) -> list[float]:
    barrier = threading.Barrier(AT_ONCE)

    def one(mine: Sequence[str]) -> list[float]:
        barrier.wait()
        return [_timed(shelf, text) for text in mine]

    with ThreadPoolExecutor(AT_ONCE) as people:
        return sorted(
            took
            for each in people.map(one, [texts[number::AT_ONCE] for number in range(AT_ONCE)])
            for took in each
        )


def _timed(shelf: Shelf, text: str) -> float:
    begun = time.perf_counter()
    question, meaning = shelf.question(text), meaning_of_question(text) if shelf.knows_meanings else None
    for at, _ in shelf.rank(question, limit=10, meaning=meaning):
        shelf.ways_in(question, at)
    return 1000 * (time.perf_counter() - begun)
