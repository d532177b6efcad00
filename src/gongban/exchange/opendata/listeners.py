"""What was public and is taken back, or masked again, leaves the open files within minutes, not at the end of the day."""

from __future__ import annotations

from gongban.delivery.cases.public import Case
from gongban.exchange.opendata.editions import current, mark_stale
from gongban.foundation.journal.public import Event, listens, read_events
from gongban.kernel.errors import NotFound


@listens("moderated", "reclassified", "reopened", "account_erased", later=True)
def take_back(event: Event) -> None:
    """Mark the edition when a case that may be in it is not public any more, or says less than before."""
    try:
        edition = current()
    except NotFound:
        return
    if edition and event.occurred_at > edition.made_at and _says_less(event):
        mark_stale()


def _says_less(event: Event) -> bool:
    if event.matter is None:
        return True  # 注销账号：不知涉及哪些 · an account was erased: it may have been anybody's case
    was_public = any(former.payload.get("publicity") == "public" for former in read_events(["moderated"], event.matter) if former.pk != event.pk)
    case = Case.objects.filter(pk=event.matter).first()
    return was_public and (case is None or case.publicity != "public" or event.kind != "moderated" or event.payload.get("publicity") == "public")
