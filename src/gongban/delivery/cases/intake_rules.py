"""What a report must fulfil before it is received: board, place, time, anonymity, phone, photos."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from gongban.delivery.cases.limits import boards, has_category, rulebook
from gongban.delivery.cases.models import Board
from gongban.foundation.files.public import Photo
from gongban.foundation.territory.public import city
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Refusal
from gongban.kernel.place import parse_coordinate
from gongban.kernel.words import Words

if TYPE_CHECKING:
    from gongban.delivery.cases.receiving import Report

SENTENCE_END = re.compile(r"[。！？!?；;\n]")
CLAUSE_END = re.compile(r"[，,：]")
CHINESE = re.compile(r"[\u3400-\u9fff]")
SHORT_TITLE, LONG_TITLE, LONGEST_IN_LATIN = 8, 20, 72


@dataclass(frozen=True)
class Checked:
    """What the checks settled: the point in WGS-84 and the category (of the board, where none was named)."""

    point: tuple[float, float] | None
    category: str | None


def check_report(report: Report, *, by: Actor, at: datetime) -> Checked:
    """Check a report against the city's rules; a Refusal names the field that does not fit."""
    board = _board(report)
    _enterprise(report, board, by)
    _anonymity(report)
    _time(report, at)
    _photos(report, board)
    category = report.category or (board.category_id if board else None)
    if category and not has_category(category):
        raise _wrong("category", "没有这个分类，请重新选择。", "There is no such category.")
    return Checked(_point(report), category)


def title_of(report: Report) -> str:
    """The title given, else the first sentence of the text; of a long sentence the clauses that say enough."""
    if report.title:
        return report.title
    sentence = SENTENCE_END.split(report.text.strip(), maxsplit=1)[0]
    if not CHINESE.search(sentence):
        return _first_words(sentence)
    sentence = sentence[:40]
    return sentence if len(sentence) <= LONG_TITLE else _first_clauses(sentence)


def _first_words(sentence: str) -> str:
    """Whole words that fit in a title; a long word is cut where nothing else is left."""
    sentence = sentence.split(". ", maxsplit=1)[0].rstrip(".")
    return sentence if len(sentence) <= LONGEST_IN_LATIN else f"{sentence[:LONGEST_IN_LATIN].rsplit(' ', 1)[0]}…"


def _first_clauses(sentence: str) -> str:
    ends = [found.start() for found in CLAUSE_END.finditer(sentence)]
    return sentence[: next((end for end in ends if end >= SHORT_TITLE), len(sentence))]


def _wrong(field: str, zh: str, en: str) -> Refusal:
    return Refusal(f"report.{field}", Words(zh, en), field=field, status=422)


def _board(report: Report) -> Board | None:
    if not report.board:
        return None
    board = boards().get(report.board)
    if board is None:
        raise _wrong("board", "没有这个板块，请重新选择。", "There is no such board.")
    if board.kinds and report.kind.value not in board.kinds:
        raise _wrong("kind", f"“{board.name_zh}”板块不收这种类型的内容。", f"The board “{board.name_en}” does not take this kind.")
    return board


def _enterprise(report: Report, board: Board | None, by: Actor) -> None:
    """A board of enterprises takes what their agents send, and what staff enter for them."""
    if board is None or by.kind not in ("resident", "anonymous") or report.enterprise:
        return
    rows = rulebook("boards").get("boards", [])
    if any(row["code"] == board.pk and row.get("enterprise") for row in rows):
        raise _wrong("board", f"“{board.name_zh}”只收企业的诉求，请先在账号里选择代表哪家企业。",
                     f"“{board.name_en}” is for enterprises. Choose in your account for which enterprise you speak.")  # fmt: skip


def _anonymity(report: Report) -> None:
    allowed = city().settings.get("anonymous_reporting", {})
    if report.anonymous and not allowed.get(report.kind.value, False):
        raise _wrong("anonymous", f"“{report.kind.words.zh}”需要能联系到您，不能匿名。", "For this kind we must be able to reach you.")


def _time(report: Report, at: datetime) -> None:
    if report.occurred_at and report.occurred_at > at + timedelta(minutes=5):
        raise _wrong("occurred_at", "发生时间不能在将来，请检查。", "The time lies in the future.")


def _photos(report: Report, board: Board | None) -> None:
    if board and board.photo_required and not report.photos:
        raise _wrong("photos", f"“{board.name_zh}”板块需要至少一张照片。", f"The board “{board.name_en}” needs a photo.")
    if report.photos and Photo.objects.filter(pk__in=report.photos).count() != len(set(report.photos)):
        raise _wrong("photos", "有照片没有上传成功，请重新选择照片。", "A photo was not uploaded. Please choose it again.")


def _point(report: Report) -> tuple[float, float] | None:
    if report.lon is None and report.lat is None:
        return None
    where = parse_coordinate(report.lon, report.lat, system=report.system, bounds=city().bounds)
    return where.lon, where.lat
