"""Personal data that lie in files of the instance: traces of errors, rows an import refused, letters of a trial."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from gongban.foundation.retention.terms import Gone, Sort, holds
from gongban.kernel.words import Words

LOGS = ("logs/*.log.*", "logs/error-*.log")
REJECTS = ("imports/*-rejected.csv",)
_AGE = Words("文件最后改动", "the file's last change")


def _old(patterns: Iterable[str], before: datetime) -> Iterator[Path]:
    for pattern in patterns:
        for path in Path(settings.HOME).glob(pattern):
            if path.is_file() and path.stat().st_mtime < before.timestamp():
                yield path


def _sort(code: str, words: Words, patterns: tuple[str, ...]) -> Sort:
    def due(before: datetime) -> int:
        return sum(1 for _ in _old(patterns, before))

    def erase(before: datetime, most: int) -> Gone:
        gone = list(_old(patterns, before))[:most]
        for path in gone:
            path.unlink(missing_ok=True)
        return Gone(len(gone))

    return Sort(code, words, _AGE, due, erase)


holds(
    _sort("logs", Words("旧日志文件", "old log files"), LOGS),
    _sort("import_rejects", Words("导入时没有收下的行（文件）", "files of rows that an import refused"), REJECTS),
)
