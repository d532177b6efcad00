"""Meanings of cards (the extra `semantic`): worked out by a job, card by card, for as long as the setting is on."""

from __future__ import annotations

import logging

import numpy as np
from django.conf import settings
from django.db import transaction

from gongban.foundation.search.models import KeptCard
from gongban.foundation.search.telling import tell_meanings
from gongban.kernel.ranking import is_installed, meaning_of_question, meanings_of

BATCH = 100  # about two seconds of processor time
log = logging.getLogger("gongban.search")


def in_use() -> bool:
    """Whether search looks at meaning: the setting is on and the extra installed."""
    return bool(settings.SEMANTIC) and is_installed()


def meaning_asked_for(text: str) -> np.ndarray | None:
    """The direction of a question; None where meaning is not in use."""
    return meaning_of_question(text) if in_use() else None


def learn_meanings() -> int:
    """Work out what a batch of cards mean that have no meaning yet; returns how many there were."""
    if not in_use():
        return 0
    rows = list(KeptCard.objects.filter(withdrawn=False, meaning__isnull=True).order_by("pk").values_list("pk", "name_zh")[:BATCH])
    if rows:
        meanings = meanings_of([name for _pk, name in rows])
        with transaction.atomic():
            tell_meanings({row: meaning.tobytes() for row, meaning in zip(rows, meanings, strict=True)})
        log.info("worked out what %s cards mean", len(rows))
    return len(rows)
