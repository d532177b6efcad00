"""Filling in an application as a person does it, whatever the place: one question at a time, one form, one hand-in. Counter and kiosk draw it each in their way."""

from gongban.web.site.applying.collecting import collected_at, collecting
from gongban.web.site.applying.finding import Offer, applicable
from gongban.web.site.applying.reading import in_words, read, typed
from gongban.web.site.applying.showing import (
    FieldLine,
    PaperLine,
    answered,
    fault_lines,
    field_lines,
    options,
    paper_lines,
    part_lines,
    wishes,
)
from gongban.web.site.applying.taking import take_answer, take_fields, take_papers, take_submission

__all__ = [
    "FieldLine", "Offer", "PaperLine", "answered", "applicable", "collected_at", "collecting", "fault_lines", "field_lines", "in_words", "options", "paper_lines", "part_lines", "read",
    "take_answer", "take_fields", "take_papers", "take_submission", "typed", "wishes",
]  # fmt: skip
