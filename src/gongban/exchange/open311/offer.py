"""What does this city offer to Open311 clients? The file open311.yaml, or the usual where there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Max

from gongban.delivery.cases.public import Kind, allowed_publicity
from gongban.exchange.open311.models import Offer
from gongban.exchange.open311.terms import Numbering
from gongban.foundation.territory.public import city, time_bucket
from gongban.kernel.words import Words

ASK_US = Words("请联系{government}，热线 {number}。", "Please contact {government}, telephone {number}.")


@dataclass(frozen=True)
class Terms:
    """The city's choices, read once in some seconds; lists of categories hold for those below them too."""

    jurisdiction: str
    production: bool
    contact: Words
    key_service: Words
    kind: str
    kinds: dict[str, str]
    not_offered: tuple[str, ...]
    number_after_acceptance: tuple[str, ...]
    changed_at: datetime | None

    def offers(self, category: str) -> bool:
        """Whether requests of this category may come in over Open311."""
        return not _among(category, self.not_offered)

    def kind_of(self, category: str) -> Kind:
        """As what a request of this category is received; staff may change it."""
        best = max((code for code in self.kinds if _among(category, (code,))), key=len, default="")
        return Kind(self.kinds.get(best, self.kind))

    def numbering(self, category: str) -> Numbering:
        """When the sender learns the number: never by machine for what may never be public."""
        if allowed_publicity(self.kind_of(category), "open311", category) == "never":
            return Numbering.BLACKBOX
        return Numbering.BATCH if _among(category, self.number_after_acceptance) else Numbering.REALTIME


def terms() -> Terms:
    """The city's choices as loaded."""
    return _terms(time_bucket())


def forget_offer() -> None:
    """Read them anew, after loading a city."""
    _terms.cache_clear()


def changed_at() -> datetime | None:
    """When what is offered last changed; None before a city was loaded."""
    return Offer.objects.aggregate(last=Max("changed_at"))["last"]


@lru_cache(maxsize=2)
def _terms(_bucket: int) -> Terms:
    here = city()
    row = Offer.objects.filter(pk=here.code).first()
    content: dict[str, Any] = row.content if row else {}
    usual = _ask_us(here.settings)
    return Terms(
        str(content.get("jurisdiction") or here.code), content.get("type", "production") == "production",
        _words(content, "contact", usual), _words(content, "key_service", usual), str(content.get("kind", "help")),
        dict(content.get("kinds") or {}), tuple(content.get("not_offered", ())), tuple(content.get("number_after_acceptance", ())),
        row.changed_at if row else None,
    )  # fmt: skip


def _ask_us(settings: dict[str, Any]) -> Words:
    government, number = settings["government"], settings["hotline"]["number"]
    return Words(ASK_US.zh.format(government=government["zh"], number=number), ASK_US.en.format(government=government["en"], number=number))


def _words(content: dict[str, Any], name: str, usual: Words) -> Words:
    given = content.get(name)
    return Words(given["zh"], given["en"]) if given else usual


def _among(category: str, codes: tuple[str, ...]) -> bool:
    return any(category == code or category.startswith(f"{code}.") for code in codes)
