"""How questions in everyday words are understood, and how cards are put in order for them; no table is read here."""

from gongban.kernel.ranking.cards import Card
from gongban.kernel.ranking.everyday import everyday_words
from gongban.kernel.ranking.lexicon import Lexicon, Saying
from gongban.kernel.ranking.meaning import is_installed, meaning_of_question, meanings_of
from gongban.kernel.ranking.reasons import reasons
from gongban.kernel.ranking.shelf import Shelf, Spine, Told

__all__ = ["Card", "Lexicon", "Saying", "Shelf", "Spine", "Told", "everyday_words", "is_installed", "meaning_of_question", "meanings_of", "reasons"]
