"""What follows when cases open, in batches from the journal: the words that others read, what is compared, what is found.

Nothing of it can be public before: a case becomes public by an action, and every action masks first what is not masked yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gongban.delivery.cases.indexing import tell_of
from gongban.delivery.cases.models import Case
from gongban.delivery.cases.publicity import is_masked, mask_case
from gongban.delivery.cases.terms import Channel
from gongban.delivery.cases.traces import trace
from gongban.foundation.journal.public import Event, listens_in_batches
from gongban.foundation.matters.public import Entry


@listens_in_batches("case_opened")
def follow_opened(events: Sequence[Event]) -> None:
    """Mask, trace and tell the search of new cases; imported ones, which come by thousands, are followed by jobs."""
    opened = [event.matter for event in events if event.channel != Channel.IMPORT]
    cases = list(Case.objects.select_related("matter", "category").prefetch_related("matter__parties").filter(pk__in=opened))
    _keep_masks(case for case in cases if not is_masked(case))
    trace(cases)
    tell_of(cases)


def _keep_masks(cases: Iterable[Case]) -> None:
    """Only where nobody was faster: an action that masked meanwhile, or a moderator's wording, stays."""
    for case in cases:
        mask_case(case)
        Case.objects.filter(pk=case.pk, text_public="").update(title_public=case.title_public, text_public=case.text_public)
        Entry.objects.filter(matter=case.pk, kind="receive", text_public="").update(text_public=case.text_public)
