"""open311.yaml: under which name and conditions the city offers Open311; a city may go without the file."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from gongban.delivery.cases.public import Category, Kind
from gongban.exchange.open311.models import Offer
from gongban.exchange.open311.offer import forget_offer
from gongban.foundation.territory.public import city
from gongban.kernel.city import CityFolder, Entry, Report
from gongban.kernel.words import Words

FILE = "open311.yaml"
NAMES = ("jurisdiction", "type", "contact", "key_service", "kind", "kinds", "not_offered", "number_after_acceptance")
MADE_OF = ("cases_category", "cases_rulebook")
KINDS = tuple(kind.value for kind in Kind)


def load(folder: CityFolder, report: Report) -> None:
    """Bring the city's offer in step with the folder; the caller holds the transaction. Raises BrokenCity."""
    content = _read(folder) if folder.has(FILE) else {}
    former = Offer.objects.filter(pk=city().code).first()
    words = Words("Open311 接口", "Open311")
    if former and former.content == content and not _changed(report):
        report.count("open311_offer", words, unchanged=1)
    else:
        Offer.objects.update_or_create(pk=city().code, defaults={"content": content, "changed_at": datetime.now(UTC)})
        report.count("open311_offer", words, **{"changed" if former else "added": 1})
    forget_offer()


def _changed(report: Report) -> bool:
    """Whether what the services are made of was changed by this loading: clients read it from the changeset."""
    tallies = [tally for kind in MADE_OF if (tally := report.tallies.get(kind))]
    return any(tally.added or tally.changed or tally.ended for tally in tallies)


def _read(folder: CityFolder) -> Any:
    document = folder.yaml(FILE).only(*NAMES)
    categories = set(Category.objects.values_list("code", flat=True))
    document.text("jurisdiction", ""), document.choice("type", ("production", "test"), "production")
    document.words("contact", Words("", "")), document.words("key_service", Words("", ""))
    document.choice("kind", KINDS, Kind.HELP.value)
    for name in ("not_offered", "number_after_acceptance"):
        for member in document.each(name):
            with folder.collecting():
                _category(member, member.as_text(), categories)
    kinds = document.get("kinds")
    for code, member in kinds.items() if kinds else ():
        with folder.collecting():
            _category(member, code, categories)
            if member.as_text() not in KINDS:
                member.refuse(f"没有诉求种类“{member.as_text()}”。", f"there is no kind “{member.as_text()}”.")
    folder.check()
    return document.plain()


def _category(member: Entry, code: str, categories: set[str]) -> None:
    if code not in categories:
        member.refuse(f"没有分类“{code}”。", f"there is no category “{code}”.")
