"""What was public and is taken back, or masked again, leaves the open files within minutes, not at the end of the day."""

from __future__ import annotations

from gongban.delivery.cases.public import Case
from gongban.exchange.opendata.editions import EVERYTHING, current, take_out
from gongban.foundation.journal.public import Event, listens, read_events
from gongban.kernel.errors import NotFound


@listens("moderated", "reclassified", "reopened", "account_erased", later=True)
def take_back(event: Event) -> None:
    """Have a case taken out of the files when it was public and is not any more, or says less than before."""
    try:
        if current() is None:
            return
    except NotFound:
        return
    if event.matter is None:
        take_out(EVERYTHING)  # 注销账号：不知涉及哪些 · an account was erased: it may have been anybody's case
    elif _was_public(event) and (case := _says_less(event)):
        take_out(case.matter.number)


def _was_public(event: Event) -> bool:
    former = read_events(["moderated"], event.matter)
    return any(each.payload.get("publicity") == "public" for each in former if each.pk != event.pk)


def _says_less(event: Event) -> Case | None:
    """The case, unless it is public as before and was not reworded, reclassified or reopened."""
    case = Case.objects.filter(pk=event.matter).select_related("matter").first()
    reworded = event.kind != "moderated" or event.payload.get("publicity") == "public"
    return case if case and (case.publicity != "public" or reworded) else None
