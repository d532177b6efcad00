"""Telling the search of answers: those that may be told to people today can be found beside services."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from gongban.design.knowledge.models import Article
from gongban.foundation.search.public import Card, registers_kind, tell, told_of, withdraw
from gongban.foundation.territory.public import calendar
from gongban.kernel.words import Words

KIND = "answer"
registers_kind(KIND, Words("问答", "Answer"))


def tell_answers(at: datetime) -> None:
    """Bring what can be found in step with the answers that are valid now."""
    valid = list(Article.objects.valid_on(calendar().local_day(at)).select_related("department"))
    tell(map(_card, valid))
    withdraw(KIND, told_of(KIND) - {row.pk for row in valid})


def tell_answer(row: Article, at: datetime) -> None:
    """Tell of one answer that was changed, or withdraw it; within the caller's transaction."""
    found: Iterable[Article] = Article.objects.valid_on(calendar().local_day(at)).select_related("department").filter(pk=row.pk)
    if not tell(map(_card, found)):
        withdraw(KIND, [row.pk])


@app.periodic(cron="3 16 * * *", periodic_id="knowledge.tell")  # 世界时，北京时间零点过后 · just after midnight in Beijing
@app.task(name="knowledge.tell", queueing_lock="knowledge.tell", pass_context=False)
def tell_of_the_day(timestamp: int) -> None:
    """Answers begin and end to be valid with the day."""
    tell_answers(timezone.now())


def _card(row: Article) -> Card:
    return Card(
        KIND, row.pk, row.question, f"/help/answers/{row.code}/", everyday=tuple(row.also), purpose=f"{row.answer_zh} {row.answer_en}",
        owner=row.department.name_zh,
    )  # fmt: skip
