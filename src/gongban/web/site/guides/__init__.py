"""A guide and its questions as people read them: on the portal what is in force, at the desk the preview of a draft."""

from gongban.web.site.guides.asking import question_facts
from gongban.web.site.guides.wording import Sheet, guide_facts, sheet_of

__all__ = ["Sheet", "guide_facts", "question_facts", "sheet_of"]
