"""A guide and its questions as people read them: on the portal what is in force, at the desk the preview of a draft."""

from gongban.web.site.guides.asking import question_facts
from gongban.web.site.guides.private import private_of, take_answer
from gongban.web.site.guides.replying import Replies, options_of, replies_of, said, value_of
from gongban.web.site.guides.unread import unread
from gongban.web.site.guides.wording import Sheet, bare_sheet, guide_facts, price, sheet_of

__all__ = ["Replies", "Sheet", "bare_sheet", "guide_facts", "options_of", "price", "private_of", "question_facts", "replies_of", "said", "sheet_of", "take_answer", "unread", "value_of"]
