"""The door of programs: what the platform keeps and does for other people's programs."""

from gongban.foundation.programs.answers import Answer, answer_once, forget_answers

__all__ = ["Answer", "answer_once", "forget_answers"]
